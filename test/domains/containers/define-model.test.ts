import { expect, test } from "vitest";
import { NestedRules } from "../../../models/nested.ts";
import { walkingDesign } from "../../../models/walking-kill.ts";
import { defineModel } from "../../../src/domains/containers/define-model.ts";
import { observeTree } from "../../../src/domains/containers/observe-tree.ts";
import { FIRST_TASK, type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import { record } from "../../../src/model/shape.ts";
import { type Table, tableOf } from "../../../src/world/table.ts";

const scope = { tasks: 1, containers: 1, kinds: [], names: ["a"], images: 0 };

/** A design with one task whose calls all have the given outcome. It records what happens. */
function drawn(outcome: Outcome) {
  const happened: string[] = [];
  const model = defineModel(
    {
      initial: (): { tasks: Table<TaskNumber, object> } => ({ tasks: tableOf({}) }),
      shape: () => record({}),
      perform: (_, { op }) => {
        happened.push(op);
        return outcome;
      },
      releaseUnused: () => void happened.push("release"),
      pathsInView: (_, task) => [`/of-${task}`],
      observe: () => observeTree({ tasks: [null], nsproxies: [null], containers: [null], images: [] }),
    },
    {
      name: "drawn",
      summary: "one task",
      source: "this test",
      shows: [],
      calls: { exit: [], kill: ["path"] },
    },
  );
  return { model, happened };
}

test("a field of its own that no world has is told where the design is defined", () => {
  const define = () =>
    defineModel(new NestedRules(), { ...walkingDesign, name: "a", summary: "b", source: "c" });
  expect(define).toThrow(/^`own` names "killing", which is not a field of rows of tasks \(it may be /);
});

test("a task that does not live is refused before all else", () => {
  const { model, happened } = drawn("ok");
  expect(model.apply(model.initial(scope), { op: "exit", task: taskNumber(2) }, scope)).toBe("ESRCH");
  expect(happened).toEqual([]);
});

test("what is unused is released after an effect, and not after a refusal", () => {
  for (const [outcome, expected] of [
    ["ok", ["exit", "release"]],
    ["EBUSY", ["exit"]],
  ] as const) {
    const { model, happened } = drawn(outcome);
    expect(model.apply(model.initial(scope), { op: "exit", task: FIRST_TASK }, scope)).toBe(outcome);
    expect(happened).toEqual(expected);
  }
});

test("a search tries the calls of those who live, on the paths in their view", () => {
  const { model } = drawn("ok");
  const world = model.initial(scope);
  expect([...model.callers(world)]).toEqual([FIRST_TASK]);
  expect([...model.operations(world, FIRST_TASK, scope)]).toEqual([
    { op: "exit", task: 1 },
    { op: "kill", task: 1, path: "/of-1" },
  ]);
});
