import { expect, test } from "vitest";
import { search } from "../../src/engine/search.ts";
import type { Model } from "../../src/model/model.ts";
import { FIRST_TASK } from "../../src/model/numbers.ts";
import type { Calls, Operation } from "../../src/model/operation.ts";
import { drawn } from "../drawn-graph.ts";

const scope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };

/** A design with a number of calls, of which only the last leads from one world to the other. */
function withCalls(number: number): Model {
  const { model } = drawn({ 0: [1], 1: [] });
  const graph: Model = model;
  const ops = Array.from({ length: number }, (_, index) => `call${index}`);
  const calls: Calls = Object.fromEntries(ops.map((op) => [op, []]));
  const last = ops.at(-1) ?? "";
  return {
    ...graph,
    calls,
    operations: function* (world, task): Iterable<Operation> {
      for (const _ of graph.operations(world, task, scope)) for (const op of ops) yield { op, task };
    },
    apply: (world, { op }) =>
      op === last ? graph.apply(world, { op: "go", task: FIRST_TASK, path: "1" }, scope) : "EBUSY",
  };
}

test.each([255, 256, 257, 1024])("of %i calls each counts the worlds to which it leads first", (number) => {
  const { calls } = search(withCalls(number), [], scope);
  const leading = [...calls].filter(([, count]) => count.new > 0).map(([op, count]) => [op, count.new]);
  expect(leading).toEqual([[`call${number - 1}`, 1]]);
});

test("more calls than can be told apart are refused by name", () => {
  expect(() => search(withCalls(1025), [], scope)).toThrow(
    "drawn declares 1,025 calls, but a search can distinguish at most 1,024",
  );
});
