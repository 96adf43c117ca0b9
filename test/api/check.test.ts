import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { check } from "../../src/api/check.ts";
import { compare } from "../../src/api/compare.ts";
import { checkLaws } from "../../src/api/laws.ts";
import { matrix } from "../../src/api/matrix.ts";
import { simulate } from "../../src/api/simulate.ts";
import { PROPERTIES, propertiesOf } from "../../src/catalogue.ts";
import { containers } from "../../src/domains/containers/domain.ts";
import { defineProperty } from "../../src/domains/containers/property.ts";
import { search } from "../../src/engine/search.ts";

const bounds = { tasks: 2, containers: 3, images: 0 };
const scope = { ...containers.scopes.defaults.check, ...bounds };

const someLive = defineProperty({
  form: "always",
  name: "some-live",
  claim: "some task lives",
  source: "a test",
  check: (world) => (world.tasks.size > 0 ? "holds" : { broken: "nobody lives" }),
});

test("a check is the search of the scope with the domain's properties", async () => {
  const { verdicts, worlds, symmetry } = await check(nested, { scope: bounds });
  const found = search(nested, propertiesOf(containers), scope, { symmetry: true, comparisons: "some" });
  expect({ verdicts, worlds, symmetry }).toEqual({
    verdicts: found.verdicts,
    worlds: found.worlds,
    symmetry: true,
  });
});

test("what is one's own is compared in every state", async () => {
  const own = await check(nested, { scope: bounds, properties: [someLive] });
  const builtIn = await check(nested, { scope: bounds, properties: PROPERTIES.slice(0, 1) });
  expect(own.verdicts).toMatchObject([{ verdict: "broken", history: [{ operation: { op: "exit" } }] }]);
  expect(own.compared).toBeGreaterThan(builtIn.compared);
});

test("a design of another domain has that domain's scope", async () => {
  const { depth } = await check(linux, { scope: { tasks: 1, kinds: ["uts"] }, depth: 1 });
  expect(depth).toBe(1);
});

test("random runs, a comparison, a matrix and the laws", async () => {
  const random = await simulate(nested, { scope: bounds, runs: 30, properties: [someLive] });
  expect(random.verdicts).toMatchObject([{ verdict: "broken", history: [{ operation: { op: "exit" } }] }]);
  const [one, other] = await Promise.all([
    simulate(nested, { scope: bounds, runs: 5, seed: 1 }),
    simulate(nested, { scope: bounds, runs: 5, seed: 2 }),
  ]);
  expect(one.calls).not.toEqual(other.calls);
  expect(await compare(nested, nested, { scope: bounds })).toMatchObject({ verdict: "equal" });
  const { rows } = await matrix({ models: [nested], scope: bounds, properties: [someLive] });
  expect(rows.map(({ verdicts }) => verdicts.map(({ verdict }) => verdict))).toEqual([["broken"]]);
  expect(checkLaws(nested).breach).toBeUndefined();
});

// Plain JavaScript can pass `undefined`, which the type forbids: hence `never`.
test("an option that is undefined counts as absent", async () => {
  const { symmetry } = await check(nested, { scope: bounds, properties: [], symmetry: undefined as never });
  expect(symmetry).toBe(true);
});
