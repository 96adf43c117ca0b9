import { Script } from "node:vm";
import { Activity } from "../../engine/checked/activity.ts";
import type { Guard } from "../../engine/checked/guard.ts";
import { Endless } from "../../engine/laws/guarded.ts";
import { EXIT, Problem } from "../problem.ts";
import { Halted, hasHardlyRun } from "./halted.ts";
import { PULSE, pulse } from "./pulse.ts";

/** What the designs and properties of this thread are asked at the moment. There is one, as a thread does one thing at a time. */
export const activity = new Activity(() => {
  Atomics.add(pulse, PULSE.questions, 1);
});

/** How long the 64 worlds that a search takes at once, and how long a run along which laws are checked, may take: in seconds. */
const PATIENCE = { search: 60, laws: 20 } as const;
const PATIENCE_VARIABLE = "NSMODEL_PATIENCE";

/**
 * What is thrown, or told, where a design or a property does not come back.
 *
 * @param otherwise what it is where no question is asked
 */
export function hang(seconds: number, otherwise = "a piece of work"): Endless {
  const { what, operation } = activity.current ?? { what: otherwise };
  const asked = operation === undefined ? "" : ` from ${JSON.stringify(operation)}`;
  return new Endless(
    `${what} does not come back${asked}, after ${seconds} s: is there a loop without an end? (Where it does take so long, set ${PATIENCE_VARIABLE} to more seconds)`,
  );
}

/** Node ends a script that takes too long, wherever it is, and only a script. So the work is called from one. */
const WORK = Symbol.for("nsmodel: the work that a script is to do");
const script = new Script("globalThis[Symbol.for('nsmodel: the work that a script is to do')]()");

/**
 * Runs a piece of work, and ends it where it does not come back: neither `catch` nor `finally` in it is reached then.
 *
 * @throws {Endless} then
 * @throws {Halted} where it was not let run for so long
 */
export const watched: Guard = (work) => watchedFor(patience(PATIENCE.search), work);

/** The same for a run along which laws are checked: the time is shorter. */
export const watchedLaw: Guard = (work) => watchedFor(patience(PATIENCE.laws), work);

function watchedFor<Result>(seconds: number, work: () => Result): Result {
  const outer = Object.getOwnPropertyDescriptor(globalThis, WORK);
  let result: { readonly value: Result } | undefined;
  const run = () => {
    result = { value: work() };
  };
  Object.defineProperty(globalThis, WORK, { value: run, configurable: true });
  activity.current = undefined;
  const before = process.cpuUsage();
  const guards = Atomics.add(pulse, PULSE.guards, 1);
  try {
    script.runInThisContext({ timeout: Math.ceil(seconds * 1000) }); // it takes whole milliseconds only
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw hasHardlyRun(before, seconds) ? new Halted(seconds) : hang(seconds);
  } finally {
    Atomics.store(pulse, PULSE.guards, guards); // not one less: guards within were ended without a word
    if (outer === undefined) Reflect.deleteProperty(globalThis, WORK);
    else Object.defineProperty(globalThis, WORK, outer);
  }
  if (result === undefined) throw new Error("the script did not run the work");
  return result.value;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** How many seconds the work of a command may take from one question to the next, where no guard is around it. @throws {Problem} where the environment says no number */
export const searchPatience = (): number => patience(PATIENCE.search);

function patience(usual: number): number {
  const given = process.env[PATIENCE_VARIABLE];
  if (given === undefined) return usual;
  const seconds = Number(given);
  if (seconds > 0 && seconds < 1e6) return seconds;
  throw new Problem(
    `${PATIENCE_VARIABLE} is "${given}".`,
    "It is a number of seconds above 0.",
    EXIT.badRequest,
  );
}
