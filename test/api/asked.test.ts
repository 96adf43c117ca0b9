import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { neverLeaves } from "../../properties/never-leaves.ts";
import { check } from "../../src/api/check.ts";
import { compare } from "../../src/api/compare.ts";
import { conform } from "../../src/api/conform.ts";
import { begin } from "../../src/api/history.ts";
import { checkLaws } from "../../src/api/laws.ts";
import { matrix } from "../../src/api/matrix.ts";
import { simulate } from "../../src/api/simulate.ts";

// Plain JavaScript can pass anything: hence `never`.
test.each<readonly [string, unknown, string | RegExp]>([
  [
    "the name of a property",
    { properties: ["always-enterable"] },
    '"always-enterable" is not a property: look it up',
  ],
  ["nothing for a property", { properties: [null] }, /^properties\.0: null is not a property$/],
  ["a word for a list", { properties: "never-leaves" }, '"never-leaves" is not a list of properties'],
  ["a mistyped option", { propertis: [] }, '"propertis" is not an option: did you mean "properties"?'],
  ["a list of bounds", { scope: [] }, /^scope: a list is not an object of bounds$/],
  ["no signal", { signal: new AbortController() }, /^signal: an object is not an AbortSignal$/],
  ["no function", { onProgress: 1 }, /^onProgress: 1 is not a function$/],
  ["an inherited option", Object.create({ propertis: [] }), '"propertis" is not an option'],
  ["two properties of one name", { properties: [neverLeaves, neverLeaves] }, 'two are named "never-leaves"'],
  ["nothing at all", null, /^null is not an object of options$/],
])("%s is refused in a sentence", async (_, options, message) => {
  const asked = [
    check(nested, options as never),
    simulate(nested, options as never),
    matrix(options as never),
  ];
  for (const one of asked) await expect(one).rejects.toThrow(message);
});

test.each<readonly [string, (options: never) => Promise<unknown>, object, RegExp]>([
  ["a depth", (how) => check(nested, how), { depth: -1 }, /^depth: -1 is not a whole number from 0$/],
  ["a number of states", (how) => check(nested, how), { worlds: 0 }, /^worlds: 0 is not a whole number/],
  ["a symmetry", (how) => check(nested, how), { symmetry: "no" }, /^symmetry: it is neither true nor false$/],
  ["a fairness", (how) => check(nested, how), { fair: { exit: "week" } }, /^fair: .* "weak" or "strong"$/],
  ["a seed", (how) => simulate(nested, how), { seed: "x" }, /^seed: "x" is not a whole number of 32 bits$/],
  [
    "a number of runs",
    (how) => simulate(nested, how),
    { runs: -1 },
    /^runs: -1 is not a whole number from 1$/,
  ],
  ["a length", (how) => conform(nested, how), { length: 0.5 }, /^length: 0\.5 is not a whole number/],
  [
    "histories",
    (how) => conform(nested, how),
    { histories: "all" },
    /^histories: "all" is neither a whole number from 1 nor "every transition"$/,
  ],
  ["a time", (how) => conform(nested, how), { seconds: 0 }, /^seconds: 0 is not a number above 0$/],
  [
    "a number of pairs",
    (how) => compare(nested, nested, how),
    { pairs: NaN },
    /^pairs: NaN is not a whole number/,
  ],
  ["no designs", matrix, { models: [] }, /^models: it is empty$/],
  ["two designs of one name", matrix, { models: [nested, nested] }, /^models: two are named "nested"$/],
  ["a name for a design", matrix, { models: ["nested"] }, /^models\.0: "nested" is not a design$/],
])("%s that is none is refused", async (_, run, options, message) => {
  await expect(run(options as never)).rejects.toThrow(message);
});

test("a fair call is refused that no design has", async () => {
  const [fair, scope] = [{ killtask: "weak" }, { tasks: 1, containers: 1 }] as const;
  await expect(check(nested, { fair })).rejects.toThrow(/^"killtask" is not a call of nested/);
  await expect(matrix({ models: [nested], fair })).rejects.toThrow(/^"killtask" is not a call of nested/);
  await expect(matrix({ models: [nested, walkingKill], fair: { kiltask: "weak" } })).rejects.toThrow(
    '"kiltask" is not a call of these designs: did you mean "killtask"?',
  );
  const { fair: taken } = await matrix({ models: [nested, walkingKill], scope, properties: [], fair });
  expect(taken).toEqual(fair);
});

test("what is no design is refused, and a module by what it exports", async () => {
  const scope = nested.domain.scopes.defaults.check;
  for (const [wrong, message] of [
    [{}, /^an object is not a design$/],
    ["nested", /^"nested" is not a design$/],
    [undefined, /^undefined is not a design$/],
    [{ default: nested }, /^an object is not a design: it is a module; its default export is the design$/],
  ] as const) {
    const given = wrong as never;
    await expect(check(given)).rejects.toThrow(message);
    await expect(simulate(given)).rejects.toThrow(message);
    await expect(conform(given)).rejects.toThrow(message);
    await expect(compare(nested, given)).rejects.toThrow(message);
    expect(() => checkLaws(given)).toThrow(message);
    expect(() => begin(given, scope as never)).toThrow(message);
  }
});

test("an option that is undefined is as one that is not there, and Infinity bounds nothing", async () => {
  const scope = { tasks: 1, containers: 1, images: 0, kinds: ["uts"] } as const;
  const { verdicts } = await check(nested, {
    scope,
    depth: Infinity,
    signal: undefined,
    properties: undefined,
  });
  expect(verdicts.length).toBeGreaterThan(0);
});
