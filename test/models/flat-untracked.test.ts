import fc from "fast-check";
import { expect, test } from "vitest";
import type { FlatWorld } from "../../models/flat.ts";
import { flatUntracked } from "../../models/flat-untracked.ts";
import type { Model } from "../../src/model/model.ts";
import { anyRun } from "../arbitrary.ts";
import { fork, kill, setns, unshare } from "../properties/calls.ts";
import { outcome, run } from "./run.ts";

const model: Model = flatUntracked;

test("kill takes who sits there, and misses who has gone on", () => {
  const before = [unshare(1), fork(1), unshare(1)];
  expect(run(flatUntracked, [...before, kill(1, "/unnamed1")])).toMatchObject({
    outcomes: ["ok", "ok", "ok", "ok"],
    tasks: { 1: "/unnamed2" },
  });
});

test("a container goes with its last direct task", () => {
  const before = [unshare(1), unshare(1)];
  expect(run(flatUntracked, before).containers).toEqual(["/unnamed2"]);
  expect(outcome(flatUntracked, [...before, setns(1, "/unnamed1")])).toBe("ENOENT");
});

test("the properties know all the same which containers a task was in", () => {
  const { observation } = run(flatUntracked, [unshare(1), fork(1), unshare(1)]);
  expect([...observation.tasks.values()].map((task) => task.in)).toEqual([
    [1, 2, 3],
    [1, 2],
  ]);
});

test("no operation reads the sets: without them it comes to the same", () => {
  fc.assert(
    fc.property(anyRun(flatUntracked), ({ scope, operations }) => {
      const world: FlatWorld = flatUntracked.initial(scope);
      const blind: FlatWorld = { ...flatUntracked.initial(scope), entered: [] };
      for (const operation of operations) {
        expect(model.apply(blind, operation, scope)).toBe(model.apply(world, operation, scope));
        blind.entered = [];
        expect(blind).toEqual({ ...world, entered: [] });
      }
    }),
  );
});
