/**
 * Checks whether suites of `linux` made by `nsmodel suite` distinguish it from each mutant of its source: `npm run mutants:suite -- FOLDER...`. A mutant that one
 * suite misses because its kernel has other rules may be found by another.
 */
import { linux } from "../../models/linux/linux.ts";
import type { Model } from "../../src/model/model.ts";
import { built } from "./built.ts";
import { whyAlike } from "./excused.ts";
import { mutations } from "./mutations.ts";
import { isToldBy, readSuite, seenOf } from "./suite.ts";

const MODEL = linux as unknown as Model; // a design of one domain, typed as one of any domain

const suites = await Promise.all(process.argv.slice(2).map((folder) => readSuite(MODEL, folder)));
const histories = suites.flat().map((history) => seenOf(MODEL, history));
const counts = { told: 0, alike: 0, "not told": 0 };
for (const mutation of mutations()) {
  const mutant = await built(mutation);
  const why = whyAlike(mutation);
  const verdict = histories.some((history) => isToldBy(mutant, history))
    ? "told"
    : why === undefined
      ? "not told"
      : "alike";
  counts[verdict]++;
  if (verdict !== "told") console.log(`${verdict}: ${mutation.name}${why === undefined ? "" : `: ${why}`}`);
}
console.log(`${histories.length} histories: ${JSON.stringify(counts)}`);
if (counts["not told"] > 0) process.exitCode = 1;
