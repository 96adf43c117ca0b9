import { expect, test } from "vitest";
import { partsChanged, withPartAsBefore } from "../../../src/engine/suite/parts-of-world.ts";

const before = { tasks: [null, { at: 1, names: ["a"] }, { at: 2, names: [] }], open: "no", list: [1, 2] };
const after = { tasks: [null, { at: 2, names: ["b"] }], open: "yes", list: [2] };

test("the parts of a world are its fields, the fields of rows, and rows that go", () => {
  expect([...partsChanged(before, after)].sort()).toEqual([
    "list",
    "open",
    "tasks that go",
    "tasks.at",
    "tasks.names",
  ]);
  expect(partsChanged(before, before)).toEqual(new Set());
});

test("one of them is as before, and all others as they have become", () => {
  expect(withPartAsBefore(before, after, "tasks.at")).toEqual({
    ...after,
    tasks: [null, { at: 1, names: ["b"] }],
  });
  expect(withPartAsBefore(before, after, "tasks that go")).toEqual({
    ...after,
    tasks: [null, { at: 2, names: ["b"] }, { at: 2, names: [] }],
  });
  expect(withPartAsBefore(before, after, "list")).toEqual({ ...after, list: [1, 2] });
});

test("a row that comes is of no part", () => {
  const grown = { rows: [{ at: 1 }, { at: 2 }] };
  expect(partsChanged({ rows: [{ at: 1 }] }, grown)).toEqual(new Set());
  expect(withPartAsBefore({ rows: [{ at: 3 }] }, grown, "rows.at")).toEqual({ rows: [{ at: 3 }, { at: 2 }] });
});
