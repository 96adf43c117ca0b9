import { Script } from "node:vm";
import { Activity } from "../../engine/checked/activity.ts";
import type { Guard } from "../../engine/checked/guard.ts";
import { Endless } from "../../engine/laws/guarded.ts";
import { EXIT, Problem } from "../problem.ts";
import { Halted, hasHardlyRun } from "./halted.ts";
import { PULSE, pulse } from "./pulse.ts";

/** What the designs and properties of this thread are being asked. There is one, as a thread does one thing at a time. */
export const activity = new Activity(() => {
  Atomics.add(pulse, PULSE.questions, 1);
});

/** Time limits in seconds: for the 64 worlds that a search takes at once, and for a run along which laws are checked. */
const PATIENCE = { search: 60, laws: 20 } as const;
const PATIENCE_VARIABLE = "NSMODEL_PATIENCE";

/**
 * What is thrown or reported if a design or a property does not return.
 *
 * @param otherwise what does not return, if no question is being asked
 */
export function endlessError(seconds: number, otherwise = "a piece of work"): Endless {
  const { what, operation } = activity.current ?? { what: otherwise };
  const asked = operation === undefined ? "" : ` for ${JSON.stringify(operation)}`;
  return new Endless(
    `${what} has not returned${asked} after ${seconds} s: is there an endless loop? (If it really takes that long, set ${PATIENCE_VARIABLE} to more seconds)`,
  );
}

/** Node can end a script that takes too long, wherever it is, but nothing else. So the work is called from a script. */
const WORK = Symbol.for("nsmodel: the work that a script is to do");
const script = new Script("globalThis[Symbol.for('nsmodel: the work that a script is to do')]()");

/**
 * Runs a piece of work, and ends it if it does not return: neither `catch` nor `finally` in it is then reached.
 *
 * @throws {Endless} if it does not return
 * @throws {Halted} if it got hardly any processor time meanwhile
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
    throw hasHardlyRun(before, seconds) ? new Halted(seconds) : endlessError(seconds);
  } finally {
    Atomics.store(pulse, PULSE.guards, guards); // not one less: inner guards may have been ended unnoticed
    if (outer === undefined) Reflect.deleteProperty(globalThis, WORK);
    else Object.defineProperty(globalThis, WORK, outer);
  }
  if (result === undefined) throw new Error("the script did not run the work");
  return result.value;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** How many seconds the work of a command may take from one question to the next, if no guard is around it. @throws {Problem} if the environment variable is not such a number */
export const searchPatience = (): number => patience(PATIENCE.search);

function patience(usual: number): number {
  const given = process.env[PATIENCE_VARIABLE];
  if (given === undefined) return usual;
  const seconds = Number(given);
  if (seconds > 0 && seconds < 1e6) return seconds;
  throw new Problem(
    `${PATIENCE_VARIABLE} is "${given}": it must be a number of seconds above 0 and below 1,000,000.`,
    undefined,
    EXIT.badRequest,
  );
}
