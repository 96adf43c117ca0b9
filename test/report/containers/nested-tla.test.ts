import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { TLA_MODULE, tlaModuleOf } from "../../../src/report/any-program.ts";

const TEXT = readFileSync(join(import.meta.dirname, "../../..", TLA_MODULE), "utf8");
const ITS_OWN: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a", "b"], images: 0 };

const moduleOf = (scope: ContainerScope, title = "nested") => tlaModuleOf(nested, scope, TEXT, title);

test("in the scope that the file is for, the module is the file", () => {
  expect(moduleOf(ITS_OWN).module).toBe(TEXT);
});

/** The value of a definition in a module, parsed as JSON. */
const definition = (module: string, name: string): unknown => {
  const [, value = ""] = new RegExp(`^${name} == (.*)$`, "m").exec(module) ?? [];
  return JSON.parse(value.replace(/^(?:\{|<<)/, "[").replace(/(?:\}|>>)$/, "]"));
};

test("a module has its scope, and else is the file", () => {
  const scopes = fc.record({
    tasks: fc.integer({ min: 1, max: 9 }),
    containers: fc.integer({ min: 1, max: 9 }),
    kinds: fc.shuffledSubarray([...KINDS], { minLength: 1 }),
    names: fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme-ascii" })),
    images: fc.constant(0),
  });
  fc.assert(
    fc.property(scopes, (scope) => {
      const { module } = moduleOf(scope);
      expect(definition(module, "TaskCount")).toBe(scope.tasks);
      expect(definition(module, "ContainerCount")).toBe(scope.containers);
      expect(definition(module, "Kinds")).toEqual(scope.kinds);
      expect(definition(module, "Names")).toEqual(scope.names);
      // N2: counting a new child, a container has at most this many.
      expect(definition(module, "Unnamed")).toHaveLength(Math.max(1, scope.containers - 1));
      const OF_A_SCOPE = /^(?:TaskCount|ContainerCount|Kinds|Names|Unnamed) == /;
      const rest = (text: string) => text.split("\n").filter((line) => !OF_A_SCOPE.test(line));
      expect(rest(module)).toEqual(rest(TEXT));
    }),
  );
});

test("all that the configuration names is defined", () => {
  const { module, configuration } = moduleOf(ITS_OWN);
  const names = configuration
    .split("\n")
    .filter((line) => /^(?:SPECIFICATION|VIEW| ) /.test(line))
    .map((line) => line.trim().split(" ").at(-1));
  expect(names).toHaveLength(12);
  for (const name of names) expect(module).toMatch(new RegExp(`^${name} ==`, "m"));
});

test("every call of the design is an action, and every refusal stands beside one, but those of images and of other words", () => {
  for (const [op, action] of Object.entries({
    fork: "Fork",
    exit: "Exit",
    unshare: "Unshare",
    setns: "Setns",
    rename: "Rename",
    kill: "Kill",
  })) {
    const [, body = ""] = new RegExp(`^${action}\\(.*?==\\n(.*?)\\n\\n`, "ms").exec(TEXT) ?? [];
    const asked = (nested.refusals?.[op] ?? []).filter((errno) => errno !== "ENOENT" && errno !== "EINVAL");
    expect([op, [...body.matchAll(/\\\* (E[A-Z]+)/g)].map(([, errno]) => errno)]).toEqual([op, asked]);
  }
});

test("the module bears another name where it is asked to", () => {
  const { module } = moduleOf(ITS_OWN, "two_tasks");
  expect(module.split("\n")[0]).toMatch(/^-{4,} MODULE two_tasks -{4,}$/);
  expect(module.split("\n")[0]).toHaveLength(77);
});

test.each<[Partial<ContainerScope>, string]>([
  [{ images: 1 }, "the module has no images"],
  [{ names: ["é"] }, "TLA+ strings cannot contain the characters of é"],
])("%j is refused", (part, why) => {
  expect(() => moduleOf({ ...ITS_OWN, ...part })).toThrow(why);
});
