import fc from "fast-check";
import { expect, test } from "vitest";
import { Successors } from "../../../src/engine/expand/successors.ts";

const STRIDE = 3;

/** A successor, as it is added and found. */
interface Successor {
  readonly operation: number;
  readonly weight: number;
  readonly words: readonly number[];
  readonly combinations: number;
  readonly isRigid: number;
}

const anySuccessor: fc.Arbitrary<Successor> = fc.record({
  operation: fc.nat(2),
  weight: fc.integer({ min: 1, max: 5 }),
  words: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
  combinations: fc.integer({ min: 1, max: 9 }),
  isRigid: fc.nat(1),
});
const anySuccessors = fc.array(anySuccessor, { maxLength: 150, size: "max" });

/** Adds successors as an expansion does. */
function addAll(successors: Successors, all: readonly Successor[], areMerged: boolean): void {
  successors.begin();
  for (const { operation, weight, words, combinations, isRigid } of all) {
    const place = successors.add(operation, weight);
    successors.words.set(words, place);
    successors.combinations[successors.count - 1] = combinations;
    successors.isRigid[successors.count - 1] = isRigid;
    if (areMerged) successors.merge();
  }
}

function listed(successors: Successors): unknown[] {
  return Array.from({ length: successors.count }, (_, successor) => {
    const place = successors.placeOf(successor);
    return {
      operation: successors.operations[successor],
      weight: successors.weights[successor],
      words: [...successors.words.subarray(place, place + STRIDE)],
      combinations: successors.combinations[successor],
      isRigid: successors.isRigid[successor],
    };
  });
}

test("however many there are, each is as it was added, and nothing is left of those of the state before", () => {
  fc.assert(
    fc.property(anySuccessors, anySuccessors, (before, all) => {
      const successors = new Successors(STRIDE);
      addAll(successors, before, false);
      addAll(successors, all, false);
      expect(listed(successors)).toEqual(all);
    }),
  );
});

test("merged, each operation leads once to the same words, with the calls of all", () => {
  fc.assert(
    fc.property(anySuccessors, (all) => {
      const successors = new Successors(STRIDE);
      addAll(successors, all, true);
      const keys = [...new Set(all.map(keyOf))];
      const expected = keys.map((key) => {
        const alike = all.filter((one) => keyOf(one) === key);
        return { ...alike[0], weight: alike.reduce((sum, { weight }) => sum + weight, 0) };
      });
      expect(listed(successors)).toEqual(expected);
    }),
  );
});

const keyOf = ({ operation, words }: Successor): string => [operation, ...words].join();
