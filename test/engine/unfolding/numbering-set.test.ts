import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NumberingSet } from "../../../src/engine/unfolding/numbering-set.ts";

/** The calls of an operation in some worlds of a level: the numberings of the worlds they lead to. */
interface Batch {
  readonly operation: number;
  readonly numberings: readonly number[];
}
type Level = readonly Batch[];

const OPERATIONS = 5;
const LARGEST = 2 ** 30 - 1;

const anyNumbering = fc.oneof(
  { weight: 8, arbitrary: fc.nat(60) },
  { weight: 4, arbitrary: fc.nat(LARGEST) },
  { weight: 1, arbitrary: fc.constantFrom(0, LARGEST - 1, LARGEST) },
);
const anyBatch: fc.Arbitrary<Batch> = fc.record({
  operation: fc.nat(OPERATIONS - 1),
  numberings: fc.array(anyNumbering, { maxLength: 40 }),
});
const anyLevels: fc.Arbitrary<Level[]> = fc.array(fc.array(anyBatch, { maxLength: 8 }), { maxLength: 6 });

/** The same with a plain map: for each world the level on which it was found, and the least operation that led to it there. */
class PlainSet {
  readonly found = new Map<number, { level: number; operation: number }>();

  /** @returns the worlds that are new */
  addAll({ operation, numberings }: Batch, level: number): number[] {
    const fresh = [...new Set(numberings)].filter((numbering) => !this.found.has(numbering));
    for (const numbering of fresh) this.found.set(numbering, { level, operation });
    for (const numbering of numberings) {
      const found = this.found.get(numbering);
      if (found?.level === level) found.operation = Math.min(found.operation, operation);
    }
    return fresh;
  }

  get ledToNew(): number[] {
    const counts = new Array<number>(OPERATIONS).fill(0);
    for (const { operation } of this.found.values()) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }
}

/** What the set says is new of a batch. */
function add(set: NumberingSet, { operation, numberings }: Batch, level: number, ledToNew: Int32Array) {
  const into = new Int32Array(numberings.length);
  const count = set.addAll(Int32Array.from(numberings), numberings.length, operation, level, into, ledToNew);
  return [...into.subarray(0, count)];
}

/** What the set says is new on each level, in order of numberings, and how many worlds each operation led to. */
function resultOf(levels: readonly Level[]) {
  const [set, ledToNew] = [new NumberingSet(), new Int32Array(OPERATIONS)];
  const found = levels.map((batches, level) =>
    batches.flatMap((batch) => add(set, batch, level, ledToNew)).sort((one, other) => one - other),
  );
  return { found, ledToNew: [...ledToNew] };
}

test("what is new, and which operation led there, is what a plain map says, after every batch", () => {
  fc.assert(
    fc.property(anyLevels, (levels) => {
      const [set, plain, ledToNew] = [new NumberingSet(), new PlainSet(), new Int32Array(OPERATIONS)];
      for (const [level, batches] of levels.entries()) {
        for (const batch of batches) {
          expect(add(set, batch, level, ledToNew)).toEqual(plain.addAll(batch, level));
          expect([...ledToNew]).toEqual(plain.ledToNew);
        }
      }
    }),
  );
});

test("it does not depend on the order of the batches of a level", () => {
  const anyShuffled = anyLevels.chain((levels) =>
    fc.record({
      levels: fc.constant(levels),
      shuffled: fc.tuple(
        ...levels.map((batches) =>
          fc.shuffledSubarray([...batches], { minLength: batches.length, maxLength: batches.length }),
        ),
      ),
    }),
  );
  fc.assert(
    fc.property(anyShuffled, ({ levels, shuffled }) => {
      expect(resultOf(shuffled)).toEqual(resultOf(levels));
    }),
  );
});

describe("a world", () => {
  test("is counted for the least operation on the level on which it was found, not on a later one", () => {
    const reached = (operation: number): Batch => ({ operation, numberings: [9] });
    expect(resultOf([[reached(3), reached(1), reached(2)], [reached(0)]])).toEqual({
      found: [[9], []],
      ledToNew: [0, 1, 0, 0, 0],
    });
  });

  test("that no operation led to is not new", () => {
    const [set, ledToNew] = [new NumberingSet(), new Int32Array(OPERATIONS)];
    for (const numbering of [0, 5, LARGEST]) set.adopt(numbering);
    const batch = { operation: 1, numberings: [LARGEST, 4, 0, 5] };
    expect(add(set, batch, 3, ledToNew)).toEqual([4]);
    expect([...ledToNew]).toEqual([0, 1, 0, 0, 0]);
  });
});

test("nothing is lost as it grows, and it says how many bytes it takes", () => {
  const [set, ledToNew] = [new NumberingSet(), new Int32Array(OPERATIONS)];
  const { bytes } = set;
  const many = Array.from({ length: 3_000 }, (_, index) => (index * 357_913) % LARGEST);
  const [adopted, first, second] = [many.slice(0, 1_000), many.slice(1_000, 2_000), many.slice(2_000)];
  for (const numbering of adopted) set.adopt(numbering);
  expect(add(set, { operation: 4, numberings: first }, 0, ledToNew)).toEqual(first);
  expect(add(set, { operation: 4, numberings: second }, 0, ledToNew)).toEqual(second);
  // On the same level, so the set must still know which of them were led to by what.
  expect(add(set, { operation: 2, numberings: [...many, 1] }, 0, ledToNew)).toEqual([1]);
  expect([...ledToNew]).toEqual([0, 0, 2_001, 0, 0]);
  expect(set.bytes).toBeGreaterThan(bytes);
  expect(set.bytes).toBeGreaterThanOrEqual(3_001 * Int32Array.BYTES_PER_ELEMENT);
});
