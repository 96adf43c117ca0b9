import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { check } from "../../src/api/check.ts";
import { compare } from "../../src/api/compare.ts";
import { conform } from "../../src/api/conform.ts";
import { begin } from "../../src/api/history.ts";
import { matrix } from "../../src/api/matrix.ts";
import { wholeScope } from "../../src/api/scope.ts";
import { simulate } from "../../src/api/simulate.ts";
import { DOMAINS } from "../../src/catalogue.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { judgeKeeping } from "../../src/testing/keeps.ts";

test("a scope is the default but for the bounds that are asked for", () => {
  expect(wholeScope(nested.domain, "check", { tasks: 2 })).toEqual({
    ...nested.domain.scopes.defaults.check,
    tasks: 2,
  });
});

test("every scope that a domain has by itself is one that may be asked for", () => {
  for (const domain of DOMAINS)
    for (const scope of [...Object.values(domain.scopes.defaults), ...domain.scopes.forLaws])
      expect(wholeScope(domain, "check", scope)).toEqual({ ...domain.scopes.defaults.check, ...scope });
});

test.each([
  ["a misspelt bound", { task: 2 }, '"task" is not a bound of a scope: did you mean "tasks"?'],
  ["a bound of another domain", { pidLevels: 2 }, '"pidLevels" is not a bound of a scope'],
  ["none of a number", { tasks: 0 }, /^scope\.tasks: this is not a whole number from 1/],
  ["a text for a number", { containers: "3" }, /^scope\.containers: this is not a whole number/],
  [
    "no such kind",
    { kinds: ["uts", "nett"] },
    /^scope\.kinds\.1: "nett" is not a kind of namespace: did you mean "net"\?$/,
  ],
  ["nothing for a number", { tasks: undefined }, /^scope\.tasks: it is undefined/],
  ["nothing for a number that may be 0", { images: undefined }, /^scope\.images: it is undefined/],
  ["less than none", { handles: -1 }, /^scope\.handles: /],
  ["less than no images", { images: -1e9 }, /^scope\.images: /],
  ["no number", { handles: NaN }, /^scope\.handles: /],
  ["half of one", { images: 0.5 }, /^scope\.images: /],
])("%s is refused, and named", async (_, wrong, message) => {
  // Plain JavaScript can pass anything.
  const scope = wrong as never;
  for (const asked of [
    (async () => begin(nested, { ...nested.domain.scopes.defaults.check, ...(scope as object) }))(),
    check(nested, { scope }),
    compare(nested, nested, { scope }),
    conform(nested, { scope }),
    matrix({ scope }),
    simulate(nested, { scope }),
    judgeKeeping(nested, "never-leaves", scope),
  ])
    await expect(asked).rejects.toThrow(message);
});

test("a bound may be inherited", () => {
  const inherited: Partial<ContainerScope> = Object.create({ tasks: 2 });
  expect(wholeScope(nested.domain, "check", inherited).tasks).toBe(2);
  const misspelt: Partial<ContainerScope> = Object.create({ task: 2 });
  expect(() => wholeScope(nested.domain, "check", misspelt)).toThrow('"task" is not a bound');
});
