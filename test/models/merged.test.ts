import { expect, test } from "vitest";
import { merged } from "../../models/merged.ts";
import { onlyRenameRenames } from "../../properties/only-rename-renames.ts";
import { exit, fork, kill, rename, setns, unshare } from "../properties/calls.ts";
import { verdictOn } from "../properties/check.ts";
import { run } from "./run.ts";

test("a container goes with its last direct task, and what stood in it goes up", () => {
  const { tasks, containers } = run(merged, [unshare(1), fork(1), unshare(1), exit(2)]);
  expect(tasks).toEqual({ 1: "/unnamed1" });
  expect(containers).toEqual(["/unnamed1"]);
});

test("a container stays while another task is directly in it", () => {
  expect(run(merged, [unshare(1), fork(1), unshare(1)]).tasks).toEqual({
    1: "/unnamed1/unnamed1",
    2: "/unnamed1",
  });
});

test("a child that goes up keeps its name where nobody there has it", () => {
  const before = [fork(1), unshare(1), fork(1), unshare(3), rename(1, "/unnamed1", "a")];
  expect(run(merged, [...before, exit(1)]).tasks).toEqual({ 2: "/", 3: "/a" });
});

test("children go up in order of their numbers: the lower number gets the lower name", () => {
  const twoInThree = [fork(1), fork(1), unshare(1), unshare(2), unshare(3), fork(3), fork(3)];
  const before = [...twoInThree, unshare(4), unshare(5)];
  expect(run(merged, [...before, exit(3)]).tasks).toEqual({
    1: "/unnamed1",
    2: "/unnamed2",
    4: "/unnamed3",
    5: "/unnamed4",
  });
});

test("the root stays without a nsproxy, and nobody can name it any more", () => {
  const { tasks, observation } = run(merged, [unshare(1), setns(1, "..")]);
  expect(tasks).toEqual({ 1: "/unnamed1" });
  expect([...observation.nsproxies.values()].map(({ container }) => container)).toEqual([2]);
});

test("kill takes all that is below, though each container goes by itself", () => {
  const before = [fork(1), fork(1), unshare(2), setns(3, "/unnamed1"), unshare(3)];
  expect(run(merged, [...before, kill(1, "/unnamed1")]).tasks).toEqual({ 1: "/" });
});

test("with four containers a name changes that nobody changed", () => {
  const scope = { tasks: 3, containers: 4, kinds: ["uts"] as const, names: [], images: 0 };
  const { verdict, history, why } = verdictOn(merged, onlyRenameRenames, scope, { untilBroken: true });
  expect({ verdict, length: history?.length, why }).toEqual({
    verdict: "broken",
    length: 6,
    why: 'exit made container 4 (/unnamed2/unnamed1) "unnamed2"',
  });
});
