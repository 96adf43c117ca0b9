import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import { simplest, simplestPlayed } from "../../src/engine/simplest.ts";
import type { Operation } from "../../src/model/operation.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };
const SEEDS = [1, 2, 3, 4, 5];

const run = (seed: number) => new RandomRuns(nested, SCOPE, { length: 30, seed }).next();
const ops = (operations: readonly Operation[]) => operations.map(({ op }) => op);
const hasUnshare = (operations: readonly Operation[]) => ops(operations).includes("unshare");

test.each(SEEDS)("what is wanted of a run is left alone of it (seed %d)", (seed) => {
  const found = run(seed);
  expect(hasUnshare(found.operations)).toBe(true);
  expect(ops(simplest(nested, SCOPE, found, hasUnshare))).toEqual(["unshare"]);
});

test.each(SEEDS)("the same where it has to be waited for (seed %d)", async (seed) => {
  const played = await simplestPlayed(nested, SCOPE, run(seed), async (tried) => hasUnshare(tried));
  expect(played).toEqual(simplest(nested, SCOPE, run(seed), hasUnshare));
});

test("where nothing is as wanted the run itself is given", async () => {
  const found = run(1);
  expect(simplest(nested, SCOPE, found, () => false)).toBe(found.operations);
  expect(await simplestPlayed(nested, SCOPE, found, async () => false)).toBe(found.operations);
  const none = { choices: [], operations: found.operations };
  expect(simplest(nested, SCOPE, none, () => true)).toBe(found.operations);
});
