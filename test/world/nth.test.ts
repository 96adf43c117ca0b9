import { expect, test } from "vitest";
import { nth } from "../../src/world/nth.ts";

test("numbers count from 1", () => {
  expect([nth(["a", "b"], 1), nth(["a", "b"], 2)]).toEqual(["a", "b"]);
});

test.each([0, 3, -1])("there is no number %i", (number) => {
  expect(() => nth(["a", "b"], number)).toThrow(`there is no number ${number} among 2`);
});
