import { Command } from "@commander-js/extra-typings";
import {
  compareLogs,
  type LogComparison,
  type LogDifference,
  type LogGap,
} from "../report/log/compare-logs.ts";
import { type Log, NotALog, readLog } from "../report/log/log.ts";
import { printable } from "../text/printable.ts";
import { NoUtf8, textOf } from "../text/utf8.ts";
import { counted, enumerated } from "../text/words.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { readNamedBytes } from "./files/read-bytes.ts";
import { printJson } from "./print-json.ts";
import { Problem } from "./problem.ts";
import { paint, print } from "./terminal.ts";

/** `nsmodel diff`: where do two runs of the same histories differ? */
export function diffCommand() {
  return new Command("diff")
    .summary("show where two runs of the same histories differ")
    .description(
      "Compares two logs of nsmodel test --log. For each history that differs, it prints the first call after which the runs differ and what " +
        "each did, and it lists the histories that only one of them has.",
    )
    .argument("<first>", "a log")
    .argument("<second>", "another one")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 the logs agree, 1 they differ, 2 a file is not a log, 4 not everything was compared, or nothing.",
    )
    .action(async (firstFile, secondFile, options) => {
      const [first, second] = [await readLogFile(firstFile), await readLogFile(secondFile)];
      const comparison = compareLogs(first, second);
      const conclusion = conclusionOn(comparison);
      if (options.json) printJson({ conclusion, first: first.origin, second: second.origin, ...comparison });
      else for (const line of inWords(first, second, comparison)) print(line);
      process.exitCode = exitCodeOf(conclusion);
    });
}

async function readLogFile(file: string): Promise<Log> {
  const bytes = await readNamedBytes(file);
  try {
    return readLog(textOf(bytes));
  } catch (error) {
    if (error instanceof NoUtf8) throw new Problem(`${printable(file)}: ${error.message}.`);
    if (!(error instanceof NotALog)) throw error;
    throw new Problem(
      `${printable(file)}:${error.line}: ${error.message}.`,
      "nsmodel test FOLDER --log FILE writes a log.",
    );
  }
}

/** Two logs are the same only if something was compared, and to the end. */
function conclusionOn({ both, differences, notCompared, onlyFirst, onlySecond }: LogComparison): Conclusion {
  if (differences.length + onlyFirst.length + onlySecond.length > 0) return "broken";
  return both === 0 || notCompared.length > 0 ? "not-decided" : "as-claimed";
}

function inWords(first: Log, second: Log, comparison: LogComparison): string[] {
  const { both, differences, notCompared, onlyFirst, onlySecond } = comparison;
  const names = `A: ${originInWords(first)}\nB: ${originInWords(second)}`;
  const only = (side: string, histories: readonly string[]): string[] =>
    histories.map((history) => `${printable(history)}: only ${side} has it`);
  const same = both - differences.length - notCompared.length;
  const sums = [
    ...(differences.length > 0
      ? [paint("red", `${differences.length} of ${counted(both, "history")} differ`)]
      : same > 0
        ? [paint("green", `the same in ${counted(same, "history")}`)]
        : []),
    ...(notCompared.length > 0
      ? [paint("yellow", `${counted(notCompared.length, "history")} not compared to the end`)]
      : []),
    ...(both === 0 ? [paint("yellow", "nothing was compared: the logs have no history in common")] : []),
  ];
  return [
    names,
    ...differences.flatMap(differenceInWords),
    ...notCompared.flatMap(gapInWords),
    ...only("A", onlyFirst),
    ...only("B", onlySecond),
    ...sums,
  ];
}

function originInWords({ origin: { nsmodel, kernel, design }, histories }: Log): string {
  const designs = [...new Set(histories.flatMap(({ model }) => model ?? []))];
  const beside = designs.length === 0 ? "no design" : enumerated(designs);
  const where = kernel === undefined ? beside : `Linux ${kernel}, compared with ${beside}`;
  const own = design === undefined ? "" : `, with files of your own (${design.slice(0, 12)})`;
  return printable(`${where}, nsmodel ${nsmodel}${own}`);
}

function differenceInWords({ history, line, call, first, second, further }: LogDifference): string[] {
  return [
    `${printable(history)}:${line}:${call === undefined ? "" : ` ${printable(call)}`}`,
    `  A: ${printable(first)}`,
    `  B: ${printable(second)}`,
    ...(further === 0 ? [] : [`  and ${counted(further, "more event")} after it`]),
  ];
}

const gapInWords = ({ history, first, second }: LogGap): string[] => [
  `${printable(history)}: not compared to the end`,
  `  A: ${printable(first)}`,
  `  B: ${printable(second)}`,
];
