import { join, resolve } from "node:path";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { boundsOf, type Other } from "./run.ts";
import { isInstalled, outputOf, readTimes } from "./timed.ts";

/** Scopes that take Rumur longer are left out. */
export const MAX_SECONDS_OF_RUMUR = 30;

const STATES = /^\s*(\d+) states, \d+ rules fired/m;

/**
 * Runs Rumur up to symmetry, exactly, with the script `run-rumur` of a folder.
 *
 * @param scratch a folder for what is compiled
 * @returns `undefined` if it takes longer than `MAX_SECONDS_OF_RUMUR`
 */
export function runRumur(folder: string, scope: ContainerScope, scratch: string): Other | undefined {
  const command = [join(resolve(folder), "run-rumur"), ...boundsOf(scope), "path", "1"];
  const environment: Record<string, string> = {
    SCRATCH: join(scratch, "rumur"),
    ...(!isInstalled("clang-14") && { CC_FLAGS: "plain" }),
  };
  // What this compiles is kept, so the timed run below does not compile.
  outputOf(command, { folder: scratch, environment: { ...environment, MAKE_ONLY: "1" } });
  const output = outputOf(command, { folder: scratch, environment, seconds: MAX_SECONDS_OF_RUMUR });
  return output === undefined ? undefined : readRumur(output);
}

/** @throws {Error} if the output has no number of states or no times, or does not say that no error was found */
export function readRumur(output: string): Other {
  const [times, [, states] = []] = [readTimes(output), STATES.exec(output) ?? []];
  if (times === undefined || states === undefined || !output.includes("No error found"))
    throw new Error(`not what Rumur prints:\n${output}`);
  return { name: "Rumur", states: Number(states), ...times };
}
