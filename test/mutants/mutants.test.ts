import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { REFUSALS } from "../../models/linux/refusals.ts";
import { firstDifference } from "../../src/conformance/divergence.ts";
import { linuxScopes } from "../../src/domains/linux/scopes.ts";
import type { Model } from "../../src/model/model.ts";
import { linuxStandingIn } from "../conformance/linux/standing-in.ts";
import { built } from "./built.ts";
import { found } from "./find.ts";
import { Histories } from "./histories.ts";
import { mutations } from "./mutations.ts";

const MODEL = linux as unknown as Model; // a design of one domain as any
const FEW = 6;

const all = mutations();
const histories = new Histories(MODEL, { ...linuxScopes.defaults.conform, kernel: "6.18" }, 0);
const standIn = linuxStandingIn(MODEL);

test("there is one for the errno of each refusal, and no two have one name or one source", () => {
  expect(all.filter(({ sort }) => sort === "errno")).toHaveLength(Object.keys(REFUSALS).length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(new Set(all.map(({ file, source }) => `${file} ${source}`)).size).toBe(all.length);
});

// The others are for `npm run mutants`, which takes minutes.
test.each([
  "errno: kill outside",
  "left out: map again",
  "order: target gone before no kinds",
  'effect: without caller.isSubreaper = "yes"',
  "effect: without loseLife(world, task)",
  "condition: only task === target of",
])("%s: found, and with few events", async (beginning) => {
  const mutation = all.find(({ name }) => name.startsWith(beginning));
  if (mutation === undefined) throw new Error(`no mutant is called ${beginning}`);
  const mutant = await built(mutation);
  const one = await found(standIn, MODEL, mutant, histories.scope, histories);
  expect(one?.operations.length).toBeGreaterThan(0);
  expect(one?.operations.length).toBeLessThanOrEqual(FEW);
  const run = await standIn.play(MODEL, histories.scope, one?.operations ?? []);
  expect(firstDifference(run)).toBeUndefined();
});
