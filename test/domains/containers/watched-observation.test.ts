import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { sameObservation } from "../../../src/domains/containers/same-observation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { WatchedNamespaces } from "../../../src/domains/containers/watched-namespaces.ts";
import { WatchedObservation } from "../../../src/domains/containers/watched-observation.ts";
import { FIRST_TASK, type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";
import { fork, unshare } from "../../properties/calls.ts";

const scope: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: [], images: 0 };

/** What is seen before and after a call in a world of two tasks, watched and not. */
function seen(call: Parameters<typeof nested.apply>[1]) {
  let looks = 0;
  const looked = () => looks++;
  const sets = new WatchedNamespaces({ representatives: [], readsValue: looked, asksForHolders: looked });
  const world = nested.initial(scope);
  nested.apply(world, fork(1), scope);
  const before = nested.observe(world, scope);
  const watchedBefore = new WatchedObservation(before, sets);
  nested.apply(world, call, scope);
  const after = nested.observe(world, scope, before);
  const watchedAfter = new WatchedObservation(after, sets, watchedBefore);
  return { before, after, watchedBefore, watchedAfter, looks: () => looks };
}

test("shows what is there, and looks only when numbers are read", () => {
  const { after, watchedAfter, looks } = seen(unshare(1));
  expect([...watchedAfter.tasks.values()].map(({ container }) => container)).toHaveLength(2);
  expect(looks()).toBe(0);
  expect(sameObservation(watchedAfter, after)).toBe(true);
  expect(looks()).toBeGreaterThan(0);
});

test("what a call has not changed is found to be the same without a look", () => {
  const { watchedBefore, watchedAfter, looks } = seen(unshare(1));
  // Compared here: printing a row would count as a look.
  const isSame = (task: TaskNumber) => watchedAfter.tasks.get(task) === watchedBefore.tasks.get(task);
  expect([FIRST_TASK, taskNumber(2)].map(isSame)).toEqual([false, true]);
  const forked = seen(fork(1));
  expect(forked.watchedAfter.nsproxies === forked.watchedBefore.nsproxies).toBe(true);
  expect(looks() + forked.looks()).toBe(0);
});
