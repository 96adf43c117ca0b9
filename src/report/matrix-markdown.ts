import type { Matrix } from "../engine/matrix.ts";
import { enumerated } from "../text/words.ts";
import { markdownTable, safeInMarkdown as safe, signsEscaped } from "./markdown.ts";
import { type SharedHistory, type SharedProperty, sharedHistories } from "./matrix-histories.ts";
import { scopeOfMatrix } from "./scope-in-words.ts";
import { loopInWords, verdictInWords } from "./verdicts.ts";

/** The matrix as Markdown: a table with a row per property, and the histories of `sharedHistories` below it. */
export function matrixAsMarkdown(matrix: Matrix): string {
  const head = ["property", ...matrix.rows.map(({ title }) => title)];
  const rows = matrix.properties.map(({ name }, index) => [
    name,
    ...matrix.rows.map(({ verdicts }) => wordsOf(verdicts[index])),
  ]);
  const table = markdownTable(
    head.map(safe),
    rows.map((cells) => cells.map(safe)),
  );
  const histories = sharedHistories(matrix).map(historyAsMarkdown);
  return [signsEscaped(scopeOfMatrix(matrix)), table, ...histories].join("\n\n");
}

const wordsOf = (verdict: Parameters<typeof verdictInWords>[0] | undefined): string =>
  verdict === undefined ? "" : verdictInWords(verdict);

/** What is said about a cell that is not broken. */
const WORDS_OF: Readonly<Record<SharedProperty["sort"], string>> = {
  broken: "",
  reached: "is reached ",
  holds: "holds, and this history tries to break it, ",
};

function historyAsMarkdown({ properties, sentences, showing, loop }: SharedHistory): string {
  const heads = properties.map(
    ({ property, designs, sort, why }) =>
      `- **${safe(property)}** ${WORDS_OF[sort]}in ${safe(enumerated(designs))}${why === "" ? "" : `: ${safe(why)}`}`,
  );
  const steps = sentences.map((text, index) => `${index + 1}. ${safe(text)}`);
  const told = loop === undefined ? undefined : loopInWords(sentences.length, loop);
  const before = told?.begins === undefined ? steps.length : (loop ?? 0);
  const stem = steps.slice(0, before).join("\n");
  const round = steps.slice(before).join("\n");
  const parts = [heads.join("\n"), stem, told?.begins ?? "", round, told?.ends ?? ""].filter(
    (part) => part !== "",
  );
  if (showing !== undefined) parts.push(`The call that shows it: ${safe(showing)}`);
  return parts.join("\n\n");
}
