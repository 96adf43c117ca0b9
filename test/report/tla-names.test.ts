import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TLA_MODULE } from "../../src/report/any-program.ts";
import { isModuleName } from "../../src/report/tla-names.ts";

test.each(["nested", "two_tasks", "A1", "Integer", "integers", "WFx"])("%s is a name of a module", (name) => {
  expect(isModuleName(name)).toBe(true);
});

test.each(["Integers", "TLC", "Apalache", "MODULE", "SUBSET", "WF_x", "SF_", "a-b", "1a", "_a", ""])(
  "%j is none",
  (name) => expect(isModuleName(name)).toBe(false),
);

test("what the module extends bears no name that may be taken", () => {
  const text = readFileSync(join(import.meta.dirname, "../..", TLA_MODULE), "utf8");
  const extended = /^EXTENDS (.*)$/m.exec(text)?.[1]?.split(", ") ?? [];
  expect(extended.length).toBeGreaterThan(0);
  expect(extended.filter(isModuleName)).toEqual([]);
});
