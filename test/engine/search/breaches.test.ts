import { expect, test } from "vitest";
import { always, onEveryStep, sometimes } from "../../../src/domains/containers/property.ts";
import { DESIGN, noteAsymmetry } from "../../../src/engine/search/asymmetries.ts";
import { isLeftOpen, leastBreach, shortestBreach } from "../../../src/engine/search/breaches.ts";
import { type Findings, makeFindings } from "../../../src/engine/search/findings.ts";

const WORKERS = 3;
const words = { name: "drawn", claim: "It is so.", source: "drawn" };
const aboutWorlds = always({ ...words, check: () => "holds" });
const aboutSteps = onEveryStep({ ...words, check: () => "holds" });
const reached = sometimes({ ...words, check: () => "holds" });

/** @param lengths for each worker the lengths of the shortest histories that it knows, by property */
function findingsOf(properties: number, lengths: readonly (readonly (number | undefined)[])[]): Findings {
  const findings = makeFindings({ workers: WORKERS, wordsOfState: 1, operations: 1, properties }, false);
  for (const [worker, ofWorker] of lengths.entries())
    for (const [index, length] of ofWorker.entries())
      findings.breaches[worker]?.set([length === undefined ? 0 : length + 1], index);
  return findings;
}

test("the shortest history is that of whoever knows a shorter one", () => {
  const findings = findingsOf(2, [[5], [2], [undefined, 0]]);
  expect(shortestBreach(findings, 0)).toBe(2);
  expect(shortestBreach(findings, 1)).toBe(0);
  expect(shortestBreach(findingsOf(1, []), 0)).toBeUndefined();
});

test("a property is open on a level until somebody has settled it before", () => {
  for (const [property, settledBelow] of [
    [aboutWorlds, 4],
    [aboutSteps, 3],
  ] as const) {
    const findings = findingsOf(1, [[], [4], [9]]);
    for (let level = 0; level < 8; level++)
      expect(isLeftOpen(findings, 0, property, level)).toBe(level <= settledBelow);
  }
  expect(isLeftOpen(findingsOf(1, [[0]]), 0, reached, 5)).toBe(true);
  expect(isLeftOpen(findingsOf(1, []), 0, aboutWorlds, 5)).toBe(true);
});

test("the least breach is of a property that a breach settles, and that is symmetric", () => {
  const properties = [aboutWorlds, reached, aboutSteps];
  const leastOf = (findings: Findings) => leastBreach({ properties }, findings);
  expect(leastOf(findingsOf(3, []))).toBe(Number.POSITIVE_INFINITY);
  const findings = findingsOf(3, [[7, 1, 3], [6]]);
  expect(leastOf(findings)).toBe(3);
  const sighting = { level: 0, member: 0, state: Int32Array.of(0, 0) };
  noteAsymmetry(findings, 1, DESIGN, sighting);
  expect(leastOf(findings)).toBe(3);
  noteAsymmetry(findings, 1, 2, sighting);
  expect(leastOf(findings)).toBe(6);
  noteAsymmetry(findings, 0, 0, sighting);
  expect(leastOf(findings)).toBe(Number.POSITIVE_INFINITY);
});
