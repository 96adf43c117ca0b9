import { basename, dirname, resolve } from "node:path";
import type { BenchOptions } from "./options.ts";
import type { Other } from "./run.ts";
import { outputOf, readTimes, timed } from "./timed.ts";

/** The last of these is the sum; those before it, of its progress, go on after their numbers. */
const SUM = /^([\d,]+) states generated, ([\d,]+) distinct states found, ([\d,]+) states left on queue\.$/m;
const COMPLETE = "Model checking completed. No error has been found.";

/** Runs TLC on a module, with one worker. Which scope it searches the module's `.cfg` says. @param scratch a folder for its states */
export function runTlc({ jar, module }: NonNullable<BenchOptions["tlc"]>, scratch: string): Other {
  const words = ["-XX:+UseParallelGC", "-cp", resolve(jar), "tlc2.TLC"];
  // A design may come to an end (the last task exits): that is no deadlock.
  const options = ["-workers", "1", "-deadlock", "-metadir", scratch, basename(module)];
  return readTlc(outputOf(timed(["java", ...words, ...options]), { folder: dirname(resolve(module)) }) ?? "");
}

/** @throws {Error} where TLC did not come to an end, with what it said */
export function readTlc(output: string): Other {
  const [times, [, , distinct] = []] = [readTimes(output), SUM.exec(output) ?? []];
  if (times === undefined || distinct === undefined || !output.includes(COMPLETE))
    throw new Error(`TLC has not completed its search:\n${output}`);
  return { name: "TLC", states: Number(distinct.replaceAll(",", "")), ...times };
}
