import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import type { Kernel } from "../conformance/kernel/kernel.ts";
import { type FormatProblem, type LineProgress, readHistoryInSteps } from "../history/read-history.ts";
import { type Difference, type Replay, replayInSteps } from "../history/replay.ts";
import type { Model } from "../model/model.ts";
import { ERRNOS } from "../model/outcome.ts";
import { printable } from "../report/printable.ts";
import { counted } from "../report/words.ts";
import { HIERARCHY } from "./hierarchy-option.ts";
import { type KernelReplay, replayOnKernel } from "./kernel-replay.ts";
import { findModel } from "./named.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { readBytes } from "./read-bytes.ts";
import { paint, print } from "./terminal.ts";

/** How many differences of a file are shown: those after the first may only follow from it. */
const SHOWN = 20;

/** Where the problem of a file is that cannot be read at all. */
const BEGINNING = { line: 1, column: 1 } as const;

/** What came of one file. */
type FileResult = { readonly file: string } & (
  | { readonly problem: FormatProblem }
  | { readonly model: Model; readonly replay: Replay; readonly kernel?: KernelReplay | undefined }
);

/** `nsmodel replay`: runs histories again and says where they differ from their design. */
export function replayCommand() {
  return new Command("replay")
    .summary("run histories again and say where they differ")
    .description(
      "Runs each history against the design that it names. Every outcome that differs and every expectation that fails is " +
        "reported with its line. A file that is not a well-formed history is not run at all. On the kernel each task is a process, " +
        "and what /proc shows is compared with the design after every event.",
    )
    .argument("<file...>", "history files; - is standard input")
    .addOption(new Option("--model <name>", "run them against this design, whatever they name"))
    .addOption(new Option("--on <where>", "where to run them").choices(["model", "kernel"]).default("model"))
    .addOption(HIERARCHY)
    .option("--all", `print every difference, not only the first ${SHOWN} of a file`)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 all agree, 1 a history differs, 2 a file could not be read, 3 not on this machine, 4 containers not compared.",
    )
    .action(async (files, options) => {
      const as = options.model === undefined ? undefined : await findModel(options.model);
      const keep = options.all ? Infinity : SHOWN;
      const results: FileResult[] = [];
      const replayAll = async (kernel?: Kernel): Promise<void> => {
        for (const file of files) {
          const result = await replayFile(file, keep, as, kernel);
          if (options.json) results.push(result);
          else printResult(result);
          const before = Number(process.exitCode ?? EXIT.asClaimed);
          process.exitCode = moreImportant(before, exitCodeOf(result));
        }
      };
      if (options.on === "kernel") {
        const { withKernel } = await import("./kernel.ts");
        await withKernel(options, replayAll);
      } else await replayAll();
      if (options.json) print(JSON.stringify(asJson(results), undefined, 2));
    });
}

async function replayFile(
  file: string,
  keep: number,
  as: Model | undefined,
  kernel: Kernel | undefined,
): Promise<FileResult> {
  const bytes = await readBytes(file).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (bytes instanceof Problem) return { file, problem: { ...BEGINNING, message: bytes.message } };

  const read = await withProgress(readHistoryInSteps(bytes, MODELS, as), progress(file, "read"));
  if (!read.ok) return { file, problem: read.problem };
  const replay = await withProgress(replayInSteps(read.history, keep), progress(file, "replayed"));
  const played = kernel && (await replayOnKernel(kernel, read.history));
  return { file, model: read.history.model, replay, kernel: played };
}

const progress =
  (file: string, done: string) =>
  ({ lines }: LineProgress) =>
    `${file}: ${counted(lines, "line")} ${done}`;

function exitCodeOf(result: FileResult): ExitCode {
  if ("problem" in result) return EXIT.badRequest;
  if (result.replay.count > 0 || (result.kernel?.differences.length ?? 0) > 0) return EXIT.broken;
  if (result.kernel?.stopped !== undefined) return EXIT.cannotHere;
  return result.kernel?.containers === false ? EXIT.notDecided : EXIT.asClaimed;
}

/** The exit code of two files: that something is not decided counts least. */
function moreImportant(one: number, other: number): number {
  const isSure = (code: number) => code !== EXIT.notDecided && code !== EXIT.asClaimed;
  return isSure(one) === isSure(other) ? Math.max(one, other) : isSure(one) ? one : other;
}

function printResult(result: FileResult): void {
  if ("problem" in result) {
    const { line, column, message } = result.problem;
    print(`${result.file}:${line}:${column}: ${paint("red", message)}`);
  } else {
    printReplay(result.file, result.replay, result.model);
    if (result.kernel !== undefined) printOnKernel(result.file, result.kernel, result.model);
  }
}

function printOnKernel(
  file: string,
  { events, differences, stopped, release, containers }: KernelReplay,
  { name }: Model,
): void {
  for (const { line, words } of differences.slice(0, SHOWN))
    print(`${file}:${line}: ${paint("red", `on the kernel ${printable(words)}`)}`);
  const sum = `${counted(events, "event")} on Linux ${release}`;
  if (stopped !== undefined)
    print(`${file}:${stopped.line}: ${paint("yellow", `not played from here on: ${stopped.why}`)}`);
  if (differences.length > 0)
    print(`${file}: ${counted(differences.length, "difference")} from ${name} in ${sum}`);
  else if (events > 0 && !containers)
    print(
      `${file}: the kernel ${paint("yellow", "agrees")} with ${name} in tasks and namespaces, containers were not compared: ${sum}`,
    );
  else if (events > 0) print(`${file}: the kernel ${paint("green", "agrees")} with ${name}: ${sum}`);
}

function printReplay(file: string, { events, expectations, count, differences }: Replay, model: Model): void {
  for (const difference of differences)
    print(`${file}:${difference.line}: ${paint("red", inWords(difference, model))}`);
  if (count > differences.length) print(`${file}: and ${count - differences.length} more, which --all shows`);
  const sum = `${counted(events, "event")}, ${counted(expectations, "expectation")}`;
  if (count === 0) print(`${file}: ${paint("green", "agrees")} with ${model.name}: ${sum}`);
  else print(`${file}: ${counted(count, "difference")} from ${model.name} in ${sum}`);
}

function inWords({ kind, subject, expected, found }: Difference, { name }: Model): string {
  if (kind === "outcome") return `${subject}: the file says ${expected}, ${name} says ${meaning(found)}`;
  return `the expectation of "${subject}" fails: expected ${expected}; found ${found}`;
}

function meaning(outcome: string): string {
  const meanings: Readonly<Record<string, string>> = ERRNOS;
  const text = meanings[outcome];
  return text === undefined ? outcome : `${outcome} (${text})`;
}

function asJson(results: readonly FileResult[]) {
  return {
    files: results.map((result) =>
      "problem" in result
        ? { file: result.file, problem: result.problem }
        : {
            file: result.file,
            model: result.model.name,
            ...withCount(result.replay),
            ...(result.kernel && { kernel: result.kernel }),
          },
    ),
    ok: results.every((result) => exitCodeOf(result) === EXIT.asClaimed),
  };
}

function withCount({ events, expectations, count, differences }: Replay) {
  return { events, expectations, differences, differenceCount: count };
}
