import { Command, Option } from "@commander-js/extra-typings";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import { findingInWords } from "../engine/property-finding.ts";
import { type PropertyAlong, type Replay, type ReplayDifference, replayInSteps } from "../engine/replay.ts";
import { type FormatProblem, type LineProgress, readHistoryInSteps } from "../history/read-history.ts";
import { isErrno } from "../model/errno.ts";
import type { Model } from "../model/model.ts";
import { meaningOf } from "../model/outcome.ts";
import type { Property } from "../model/property.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { conclusionWith } from "./conclusion.ts";
import { readBytes } from "./files/read-bytes.ts";
import { problemInWords } from "./format-problem.ts";
import { unlessInterrupted, untilInterrupted, whileInterruptible } from "./interruptible.ts";
import { HIERARCHY } from "./kernel/hierarchy-option.ts";
import type { Kernels } from "./kernel/kernel.ts";
import { type KernelReplay, replayOnKernel } from "./kernel/kernel-replay.ts";
import { isOnKernel, onOption } from "./kernel/on-option.ts";
import { findModel, findProperties } from "./named.ts";
import { printJson } from "./print-json.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { type GivenOptions, rebounded, withReplayOptions } from "./scope-options.ts";
import { paint, print } from "./terminal.ts";

/** How many differences of a file are shown: those after the first may only follow from it. */
const SHOWN = 20;

/** Where the problem of a file is that cannot be read at all. */
const BEGINNING = { line: 1, column: 1 } as const;

/** What came of one file. */
type FileResult = { readonly file: string } & (
  | { readonly problem: FormatProblem }
  | {
      readonly model: Model;
      readonly replay: Replay;
      readonly kernel?: KernelReplay | undefined;
      /** Whether the kernel was asked to play it, and interrupted. */
      readonly isCut: boolean;
    }
  /** The command was asked to end before it was run. */
  | { readonly interrupted: true }
);

/** How files are replayed. */
interface How {
  /** How many differences of a file are kept. */
  readonly keep: number;
  readonly as: Model | undefined;
  /** Those to be asked after every event. */
  readonly along: readonly Property[];
  /** Where it is to be played too. */
  readonly kernels: Kernels | undefined;
  /** What the options say, of the bounds that a replay may be told. */
  readonly given: GivenOptions;
}

/** `nsmodel replay`: runs histories again and says where they differ from their design. */
export function replayCommand() {
  return withReplayOptions(
    new Command("replay")
      .summary("run histories again and say where they differ")
      .description(
        "Runs each history against the design that it names. Every outcome that differs and every expectation that fails is " +
          "reported with its line. A file that is not a well-formed history is not run at all. On the kernel each task is a process, " +
          "and what /proc shows is compared with the design after every event.",
      )
      .argument("<file...>", "history files; - is standard input")
      .addOption(new Option("--model <name>", "run them against this design, whatever they name"))
      .addOption(
        new Option(
          "--property <name...>",
          "ask these properties after every event too, and know them by name in the files",
        ),
      ),
  )
    .addOption(onOption("where to run them"))
    .addOption(HIERARCHY)
    .option("--all", `print every difference, not only the first ${SHOWN} of a file`)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 all agree, 1 a history differs or breaks a property, 2 a file could not be read, 3 not on this machine, " +
        "4 it was interrupted, or containers were not compared.",
    )
    .action(async (files, options) => {
      const as = options.model === undefined ? undefined : await findModel(options.model);
      const keep = options.all ? Infinity : SHOWN;
      const along = await findProperties([...new Set(options.property)]);
      const results: FileResult[] = [];
      const replayAll = (kernels?: Kernels): Promise<void> =>
        whileInterruptible(async (interrupted, asked) => {
          for (const file of files) {
            const result = await replayFile(
              file,
              { keep, as, along, kernels, given: options },
              interrupted,
              asked,
            );
            results.push(result);
            if (!options.json) printResult({ ...result, file: printable(result.file) });
          }
        });
      if (isOnKernel(options)) {
        const { withKernels } = await import("./kernel/kernel.ts");
        await withKernels(options, replayAll);
      } else await replayAll();
      if (options.json) printJson(asJson(results));
      process.exitCode = exitCodeOfAll(results);
    });
}

async function replayFile(
  file: string,
  { keep, as, along, kernels, given }: How,
  interrupted: () => boolean,
  asked: AbortSignal,
): Promise<FileResult> {
  if (interrupted()) return { file, interrupted: true };
  const bytes = await readBytes(file).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (bytes instanceof Problem)
    return { file, problem: problemOf(file, { ...BEGINNING, message: bytes.message }) };

  // A property that is named on the command line may be named in a file, too.
  const properties = [...new Set([...PROPERTIES, ...along])];
  const reading = readHistoryInSteps(bytes, MODELS, { as, properties });
  const read = await withProgress(untilInterrupted(reading, interrupted), progress(file, "read"));
  if (read === undefined) return { file, interrupted: true };
  if (!read.ok) return { file, problem: problemOf(file, read.problem) };
  const history = rebounded(given, read.history);
  const replaying = replayInSteps(history, { keep, properties: along });
  const replay = await withProgress(untilInterrupted(replaying, interrupted), progress(file, "replayed"));
  if (replay === undefined) return { file, interrupted: true };
  const kernel = await kernels?.of(history.model.domain);
  const played = kernel && (await unlessInterrupted(replayOnKernel(kernel, history), asked));
  const isCut = kernel !== undefined && played === undefined;
  return { file, model: history.model, replay, kernel: played, isCut };
}

function problemOf(file: string, problem: FormatProblem): FormatProblem {
  return { ...problem, message: problemInWords(file, problem) };
}

const progress =
  (file: string, done: string) =>
  ({ lines }: LineProgress) =>
    `${printable(file)}: ${counted(lines, "line")} ${done}`;

function exitCodeOf(result: FileResult): ExitCode {
  if ("problem" in result) return EXIT.badRequest;
  if ("interrupted" in result) return EXIT.notDecided;
  const { replay, kernel, isCut } = result;
  if (replay.count > 0 || replay.properties.some(isBroken) || (kernel?.differences.length ?? 0) > 0)
    return EXIT.broken;
  if (kernel?.stopped !== undefined) return EXIT.cannotHere;
  return isCut || kernel?.containers === false ? EXIT.notDecided : EXIT.asClaimed;
}

/** The worst first: what is wrong with the request, what the machine cannot do, what differs, what was not looked at. */
const WORST_FIRST: readonly ExitCode[] = [EXIT.cannotHere, EXIT.badRequest, EXIT.broken, EXIT.notDecided];

function exitCodeOfAll(results: readonly FileResult[]): ExitCode {
  const codes = results.map(exitCodeOf);
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.asClaimed;
}

function isBroken({ at }: PropertyAlong): boolean {
  return at?.finding.found === "broken";
}

function printResult(result: FileResult): void {
  if ("problem" in result) {
    const { line, column, message } = result.problem;
    print(`${result.file}:${line}:${column}: ${paint("red", message)}`);
  } else if ("interrupted" in result) {
    print(`${result.file}: ${paint("yellow", "interrupted before it was replayed")}`);
  } else {
    const { file, model, replay, kernel, isCut } = result;
    printReplay(file, replay, model);
    for (const along of replay.properties) print(alongInWords(file, along));
    if (kernel !== undefined) printOnKernel(file, kernel, model);
    if (isCut) print(`${file}: ${paint("yellow", "interrupted before the kernel had played it")}`);
    else if (kernel !== undefined && (replay.propertyExpectations > 0 || replay.properties.length > 0))
      print(`${file}: properties were asked in the worlds of ${model.name}, not in the kernel's`);
  }
}

/** What a property has found all along a history, as a line. */
function alongInWords(file: string, along: PropertyAlong): string {
  const { cases, at, inapplicable } = along;
  const property = printable(along.property);
  if (inapplicable !== undefined) return `${file}: ${property} does not apply: ${printable(inapplicable)}`;
  if (at !== undefined) {
    const where = at.events === 0 ? "from the start" : `after ${counted(at.events, "event")}`;
    const found = paint(isBroken(along) ? "red" : "green", printable(findingInWords(at.finding)));
    return `${file}:${at.line}: ${property}, ${where}: ${found}`;
  }
  const found = along.form === "sometimes" ? "is never reached" : "has no case";
  if (cases === 0) return `${file}: ${property} ${paint("yellow", found)}`;
  return `${file}: ${property} ${paint("green", "holds")} in ${counted(cases, "case")}`;
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

function printReplay(file: string, replay: Replay, model: Model): void {
  const { events, expectations, withoutCase, count, differences } = replay;
  for (const difference of differences)
    print(`${file}:${difference.line}: ${paint("red", inWords(difference, model))}`);
  if (count > differences.length) print(`${file}: and ${count - differences.length} more, which --all shows`);
  const idle = withoutCase === 0 ? "" : ` (${withoutCase} without a case)`;
  const sum = `${counted(events, "event")}, ${counted(expectations, "expectation")}${idle}`;
  if (count === 0) print(`${file}: ${paint("green", "agrees")} with ${model.name}: ${sum}`);
  else print(`${file}: ${counted(count, "difference")} from ${model.name} in ${sum}`);
}

function inWords({ kind, subject, expected, found }: ReplayDifference, model: Model): string {
  const { name } = model;
  if (kind === "outcome")
    return `${subject}: the file says ${expected}, ${name} says ${meaning(model, found)}`;
  return `the expectation of "${subject}" fails: expected ${expected}; found ${found}`;
}

function meaning(model: Model, outcome: string): string {
  return isErrno(outcome) ? `${outcome} (${meaningOf(model, outcome)})` : outcome;
}

function asJson(results: readonly FileResult[]) {
  const conclusion = conclusionWith(exitCodeOfAll(results));
  return {
    files: results.map(resultAsJson),
    ok: results.every((result) => exitCodeOf(result) === EXIT.asClaimed),
    ...(conclusion && { conclusion }),
  };
}

function resultAsJson(result: FileResult) {
  const { file } = result;
  if ("problem" in result) return { file, problem: result.problem };
  if ("interrupted" in result) return { file, interrupted: true };
  const { model, kernel, isCut } = result;
  const { events, expectations, withoutCase, count, differences, properties } = result.replay;
  return {
    file,
    model: model.name,
    events,
    expectations,
    withoutCase,
    differences,
    differenceCount: count,
    ...(properties.length > 0 && { claims: properties }),
    ...(kernel && { kernel }),
    ...(isCut && { interrupted: true }),
  };
}
