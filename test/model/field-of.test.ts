import fc from "fast-check";
import { expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import { fieldOf, pathIn, withTasks } from "../../src/model/field-of.ts";
import type { Model } from "../../src/model/model.ts";
import { FIRST_TASK, taskNumber } from "../../src/model/numbers.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import { drawn } from "../drawn-graph.ts";

const { model: graph } = drawn({ 0: [] });

/** A design with fields that it declares, that its domain declares, and that its domain declares for one call. */
const design: Model = {
  ...graph,
  calls: { go: ["place", "mode"], stay: ["place", "mode"], see: ["path"] },
  fields: { mode: { is: "task" } },
  domain: {
    ...graph.domain,
    fields: { place: { is: "name" }, mode: { is: "number" }, path: { is: "path" } },
    callFields: { stay: { place: { is: "kinds" }, mode: { is: "path" } } },
  },
};

test("a field is what the design says, or else what its domain says of the call, or else of all calls", () => {
  expect(fieldOf(design, "go", "mode")).toEqual({ is: "task" });
  expect(fieldOf(design, "stay", "mode")).toEqual({ is: "task" });
  expect(fieldOf(design, "stay", "place")).toEqual({ is: "kinds" });
  expect(fieldOf(design, "go", "place")).toEqual({ is: "name" });
});

test("a field of which nobody says what it holds is named, with its call", () => {
  expect(() => fieldOf(design, "go", "depth")).toThrow('a field "depth" in its call go');
  expect(() => fieldOf(design, "fly", "depth")).toThrow('a field "depth" in a call');
});

test.each(MODELS)("each field of each call of $name holds something", (model) => {
  for (const [op, fields] of Object.entries(model.calls))
    for (const name of fields) expect(fieldOf(model, op, name).is).toBeDefined();
});

test.each(MODELS)("renumbered and back, an operation of $name is the same", (model) => {
  const scope = model.domain.scopes.defaults.check;
  const operations = operationsIn(model, model.initial(scope), scope);
  fc.assert(
    fc.property(fc.constantFrom(...operations), fc.integer({ min: 1, max: 99 }), (operation, by) => {
      const there = withTasks(model, operation, (task) => taskNumber(task + by));
      expect(there.task).toBe(operation.task + by);
      expect(withTasks(model, there, (task) => taskNumber(task - by))).toEqual(operation);
    }),
  );
});

test("the caller and the fields that hold a task are renumbered, and nothing else", () => {
  const operation = { op: "go", task: FIRST_TASK, place: "1", mode: 2 };
  expect(withTasks(design, operation, (task) => taskNumber(task + 1))).toEqual({
    op: "go",
    task: 2,
    place: "1",
    mode: 3,
  });
});

test("the path of an operation is that of the first field that holds one", () => {
  expect(pathIn(design, { op: "see", task: FIRST_TASK, path: "/a" })).toBe("/a");
  expect(pathIn(design, { op: "go", task: FIRST_TASK, place: "/a", mode: 1 })).toBeUndefined();
});
