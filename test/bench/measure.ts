/** Searches once and prints what it took, as JSON: a process of its own for each measurement. */
import { performance } from "node:perf_hooks";
import { PROPERTIES } from "../../src/catalogue.ts";
import { findModel } from "../../src/cli/named.ts";
import { Threads } from "../../src/cli/search-crew.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { searchInSteps } from "../../src/engine/search.ts";
import type { SearchResult } from "../../src/engine/search-result.ts";
import type { Measured, Run } from "./run.ts";

const argument = process.argv[2];
if (argument === undefined) throw new Error("measure.ts wants a run as JSON");
const run: Run = JSON.parse(argument);

async function search(): Promise<SearchResult> {
  const properties = run.properties ? PROPERTIES : [];
  const steps = searchInSteps(await findModel(run.model), properties, run.scope, {
    symmetry: run.symmetry,
    ...(run.workers > 1 && { crew: new Threads(run.workers - 1) }),
  });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    await new Promise((resume) => setImmediate(resume));
  }
}

const began = performance.now();
const result = await search();
const seconds = (performance.now() - began) / 1000;
const { ok, refused } = sumOfCalls(result.calls);
const measured: Measured = {
  worlds: result.worlds,
  ok,
  calls: ok + Object.values(refused).reduce((sum, number) => sum + number, 0),
  seconds,
  bytes: result.bytes,
  peak: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
