import { expect, test } from "vitest";
import { whereTheOptionIs } from "../../src/cli/option-elsewhere.ts";

test.each([
  ["--reporter", "--reporter is an option of check, matrix, replay, test and conform."],
  ["--reporter=junit", "--reporter is an option of check, matrix, replay, test and conform."],
  ["--hard", undefined],
])("where %s is an option", async (option, expected) => {
  expect(await whereTheOptionIs(`error: unknown option '${option}'`)).toBe(expected);
});

test("another mistake has no such word", async () => {
  expect(await whereTheOptionIs("error: missing required argument 'file'")).toBeUndefined();
});
