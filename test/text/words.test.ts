import { expect, test } from "vitest";
import { counted, enumerated, named } from "../../src/text/words.ts";

test("words stand in a row as in a sentence", () => {
  expect(enumerated([])).toBe("");
  expect(enumerated(["a"])).toBe("a");
  expect(enumerated(["a", "b"])).toBe("a and b");
  expect(enumerated(["a", "b", "c"])).toBe("a, b and c");
});

test("one is not several", () => {
  expect([counted(0, "task"), counted(1, "task"), counted(2, "task")]).toEqual([
    "0 tasks",
    "1 task",
    "2 tasks",
  ]);
  expect([named("task", [1]), named("task", [1, 2])]).toEqual(["task 1", "tasks 1 and 2"]);
});
