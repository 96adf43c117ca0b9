import { CannotRun } from "../conformance/cannot-run.ts";
import type { Kernels } from "../conformance/kernels.ts";
import { byRulesOf, replayOnKernel } from "../conformance/replay-on-kernel.ts";
import { replayInSteps, testsNothing } from "../engine/replay.ts";
import { type FormatProblem, type LineProgress, readHistoryInSteps } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { LoggedEvent } from "../report/log/log.ts";
import { loggedEvents } from "../report/log/logged-events.ts";
import { isBroken, type Replayed } from "../report/replay.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { readBytes } from "./files/read-bytes.ts";
import { problemInWords } from "./format-problem.ts";
import { unlessInterrupted, untilInterrupted } from "./interruptible.ts";
import { knownModels, knownProperties } from "./named.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { type GivenOptions, withBounds } from "./scope-options.ts";
import { whileErrorsAreTold } from "./user/ends.ts";
import { usersMistake } from "./user/users-mistake.ts";

/** The place of the problem if a file cannot be read at all. */
export const BEGINNING = { line: 1, column: 1 } as const;

/** The result for one file. */
export type FileResult = { readonly file: string } & (
  | { readonly problem: FormatProblem }
  /** A user-defined design or property threw an error. */
  | { readonly thrown: Problem }
  | (Replayed & {
      /** The outcome of each event, if a log is asked for. */
      readonly logged?: readonly LoggedEvent[] | undefined;
    })
  /** The command was asked to end before it was run. */
  | { readonly interrupted: true }
);

/** How files are replayed. */
export interface How {
  /** How many differences of a file are kept. */
  readonly keep: number;
  readonly as: Model | undefined;
  /** The properties to be asked after every event. */
  readonly along: readonly Property[];
  /** Where the files are to be played too. */
  readonly kernels: Kernels | undefined;
  /** The options, among them the bounds that a replay may be given. */
  readonly given: GivenOptions;
  /** Whether each event is logged. */
  readonly isLogged?: boolean | undefined;
  /** Gives the content of a file; by default, the file is read here. */
  readonly read?: typeof bytesOrWhy | undefined;
}

/** Replays a file, and has the kernel play it if that is asked for. */
export async function replayFile(
  file: string,
  { keep, as, along, kernels, given, isLogged, read: bytesOf = bytesOrWhy }: How,
  interrupted: () => boolean,
  asked: AbortSignal,
): Promise<FileResult> {
  if (interrupted()) return { file, interrupted: true };
  const bytes = await unlessInterrupted(bytesOf(file, asked), asked);
  if (bytes === undefined) return { file, interrupted: true };
  if (bytes instanceof Problem)
    return { file, problem: problemOf(file, { ...BEGINNING, message: bytes.message }) };

  // A property that is named on the command line may be named in a file, too.
  const properties = [...new Set([...knownProperties(), ...along])];
  const reading = readHistoryInSteps(bytes, knownModels(), { as, properties });
  const read = await withProgress(untilInterrupted(reading, interrupted), progress(file, "read"));
  if (read === undefined) return { file, interrupted: true };
  if (!read.ok) return { file, problem: problemOf(file, read.problem) };
  const named = withBounds(given, read.history);
  const had = await kernels?.of(named.model.domain).catch(asCannotHere);
  const kernel = had instanceof Problem ? undefined : had;
  const history = kernel === undefined ? named : byRulesOf(kernel, named);
  const replaying = replayInSteps(history, { keep, properties: along });
  const late: Problem[] = [];
  const replay = await whileErrorsAreTold(
    (problem) => late.push(problem),
    () =>
      withProgress(untilInterrupted(replaying, interrupted), progress(file, "replayed")).catch(usersMistake),
  );
  if (replay instanceof Problem) return { file, thrown: replay };
  if (late[0] !== undefined) return { file, thrown: late[0] };
  if (replay === undefined) return { file, interrupted: true };
  const result =
    kernel && (await unlessInterrupted(replayOnKernel(kernel, history).catch(asCannotHere), asked));
  const isCut = kernel !== undefined && result === undefined;
  const cannot = [had, result].find((one) => one instanceof Problem);
  const played = result instanceof Problem ? undefined : result;
  const logged = isLogged && !isCut && cannot === undefined ? loggedEvents(history, played) : undefined;
  const told = { file, model: history.model, replay, kernel: played, isCut, logged };
  return cannot === undefined ? told : { ...told, notPlayed: inOneLine(cannot) };
}

/** What this machine lacks is reported for each history that needs it, as others may need less. @throws {unknown} any other error */
async function asCannotHere(error: unknown): Promise<Problem> {
  const problem =
    error instanceof CannotRun
      ? (await import("./kernel/kernel.ts")).cannotHere(error, "play histories")
      : error;
  if (problem instanceof Problem && problem.exitCode === EXIT.cannotHere) return problem;
  throw error;
}

const inOneLine = ({ message, hint = "" }: Problem): string =>
  `${message} ${hint}`.trim().replaceAll("\n", " ").replace(/\.$/, "");

/** The content of a file, or why it cannot be read. */
export async function bytesOrWhy(file: string, asked?: AbortSignal): Promise<Uint8Array | Problem> {
  return readBytes(file, asked).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
}

function problemOf(file: string, problem: FormatProblem): FormatProblem {
  return { ...problem, message: problemInWords(file, problem) };
}

const progress =
  (file: string, done: string) =>
  ({ lines }: LineProgress) =>
    `${printable(file)}: ${counted(lines, "line")} ${done}`;

/** The exit code for one file. */
export function exitCodeOf(result: FileResult): ExitCode {
  if ("problem" in result || "thrown" in result) return EXIT.badRequest;
  if ("interrupted" in result) return EXIT.notDecided;
  const { replay, kernel, notPlayed, isCut } = result;
  if (replay.count > 0 || replay.properties.some(isBroken) || (kernel?.differences.length ?? 0) > 0)
    return EXIT.broken;
  if (notPlayed !== undefined || kernel?.stopped !== undefined) return EXIT.cannotHere;
  return isCut || kernel?.containers === false || testsNothing(replay) ? EXIT.notDecided : EXIT.asClaimed;
}
