import { expect, test } from "vitest";
import { subsetsOf } from "../../src/model/subsets.ts";

test("every set but the empty one comes once, counted up as binary numbers", () => {
  expect(subsetsOf(["a", "b", "c"])).toEqual([
    ["a"],
    ["b"],
    ["a", "b"],
    ["c"],
    ["a", "c"],
    ["b", "c"],
    ["a", "b", "c"],
  ]);
  expect(subsetsOf([])).toEqual([]);
});
