import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { REFUSALS } from "../../models/linux/refusals.ts";
import { firstDifference } from "../../src/conformance/divergence.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { linuxScopes } from "../../src/domains/linux/scopes.ts";
import { suiteInSteps } from "../../src/engine/suite/suite.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import type { Operation } from "../../src/model/operation.ts";
import { linuxStandingIn } from "../conformance/linux/standing-in.ts";
import { built } from "./built.ts";
import { found } from "./find.ts";
import { Histories } from "./histories.ts";
import { type Mutation, mutations } from "./mutations.ts";
import { isToldBy, seenOf } from "./suite.ts";

const MODEL = linux as unknown as Model; // a design of one domain, typed as one of any domain
const FEW = 6;

const all = mutations();
const histories = new Histories(MODEL, { ...linuxScopes.defaults.conform, kernel: "6.18" }, 0);
const standIn = linuxStandingIn(MODEL);

function named(beginning: string): Mutation {
  const mutation = all.find(({ name }) => name.startsWith(beginning));
  if (mutation === undefined) throw new Error(`no mutant is called ${beginning}`);
  return mutation;
}

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
  "effect: without markDead(world, task)",
  'condition: only kinds.includes("mnt") of',
])("%s: found, and with few events", async (beginning) => {
  const mutant = await built(named(beginning));
  const one = await found(standIn, MODEL, mutant, histories.scope, histories);
  expect(one?.operations.length).toBeGreaterThan(0);
  expect(one?.operations.length).toBeLessThanOrEqual(FEW);
  const run = await standIn.play(MODEL, histories.scope, one?.operations ?? []);
  expect(firstDifference(run)).toBeUndefined();
});

test("a suite has the design's own histories, and so tells what no change from outside is", async () => {
  const scope: LinuxScope = { tasks: 2, kinds: ["user"], pidLevels: 1, handles: 0, files: 0, mounts: 0 };
  const provocations: readonly (readonly Operation[])[] = [...(MODEL.rules?.histories(scope) ?? [])];
  const own = {
    scope,
    histories: provocations.filter((all) => all.length <= FEW && all.some(({ op }) => op === "map")),
  };
  const options = { symmetry: true, comparisons: "some", transitions: false, length: 1 } as const;
  const suite = finish(suiteInSteps(MODEL, { ...options, scopes: [{ scope, depth: 1 }], own }));
  const seen = suite.histories.map((history) => seenOf(MODEL, history));
  const mutant = await built(named("left out: map again"));
  expect(seen.some((history) => isToldBy(mutant, history))).toBe(true);
  expect(seen.every((history) => isToldBy(mutant, history))).toBe(false);
});
