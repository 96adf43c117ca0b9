import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { newQueue, takeAllOf, threadsFor } from "../../src/cli/test-threads.ts";

test("each place of a queue is taken once, in order, whoever takes it", async () => {
  const queue = newQueue();
  const taken: number[] = [];
  const work = async (index: number): Promise<void> => {
    taken.push(index);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await Promise.all([takeAllOf(queue, 100, 3, work), takeAllOf(queue, 100, 1, work)]);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index));
});

test("there are as many threads as are asked for, or as it is worth", () => {
  expect(threadsFor(100, 4)).toBe(3);
  expect(threadsFor(2, 4)).toBe(1);
  expect(threadsFor(100, 1)).toBe(0);
  expect(threadsFor(100, undefined)).toBe(0);
  expect(threadsFor(1e6, undefined)).toBe(availableParallelism() - 1);
});
