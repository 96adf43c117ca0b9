import { dirname } from "node:path";
import { type FileScore, percentageOf, sumOf } from "./judge.ts";

const HEAD = [
  "folder",
  "mutants",
  "killed",
  "without end",
  "equivalent",
  "alive",
  "killed of those that differ",
];

/** A table in Markdown: a row for each folder, and below it one for each file in which a mutant lives. */
export function tableOf(scores: readonly FileScore[]): string {
  const folders = [...new Set(scores.map(({ file }) => dirname(file)))];
  const rows = folders.flatMap((folder) => {
    const inside = scores.filter(({ file }) => dirname(file) === folder);
    return [sumOf(`\`${folder}/\``, inside), ...inside.filter(({ alive }) => alive > 0)].map(cellsOf);
  });
  return [HEAD, HEAD.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cellsOf(score: FileScore): string[] {
  const { file, killed, endless, equivalent, alive } = score;
  const mutants = killed + endless + equivalent + alive;
  const counts = [mutants, killed, endless, equivalent, alive].map(String);
  return [file, ...counts, `${(Math.floor(100 * percentageOf(score)) / 100).toString()} %`];
}
