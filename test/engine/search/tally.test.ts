/** What a worker counts, against plain sums. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNTS_OF_OPERATION, Expansion, SETTLED, UNCHANGED } from "../../../src/engine/expand/expansion.ts";
import {
  COUNT,
  callCount,
  caseCount,
  type Findings,
  LED_TO_NEW,
  makeFindings,
  sumOf,
} from "../../../src/engine/search/findings.ts";
import { Tally } from "../../../src/engine/search/tally.ts";

const LAYOUT = { operations: 2, properties: 2 };

const findingsOf = (workers = 1): Findings => makeFindings({ ...LAYOUT, workers, wordsOfState: 1 }, false);

const ofEach = <One>(one: fc.Arbitrary<One>, length: number) =>
  fc.array(one, { minLength: length, maxLength: length });

const expanded = fc.record({
  cases: ofEach(fc.nat(5), LAYOUT.properties),
  settled: ofEach(fc.constantFrom(...Object.values(SETTLED)), LAYOUT.properties),
  level: fc.nat(6),
  counts: ofEach(fc.nat(3), LAYOUT.operations * COUNTS_OF_OPERATION),
  states: fc.integer({ min: 1, max: 4 }),
});

test("calls, cases and the shortest histories are those of all expansions together", () => {
  fc.assert(
    fc.property(fc.array(expanded, { maxLength: 8 }), (all) => {
      const findings = findingsOf();
      const tally = new Tally(findings, 0);
      for (const { cases, settled, level, counts, states } of all) {
        const expansion = new Expansion(LAYOUT.operations, LAYOUT.properties, 1);
        expansion.cases.set(cases);
        expansion.settled.set(settled);
        expansion.counts.set(counts);
        tally.takeProperties(expansion, level, states);
        tally.takeCalls(expansion, states);
      }
      const sum = (of: (one: (typeof all)[number]) => number): number =>
        all.reduce((total, one) => total + of(one), 0);
      expect(sumOf(findings, COUNT.expanded)).toBe(sum(({ states }) => states));
      for (let operation = 0; operation < LAYOUT.operations; operation++)
        for (let count = 0; count < COUNTS_OF_OPERATION; count++) {
          const place = operation * COUNTS_OF_OPERATION + count;
          expect(sumOf(findings, callCount(operation, count))).toBe(
            sum(({ counts, states }) => (counts[place] ?? 0) * states),
          );
        }
      for (let property = 0; property < LAYOUT.properties; property++) {
        expect(sumOf(findings, caseCount(LAYOUT, property))).toBe(
          sum(({ cases, states }) => (cases[property] ?? 0) * states),
        );
        const lengths = all.flatMap(({ settled, level }) => {
          if (settled[property] === SETTLED.not) return [];
          return [settled[property] === SETTLED.here ? level : level + 1];
        });
        expect(findings.breaches[0]?.[property]).toBe(lengths.length === 0 ? 0 : Math.min(...lengths) + 1);
      }
    }),
  );
});

test("new states and calls without a change are counted by their operation", () => {
  const findings = findingsOf(2);
  const [one, other] = [new Tally(findings, 0), new Tally(findings, 1)];
  one.countNew(1, 3);
  other.countNew(1, -1);
  one.countUnchanged(0, 0);
  other.countUnchanged(0, 4);
  expect(sumOf(findings, callCount(1, LED_TO_NEW))).toBe(2);
  expect(sumOf(findings, callCount(0, LED_TO_NEW))).toBe(0);
  expect(sumOf(findings, callCount(0, UNCHANGED))).toBe(4);
});

test("there is a tally of those workers alone that there are", () => {
  expect(() => new Tally(findingsOf(1), 1)).toThrow(/^there is no worker 1$/);
});
