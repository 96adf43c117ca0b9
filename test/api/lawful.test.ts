import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { alwaysEnterable } from "../../properties/always-enterable.ts";
import { check } from "../../src/api/check.ts";
import { compare } from "../../src/api/compare.ts";
import { always, onEveryStep } from "../../src/api/containers/define.ts";
import { LawBroken } from "../../src/api/lawful.ts";
import { matrix } from "../../src/api/matrix.ts";
import { readHistory, replay } from "../../src/api/recorded-history.ts";
import { simulate } from "../../src/api/simulate.ts";
import { MODELS } from "../../src/catalogue.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import { judgeKeeping } from "../../src/testing/keeps.ts";

const scope = { tasks: 2, containers: 2, images: 0 };
const words = { name: "mine", claim: "It is so.", source: "a test" };

/** A property whose check can return anything, as in plain JavaScript. */
const checkedBy = (check: (world: ContainerObservation) => unknown) =>
  always({ ...words, check: check as never });

describe.each([
  ["a truth value", checkedBy(({ tasks }) => tasks.size < 2), /check\(\) .*(true|false)/],
  ["nothing", checkedBy(() => undefined), /check\(\)/],
  ["a misspelt word", checkedBy(() => "hold"), /check\(\)/],
  ["a promise", checkedBy(async () => "holds"), /promise/],
  ["a breach without words", checkedBy(() => ({ broken: undefined })), /check\(\)/],
  ["null", checkedBy(() => null), /check\(\)/],
  ["something at random", checkedBy(() => (Math.random() < 0.5 ? "holds" : "no case")), /asked again/],
])("a property that finds %s", (_, property, message) => {
  test.each([
    ["check", () => check(nested, { scope, properties: [property] })],
    ["simulate", () => simulate(nested, { scope, properties: [property], runs: 1 })],
    ["matrix", () => matrix({ models: [nested], scope, properties: [property] })],
    ["the tests of keeping", () => judgeKeeping(nested, property, scope)],
    ["replay", async () => replay(emptyHistory(), { properties: [property] })],
  ])("is refused by %s", async (_name, run) => {
    await expect(run()).rejects.toThrow(LawBroken);
    await expect(run()).rejects.toThrow(message);
  });
});

test("a property that changes what it is shown spoils no other", async () => {
  const spoiling = checkedBy(({ tasks }) => {
    if (tasks instanceof Map) tasks.clear();
    return "holds";
  });
  await expect(check(nested, { scope, properties: [spoiling, alwaysEnterable] })).rejects.toThrow(LawBroken);
});

test("a property about a call that no design has is refused", async () => {
  const property = onEveryStep({ ...words, on: ["unshar"], check: () => "holds" });
  await expect(check(nested, { scope, properties: [property] })).rejects.toThrow(
    /^mine: "unshar" is not a call of a design: did you mean "unshare"\?$/,
  );
  const ofAnother = onEveryStep({ ...words, on: ["killtask"], check: () => "holds" });
  const { verdicts } = await check(nested, { scope, properties: [ofAnother] });
  expect(verdicts).toMatchObject([{ verdict: "does-not-apply" }]);
});

test.each([
  ["a misspelt form", { form: "allways" }, /^"mine" is not a property: /],
  ["the name of a method for a form", { form: "constructor" }, /^"mine" is not a property: /],
  ["no domain", { domain: undefined }, /^"mine" is not a property: .*domain/],
  ["a misspelt feature", { needs: ["imagez"] }, /^"mine" is not a property: its needs\.0 is wrong/],
])("a property with %s is refused", async (_, wrong, message) => {
  const property = { ...checkedBy(() => "holds"), ...wrong } as never; // as plain JavaScript may
  await expect(check(nested, { scope, properties: [property] })).rejects.toThrow(message);
});

test("a design that lacks a part is refused", async () => {
  const design: typeof nested = { ...nested, name: "part", observe: undefined as never };
  await expect(check(design, { scope })).rejects.toThrow(/^"part" is not a design: .*observe/);
});

describe("a design that acts at random", () => {
  const byChance: typeof nested = Object.create(nested, {
    name: { value: "by-chance" },
    apply: {
      value: (...asked: Parameters<typeof nested.apply>) =>
        asked[1].op === "fork" && Math.random() < 0.5 ? "EAGAIN" : nested.apply(...asked),
    },
  });
  test.each([
    ["check", () => check(byChance, { scope })],
    ["simulate", () => simulate(byChance, { scope, runs: 1 })],
    ["matrix", () => matrix({ models: [nested, byChance], scope, properties: [] })],
    ["compare", () => compare(nested, byChance, { scope })],
  ])("is refused by %s, with the history that leads there", async (_, run) => {
    const error = await run().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(LawBroken);
    expect(error).toMatchObject({ message: expect.stringMatching(/^by-chance breaks a law: /) });
    expect(error).toHaveProperty("breach.history");
  });
});

test("the result has the caller's own design and property, not the checked ones", async () => {
  const mine: typeof nested = Object.create(nested, { name: { value: "mine" } });
  const property = checkedBy(() => "holds");
  const { rows } = await matrix({ models: [mine], scope, properties: [property] });
  expect(rows[0]?.model).toBe(mine);
  expect(rows[0]?.asked[0]?.property).toBe(property);
  expect(rows[0]?.verdicts).toMatchObject([{ verdict: "holds" }]);
});

test("the signal is heard between two tests of laws", async () => {
  const asked = new AbortController();
  const properties = [1, 2, 3].map((number) =>
    always({ ...words, name: `mine-${number}`, check: () => "holds" }),
  );
  const tested = new Set<string>();
  const noted = properties.map((property) =>
    always({
      ...property,
      check: (...asked) => {
        tested.add(property.name);
        return property.check(...asked);
      },
    }),
  );
  setTimeout(() => asked.abort(new Error("enough")), 1);
  const models = [nested, ...MODELS.filter(({ domain }) => domain === nested.domain)] as const;
  const run = matrix({
    models: [...new Set(models)] as never,
    scope,
    properties: noted,
    signal: asked.signal,
  });
  await expect(run).rejects.toThrow("enough");
  expect(tested.size).toBeLessThan(3);
});

test("a property about a call that only another of the designs has does not apply to this one", async () => {
  const other: typeof nested = {
    ...nested,
    name: "other",
    calls: { ...nested.calls, mine: [] },
    apply: (world, operation, within) =>
      String(operation.op) === "mine" ? "EINVAL" : nested.apply(world, operation, within),
  };
  const property = onEveryStep({ ...words, on: ["mine"], check: () => "holds" });
  const { rows } = await matrix({ models: [nested, other], scope, properties: [property] });
  expect(rows[0]?.verdicts).toMatchObject([{ verdict: "does-not-apply" }]);
});

function emptyHistory() {
  const header = { format: "nsmodel-history", version: 1, model: "nested" };
  const whole = { ...scope, images: undefined, kinds: ["uts"], names: ["a"] };
  const read = readHistory(
    new TextEncoder().encode(`${JSON.stringify({ ...header, scope: whole })}\n`),
    MODELS,
  );
  if (!read.ok) throw new Error(read.problem.message);
  return read.history;
}

test("a design and a property may have getters that read private fields", async () => {
  class Design {
    readonly #base = nested;
    get name() {
      return `${this.#base.name}-of-a-class`;
    }
    get calls() {
      return this.#base.calls;
    }
  }
  class Mine {
    readonly #name = "mine";
    get name() {
      return this.#name;
    }
  }
  const design = withRest(new Design(), nested);
  const property = withRest(
    new Mine(),
    checkedBy(() => "holds"),
  );
  const { verdicts } = await check(design, { scope, properties: [property] });
  expect(verdicts).toMatchObject([{ property: "mine", verdict: "holds" }]);
});

/** An object with all fields of another one that it does not have itself. */
function withRest<Whole extends object>(own: object, whole: Whole): Whole {
  for (const [name, value] of Object.entries(whole))
    if (!(name in own)) Object.defineProperty(own, name, { value, enumerable: true });
  return own as Whole;
}

test("a property about no call is refused", async () => {
  const property = onEveryStep({ ...words, on: [], check: () => "holds" });
  await expect(check(nested, { scope, properties: [property] })).rejects.toThrow(/^mine is on no call/);
});

test("the caller's scope stays changeable", async () => {
  const kinds: ["uts"] = ["uts"];
  await check({ ...nested, name: "mine" }, { scope: { ...scope, kinds }, properties: [] });
  expect(Object.isFrozen(kinds)).toBe(false);
});

test("an unlawful design is refused by replay", () => {
  const blind: typeof nested = {
    ...nested,
    name: "blind",
    observe: (_, bounds, like) => nested.observe(nested.initial(bounds), bounds, like),
  };
  const { kinds, names } = nested.domain.scopes.defaults.check;
  const header = {
    format: "nsmodel-history",
    version: 1,
    model: "blind",
    scope: { ...scope, images: undefined, kinds, names },
  };
  const read = readHistory(new TextEncoder().encode(`${JSON.stringify(header)}\n`), [blind]);
  if (!read.ok) throw new Error(read.problem.message);
  expect(() => replay(read.history)).toThrow(LawBroken);
});

test("a run that is aborted already tests no law", async () => {
  const property = checkedBy(() => true);
  const run = check(nested, { scope, properties: [property], signal: AbortSignal.abort() });
  await expect(run).rejects.toThrow(/abort/);
});
