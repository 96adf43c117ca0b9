/** Runs one search and prints its measurements as JSON; each measurement gets its own process. */
import { performance } from "node:perf_hooks";
import { findModel } from "../../src/cli/named.ts";
import { comparisonsOf } from "../../src/cli/search-options.ts";
import { Threads } from "../../src/cli/search-threads.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { searchInSteps } from "../../src/engine/search.ts";
import type { SearchResult } from "../../src/engine/search-result.ts";
import { divided } from "../../src/model/property.ts";
import { CONTAINER_PROPERTIES } from "../container-models.ts";
import type { Measured, Run } from "./run.ts";

const argument = process.argv[2];
if (argument === undefined) throw new Error("measure.ts wants a run as JSON");
const run: Run = JSON.parse(argument);

const PROPERTIES = {
  all: CONTAINER_PROPERTIES,
  "of steps": divided(CONTAINER_PROPERTIES).atPoints,
  none: [],
};

async function search(): Promise<SearchResult> {
  const model = await findModel(run.model);
  const properties = PROPERTIES[run.properties];
  // The defaults of the command.
  const steps = searchInSteps(model, properties, run.scope, {
    symmetry: run.symmetry,
    comparisons: comparisonsOf(model, properties),
    ...(run.workers > 1 && { otherWorkers: new Threads(run.workers - 1) }),
  });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    await new Promise((resume) => setImmediate(resume));
  }
}

const [began, before] = [performance.now(), process.cpuUsage()];
const result = await search();
const [wall, { user }] = [(performance.now() - began) / 1000, process.cpuUsage(before)];
const { ok, refused } = sumOfCalls(result.calls);
const measured: Measured = {
  states: result.worlds,
  ok,
  calls: ok + Object.values(refused).reduce((sum, number) => sum + number, 0),
  user: user / 1e6,
  wall,
  bytes: result.bytes,
  peak: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
