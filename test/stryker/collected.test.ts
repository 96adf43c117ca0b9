import { expect, test } from "vitest";
import { Collection } from "./collected.ts";

interface Vitest {
  test: ((name: string, body: () => void) => void) & {
    each: (rows: readonly unknown[]) => (name: string, body: (...values: unknown[]) => void) => void;
  };
  describe: Vitest["test"];
  beforeEach: (body: () => void) => void;
}

test("tests have the names of their groups and files, and run when they are told to", async () => {
  const collection = new Collection();
  const { test: one, describe } = collection.vitest(expect) as Vitest; // it is made of functions
  const ran: unknown[] = [];
  collection.begin("a.test.ts");
  describe("outer", () => {
    describe.each(["x", "y"])("inner", (letter) => {
      one.each([
        [1, 2],
        [3, 4],
      ])("sum", (a, b) => ran.push([letter, a, b]));
    });
  });
  collection.begin("b.test.ts");
  one("same", () => ran.push("first"));
  one("same", () => ran.push("second"));

  expect(ran).toEqual([]);
  expect(collection.tests.map(({ id }) => id)).toEqual([
    "a.test.ts#outer inner [1] sum [1]",
    "a.test.ts#outer inner [1] sum [2]",
    "a.test.ts#outer inner [2] sum [1]",
    "a.test.ts#outer inner [2] sum [2]",
    "b.test.ts#same",
    "b.test.ts#same (2)",
  ]);
  for (const { run } of collection.tests) await run();
  expect(ran).toEqual([["x", 1, 2], ["x", 3, 4], ["y", 1, 2], ["y", 3, 4], "first", "second"]);
});

test("what comes before each test is done before those of its file and group", async () => {
  const collection = new Collection();
  const { test: one, describe, beforeEach } = collection.vitest(expect) as Vitest; // it is made of functions
  const ran: string[] = [];
  collection.begin("a.test.ts");
  beforeEach(() => ran.push("before all"));
  describe("group", () => {
    beforeEach(() => ran.push("before those of the group"));
    one("inner", () => ran.push("inner"));
  });
  one("outer", () => ran.push("outer"));
  collection.begin("b.test.ts");
  one("other", () => ran.push("other"));
  for (const { run } of collection.tests) await run();
  expect(ran).toEqual(["before all", "before those of the group", "inner", "before all", "outer", "other"]);
});
