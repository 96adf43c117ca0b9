import { join, resolve } from "node:path";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { boundsOf, type Other } from "./run.ts";
import { outputOf, readTimes, timed } from "./timed.ts";

const STATES = /^iso (\d+)$/m;

/** Runs the hand-written C++ search up to symmetry. @param scratch a folder for what is compiled */
export function runCpp(folder: string, scope: ContainerScope, scratch: string): Other {
  const [tasks, containers, kinds, names] = boundsOf(scope);
  const bounds = [`-DT=${tasks}`, `-DC=${containers}`, `-DK=${kinds}`, `-DN=${names}`];
  const program = join(scratch, "cpp-up-to-symmetry");
  const source = join(resolve(folder), "nested.cpp");
  const flags = ["-O3", "-march=native", "-std=c++17", "-w"];
  outputOf(["g++", ...flags, ...bounds, source, "-o", program], { folder: scratch });
  return readCpp(outputOf(timed([program, "iso"]), { folder: scratch }) ?? "");
}

/** @throws {Error} if the output has no number of states or no times */
export function readCpp(output: string): Other {
  const [times, [, states] = []] = [readTimes(output), STATES.exec(output) ?? []];
  if (times === undefined || states === undefined)
    throw new Error(`not what the C++ search prints:\n${output}`);
  return { name: "C++", states: Number(states), ...times };
}
