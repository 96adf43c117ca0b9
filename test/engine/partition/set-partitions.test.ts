import { expect, test } from "vitest";
import { bellNumber, partitionsOf } from "../../../src/engine/partition/set-partitions.ts";

/** The first Bell numbers: sequence A000110 of the OEIS. */
const BELL = [1, 1, 2, 5, 15, 52, 203, 877, 4140];

test.each([...BELL.entries()])("of %i things there are %i", (things, count) => {
  expect(bellNumber(things)).toBe(count);
  const { blocks } = partitionsOf(things);
  expect(partitionsOf(things).count).toBe(count);
  expect(new Set(blocks.map((one) => one.join())).size).toBe(count);
});

test("each is a restricted growth string, and known by its number", () => {
  const { blocks, indexOf } = partitionsOf(6);
  for (const [index, one] of blocks.entries()) {
    let next = 0;
    for (const block of one) {
      expect(block).toBeLessThanOrEqual(next);
      if (block === next) next++;
    }
    expect(indexOf(one)).toBe(index);
  }
});

test("the first has one block, the last has each thing by itself", () => {
  const { blocks } = partitionsOf(4);
  expect([...(blocks[0] ?? [])]).toEqual([0, 0, 0, 0]);
  expect([...(blocks.at(-1) ?? [])]).toEqual([0, 1, 2, 3]);
});

test("blocks that are not numbered as they are met are no partition", () => {
  expect(() => partitionsOf(2).indexOf([1, 0])).toThrow("1,0 is not a partition of 2 things");
});
