/** The asymmetries that workers note, compared with lists of what they saw. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  allAsymmetries,
  DESIGN,
  firstAsymmetry,
  isAsymmetricBefore,
  type Notes,
  noteAsymmetry,
  wordsOfAsymmetries,
} from "../../../src/engine/search/asymmetries.ts";

const OPTIONS = { properties: 2, wordsOfState: 1 };
const WHO = [DESIGN, 0, 1];

const memoryOf = (workers: number): Notes => ({
  options: OPTIONS,
  asymmetries: Array.from({ length: workers }, () => new Int32Array(wordsOfAsymmetries(OPTIONS))),
});

interface Seen {
  readonly worker: number;
  readonly who: number;
  readonly level: number;
  readonly member: number;
  readonly state: readonly number[];
}

const seen: fc.Arbitrary<Seen> = fc.record({
  worker: fc.nat(2),
  who: fc.constantFrom(...WHO),
  level: fc.nat(3),
  member: fc.nat(2),
  state: fc.tuple(fc.nat(2), fc.nat(2)),
});

/** The level comes first, then the state, then the member. */
function isBefore(one: Seen, other: Seen): boolean {
  const [before, after] = [one, other].map(({ level, state, member }) => [level, ...state, member]);
  const at = before?.findIndex((word, place) => word !== after?.[place]) ?? -1;
  return at >= 0 && (before?.[at] ?? 0) < (after?.[at] ?? 0);
}

test("of all that workers saw the first counts, whoever saw it and in whatever order", () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 12 }), (sightings) => {
      const memory = memoryOf(3);
      for (const { worker, who, level, member, state } of sightings)
        noteAsymmetry(memory, worker, who, { level, member, state: Int32Array.from(state) });
      const together = { ...memory, asymmetries: [allAsymmetries(memory)] };
      for (const who of WHO) {
        const ofIt = sightings.filter((one) => one.who === who);
        const first = ofIt.find((one) => !ofIt.some((other) => isBefore(other, one)));
        const expected = first && {
          level: first.level,
          member: first.member,
          state: Int32Array.from(first.state),
        };
        expect(firstAsymmetry(memory, who)).toEqual(expected);
        expect(firstAsymmetry(together, who)).toEqual(expected);
        for (let level = 0; level < 5; level++) {
          const isBeforeLevel = ofIt.some((one) => one.level < level);
          expect(isAsymmetricBefore(memory, who, level)).toBe(isBeforeLevel);
          expect(isAsymmetricBefore(together, who, level)).toBe(isBeforeLevel);
        }
      }
    }),
  );
});

test("there are notes of those workers alone that there are", () => {
  const sighting = { level: 0, member: 0, state: Int32Array.of(0, 0) };
  expect(() => noteAsymmetry(memoryOf(1), 1, DESIGN, sighting)).toThrow(/^there is no worker 1$/);
});
