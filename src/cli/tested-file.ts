import { testsNothing } from "../engine/replay.ts";
import type { LoggedHistory } from "../report/log/log.ts";
import { differenceInWords, isBroken, NOTHING_TESTED } from "../report/replay.ts";
import type { TestResult } from "../report/reporters/test-result.ts";
import { counted } from "../text/counted.ts";
import { EXIT, type ExitCode } from "./problem.ts";
import { exitCodeOf, type FileResult, type How, replayFile } from "./replayed-file.ts";
import { UsersMistake } from "./user/users-mistake.ts";

/** A result, and what it means for the exit code. */
export interface Tested {
  readonly result: TestResult;
  readonly code: ExitCode;
  /** What the log says about it, if one is asked for, and the release of the kernel that played it. */
  readonly logged?: { readonly history: LoggedHistory; readonly kernel: string | undefined } | undefined;
}

/** Replays a file, as a test. */
export async function testOne(
  file: string,
  how: How,
  interrupted: () => boolean,
  asked: AbortSignal,
): Promise<Tested> {
  const began = performance.now();
  const result = await replayFile(file, how, interrupted, asked);
  const tested = testedAs(result, (performance.now() - began) / 1000);
  return how.isLogged ? { ...tested, logged: loggedOf(file, result) } : tested;
}

/** The result for a file, as that of a test. */
export function testedAs(result: FileResult, seconds: number): Tested {
  const { file } = result;
  const told = { name: file, file, seconds };
  const code = exitCodeOf(result);
  return { code, result: { ...told, status: STATUS[code], ...whatCameOf(result) } };
}

function loggedOf(history: string, result: FileResult): Tested["logged"] {
  if ("problem" in result || "thrown" in result) {
    const { line, message } =
      "problem" in result ? result.problem : { line: 1, message: result.thrown.message };
    const end = { is: "unreadable", line, why: message } as const;
    return { history: { history, events: [], end }, kernel: undefined };
  }
  if ("notPlayed" in result && result.notPlayed !== undefined) {
    const end = { is: "stopped", line: 1, why: result.notPlayed } as const;
    return { history: { history, events: [], end }, kernel: undefined };
  }
  if ("interrupted" in result || result.logged === undefined)
    return { history: { history, events: [], end: { is: "interrupted" } }, kernel: undefined };
  const { model, kernel, logged } = result;
  const end = kernel?.stopped ? ({ is: "stopped", ...kernel.stopped } as const) : ({ is: "whole" } as const);
  return { history: { history, model: model.name, events: logged, end }, kernel: kernel?.release };
}

const STATUS = {
  [EXIT.asClaimed]: "passed",
  [EXIT.broken]: "failed",
  [EXIT.badRequest]: "error",
  [EXIT.cannotHere]: "skipped",
  [EXIT.notDecided]: "skipped",
} as const satisfies Record<ExitCode, TestResult["status"]>;

function whatCameOf(result: FileResult): Pick<TestResult, "failures" | "summary"> {
  if ("problem" in result) {
    const { line, column, message } = result.problem;
    return { summary: "", failures: [{ line, column, message }] };
  }
  if ("thrown" in result) {
    const { thrown } = result;
    const message = thrown instanceof UsersMistake ? thrown.unprinted : thrown.message;
    return { summary: "", failures: [{ message }] };
  }
  if ("interrupted" in result)
    return { summary: "", failures: [{ line: 1, message: "interrupted before it was replayed" }] };
  const { model, replay, kernel, notPlayed, isCut } = result;
  const summary = `${counted(replay.events, "event")}, ${counted(replay.expectations, "expectation")}`;
  const broken = replay.properties.filter(isBroken);
  const failures = [
    ...replay.differences.map((difference) => ({
      line: difference.line,
      message: differenceInWords(difference, model),
    })),
    ...broken.flatMap(({ property, at }) =>
      at ? [{ line: at.line, message: `${property} is broken here` }] : [],
    ),
    ...(kernel?.differences ?? []).map(({ line, words }) => ({ line, message: `on the kernel ${words}` })),
    ...(kernel?.stopped
      ? [{ line: kernel.stopped.line, message: `not played from here on: ${kernel.stopped.why}` }]
      : []),
    ...(notPlayed === undefined ? [] : [{ line: 1, message: `not played: ${notPlayed}` }]),
    ...(testsNothing(replay) ? [{ line: 1, message: NOTHING_TESTED }] : []),
    ...(isCut ? [{ line: 1, message: "interrupted before the kernel had played it" }] : []),
    ...(kernel?.containers === false ? [{ line: 1, message: "containers were not compared" }] : []),
  ];
  return { summary, failures };
}
