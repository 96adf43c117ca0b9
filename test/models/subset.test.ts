import { expect, test } from "vitest";
import type { SeveralWorld } from "../../models/shared/several-nsproxies.ts";
import { subset } from "../../models/subset.ts";
import type { Operation } from "../../src/model/operation.ts";
import { checkpoint, exit, fork, restart, unshare } from "../properties/calls.ts";
import { enter, outcome, run, share } from "./run.ts";

test("setns takes the namespaces of the kinds named, and leaves the task its others", () => {
  const told = run(subset, [fork(1), unshare(1, "uts", "net"), enter(2, "/unnamed1", "uts")]);
  expect(told.tasks).toEqual({ 1: "/unnamed1", 2: "/unnamed1" });
  expect(share(told, "uts", 1, 2)).toBe(true);
  expect(share(told, "net", 1, 2)).toBe(false);
});

test("it makes a new nsproxy, also when all kinds are named", () => {
  const { observation } = run(subset, [fork(1), unshare(1), enter(2, "/unnamed1", "uts", "net")]);
  expect([...observation.nsproxies].map(([nsproxy, { container }]) => [nsproxy, container])).toEqual([
    [2, 2],
    [3, 2],
  ]);
});

const before: Operation[] = [fork(1), unshare(1), unshare(1)];
test.each([
  ["ESRCH", enter(3, "/x")],
  ["EINVAL", enter(2, "/x")],
  ["EINVAL", enter(2, "/", "uts", "pid")],
  ["ENOENT", enter(2, "/x", "uts")],
  ["ok", enter(2, "/", "uts")],
  ["ENXIO", enter(2, "/unnamed1", "uts")],
])("%s: the checks come in the order of the text", (expected, call) => {
  expect(outcome(subset, [...before, call])).toBe(expected);
});

test("into one's own container nothing changes", () => {
  expect(run(subset, [enter(1, "/", "uts")]).observation.nsproxies.size).toBe(1);
});

/** Task 2 sits in the container with the container's uts and its own net; task 1 made the container. */
const mixed: Operation[] = [fork(1), fork(1), unshare(1, "uts", "net"), enter(2, "/unnamed1", "uts")];

test("the oldest nsproxy is entered: when it goes, the next", () => {
  const first = run(subset, [...mixed, enter(3, "/unnamed1", "net")]);
  expect([share(first, "net", 1, 3), share(first, "net", 2, 3)]).toEqual([true, false]);
  const second = run(subset, [...mixed, exit(1), fork(3), enter(3, "/unnamed1", "net")]);
  expect(share(second, "net", 2, 3)).toBe(true);
});

test("the copy of a container is entered as the container was, whatever the numbers of its nsproxies", () => {
  // The nsproxy that task 3 gets is younger, but has a lower number, which has become free.
  const before = [fork(1), ...mixed, exit(1), enter(3, "/unnamed1", "net")];
  const copied = [...before, checkpoint(4, "/unnamed1"), restart(4, "a"), enter(4, "/a", "uts")];
  const told = run(subset, copied);
  // Task 1 is the copy of task 2, and task 5 that of task 3.
  expect(told.tasks).toEqual({ 1: "/a", 2: "/unnamed1", 3: "/unnamed1", 4: "/a", 5: "/a" });
  expect([share(told, "uts", 1, 4), share(told, "uts", 4, 5)]).toEqual([true, false]);
});

test("EINVAL: what leans on two outside namespaces of a kind is not recorded (C1)", () => {
  // Task 2 stands in /unnamed1/unnamed1 with the root's uts, and task 3 with that of /unnamed1.
  const inside = [fork(1), fork(1), fork(1), fork(1), unshare(2), enter(3, "/unnamed1", "uts")];
  const deeper = [fork(2), unshare(2), enter(3, "/unnamed1", "net"), enter(1, "/unnamed1/unnamed1", "net")];
  const two = [...inside, ...deeper];
  expect(outcome(subset, [...two, checkpoint(4, "/unnamed1/unnamed1")])).toBe("EINVAL");
  expect(outcome(subset, [...inside, checkpoint(4, "/unnamed1")])).toBe("ok");
});

test("a container that is copied without a nsproxy has none", () => {
  const gone = [fork(1), unshare(2), unshare(2), checkpoint(1, "/unnamed1")];
  const scope = { tasks: 3, containers: 5, kinds: ["uts"], names: ["a"], images: 1 } as const;
  const world = subset.initial(scope) as SeveralWorld; // the type of the model has no more than that of `nested`
  for (const operation of [...gone, restart(1, "a")])
    expect(subset.apply(world, operation, scope)).toBe("ok");
  expect(world.containers.map((row) => row && [row.name, row.nsproxy, row.others])).toEqual([
    null,
    ["", 1, []],
    ["unnamed1", null, []],
    ["unnamed1", 3, []],
    ["a", null, []],
    ["unnamed1", 2, []],
  ]);
});
