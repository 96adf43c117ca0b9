import { basename, dirname, resolve } from "node:path";
import type { BenchOptions } from "./options.ts";
import type { Other } from "./run.ts";
import { outputOf, readTimes, timed } from "./timed.ts";

/** The final totals; the progress lines before them continue after these numbers, so they do not match. */
const SUM = /^([\d,]+) states generated, ([\d,]+) distinct states found, ([\d,]+) states left on queue\.$/m;
const COMPLETE = "Model checking completed. No error has been found.";

/** Runs TLC on a module, with one worker. The module's `.cfg` determines the scope. @param scratch a folder for its states */
export function runTlc({ jar, module }: NonNullable<BenchOptions["tlc"]>, scratch: string): Other {
  const words = ["-XX:+UseParallelGC", "-cp", resolve(jar), "tlc2.TLC"];
  // A design may terminate (the last task exits); that is no deadlock.
  const options = ["-workers", "1", "-deadlock", "-metadir", scratch, basename(module)];
  return readTlc(outputOf(timed(["java", ...words, ...options]), { folder: dirname(resolve(module)) }) ?? "");
}

/** @throws {Error} with TLC's output, if it did not complete */
export function readTlc(output: string): Other {
  const [times, [, , distinct] = []] = [readTimes(output), SUM.exec(output) ?? []];
  if (times === undefined || distinct === undefined || !output.includes(COMPLETE))
    throw new Error(`TLC has not completed its search:\n${output}`);
  return { name: "TLC", states: Number(distinct.replaceAll(",", "")), ...times };
}
