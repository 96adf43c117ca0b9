import fc from "fast-check";
import { expect, test } from "vitest";
import { type FlatWorld, flat } from "../../models/flat.ts";
import type { Model } from "../../src/model/model.ts";
import { anyRun } from "../arbitrary.ts";
import { exit, fork, kill, rename, setns, unshare } from "../properties/calls.ts";
import { outcome, run } from "./run.ts";

const model: Model = flat;

test("containers stand beside each other, and each task sees all but the root", () => {
  const { tasks, observation } = run(flat, [fork(1), unshare(1), unshare(1)]);
  expect(tasks).toEqual({ 1: "/unnamed2", 2: "/" });
  const views = [...observation.tasks.keys()].map((viewer) =>
    observation.view(viewer).map((container) => observation.path(viewer, container)),
  );
  expect(views).toEqual([
    ["/unnamed1", "/"],
    ["/", "/unnamed1", "/unnamed2"],
  ]);
});

test("a task is in every container that it has entered, and so is its child", () => {
  const { observation } = run(flat, [unshare(1), unshare(1), fork(1)]);
  expect([...observation.tasks.values()].map((task) => task.in)).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test.each([
  ["/unnamed1", "ok"],
  ["/unnamed1/..", "ok"],
  ["/..", "ok"],
  ["", "ENOENT"],
  ["/unnamed1/unnamed1", "ENOENT"],
  ["/unnamed1/unnamed1/..", "ENOENT"],
  ["/x/..", "ENOENT"],
])("the path %j comes to %s", (path, expected) => {
  expect(outcome(flat, [unshare(1), setns(1, path)])).toBe(expected);
});

test("a task's own container is busy under both its names", () => {
  for (const path of ["/", "/unnamed1"]) {
    expect(outcome(flat, [unshare(1), kill(1, path)])).toBe("EBUSY");
    expect(outcome(flat, [unshare(1), rename(1, path, "a")])).toBe("EBUSY");
  }
});

test("no two containers bear one name", () => {
  const before = [fork(1), unshare(1), unshare(2)];
  expect(outcome(flat, [...before, rename(1, "/unnamed2", "unnamed1")])).toBe("EEXIST");
});

test("kill takes every task whose set has the container, the caller too", () => {
  const before = [fork(1), unshare(1), fork(1), unshare(1)];
  expect(run(flat, [...before, kill(1, "/unnamed1")])).toMatchObject({ tasks: { 2: "/" }, containers: [] });
});

test("entering one of the set again makes it one's own, and the other stays", () => {
  const { tasks, containers } = run(flat, [unshare(1), fork(1), unshare(1), setns(1, "/unnamed1")]);
  expect(tasks).toEqual({ 1: "/unnamed1", 2: "/unnamed1" });
  expect(containers).toEqual(["/unnamed1", "/unnamed2"]);
});

test("a container lives while it is in a set", () => {
  const before = [unshare(1), unshare(1), fork(1)];
  expect(run(flat, [...before, exit(1)]).containers).toEqual(["/unnamed1", "/unnamed2"]);
  expect(run(flat, [...before, exit(1), exit(2)]).containers).toEqual([]);
});

test("sets hold what lives, each pair once, in order", () => {
  fc.assert(
    fc.property(anyRun(flat), ({ scope, operations }) => {
      const world: FlatWorld = flat.initial(scope);
      for (const operation of operations) {
        model.apply(world, operation, scope);
        const keys = world.entered.map(({ task, container }) => task * 100 + container);
        expect(keys).toEqual([...new Set(keys)].sort((one, other) => one - other));
        for (const { task, container } of world.entered) {
          expect([world.tasks[task], world.containers[container]]).not.toContain(null);
        }
      }
    }),
  );
});
