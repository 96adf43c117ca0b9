import { expect, test } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import { codecOf } from "../../../src/engine/codec/codec.ts";
import { InterchangeableCallers } from "../../../src/engine/symmetry/interchangeable-callers.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { record, reference, table } from "../../../src/model/shape.ts";

const scope = { tasks: 4, containers: 4, kinds: ["uts"] as const, names: [], images: 0 };

function weightsIn(world: World): number[] {
  const codec = codecOf(nested.shape(scope));
  const values = new Int32Array(codec.layout.slots.length);
  codec.read(world, values);
  const callers = new InterchangeableCallers(codec.layout);
  callers.find(values);
  return [1, 2, 3].map((task) => callers.weightOf(task));
}

test("of tasks with one nsproxy the first stands for all; a task alone stands for itself", () => {
  const world = nested.initial(scope);
  const task = taskNumber(1);
  nested.apply(world, { op: "fork", task }, scope);
  nested.apply(world, { op: "fork", task }, scope);
  expect(weightsIn(world)).toEqual([3, 0, 0]);
  nested.apply(world, { op: "unshare", task, kinds: ["uts"] }, scope);
  expect(weightsIn(world)).toEqual([1, 2, 0]);
  nested.apply(world, { op: "unshare", task: taskNumber(2), kinds: ["uts"] }, scope);
  expect(weightsIn(world)).toEqual([1, 1, 1]);
});

test("tasks that something refers to are not interchangeable: it may tell them apart", () => {
  const shape = record({
    tasks: table("task", 2, record({})),
    leaders: table("leader", 1, record({ task: reference("task", 2) })),
  });
  const { layout } = codecOf(shape);
  const callers = new InterchangeableCallers(layout);
  const values = new Int32Array(layout.slots.length).fill(1);
  callers.find(values);
  expect([callers.weightOf(1), callers.weightOf(2)]).toEqual([1, 1]);
});

test("a task whose number means something by itself is interchangeable with none", () => {
  const { layout } = codecOf(record({ tasks: table("task", 3, record({}), true) }));
  const callers = new InterchangeableCallers(layout);
  callers.find(new Int32Array(layout.slots.length).fill(1));
  expect([1, 2, 3].map((task) => callers.weightOf(task))).toEqual([1, 2, 0]);
});
