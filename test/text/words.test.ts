import { expect, test } from "vitest";
import { counted, list, named } from "../../src/text/words.ts";

test("words stand in a row as in a sentence", () => {
  expect(list([])).toBe("");
  expect(list(["a"])).toBe("a");
  expect(list(["a", "b"])).toBe("a and b");
  expect(list(["a", "b", "c"])).toBe("a, b and c");
});

test("one is not several", () => {
  expect([counted(0, "task"), counted(1, "task"), counted(2, "task")]).toEqual([
    "0 tasks",
    "1 task",
    "2 tasks",
  ]);
  expect([named("task", [1]), named("task", [1, 2])]).toEqual(["task 1", "tasks 1 and 2"]);
});
