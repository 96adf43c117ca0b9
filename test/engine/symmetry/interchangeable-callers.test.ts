import fc from "fast-check";
import { expect, test } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import { codecOf } from "../../../src/engine/codec/codec.ts";
import { InterchangeableCallers } from "../../../src/engine/symmetry/interchangeable-callers.ts";
import { Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

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

test.each([true, false])(
  "a caller stands for those whose exchange with it changes nothing, and the first of them for all (the first is fixed: %s)",
  (isFirstFixed) => {
    const task = record({
      own: reference("set", 2),
      name: oneOf("a", "b"),
      other: referenceOr(null, "set", 2),
    });
    const { layout } = codecOf(
      record({
        before: oneOf(1, 2),
        tasks: table("task", 5, task, isFirstFixed),
        sets: table("set", 2, oneOf(1, 2)),
      }),
    );
    const permutations = new Permutations(layout);
    const callers = new InterchangeableCallers(layout); // used for one state after another
    const anyValues = fc
      .tuple(...layout.slots.map(({ largest }) => fc.nat({ max: largest })))
      .map((drawn) => {
        const values = Int32Array.from(drawn);
        for (const { from, to } of layout.rows) if (values[from] === 0) values.fill(0, from, to);
        return values;
      });
    fc.assert(
      fc.property(anyValues, (values) => {
        callers.find(values);
        const standsFor = [0, 1, 1, 1, 1, 1];
        for (const { sort, one, other, permutation } of permutations.transpositions(values)) {
          if (sort !== "task" || standsFor[one] === 0 || standsFor[other] === 0) continue;
          const moved = values.slice();
          permutations.apply(permutation, values, moved);
          if (moved.join() !== values.join()) continue;
          standsFor[one] = (standsFor[one] ?? 0) + 1;
          standsFor[other] = 0;
        }
        const there = [1, 2, 3, 4, 5].filter((number) =>
          layout.rows.some((row) => row.sort === "task" && row.number === number && values[row.from] === 1),
        );
        expect(there.map((number) => callers.weightOf(number))).toEqual(
          there.map((number) => standsFor[number]),
        );
      }),
    );
  },
);
