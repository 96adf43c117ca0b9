import { expect, test } from "vitest";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { exit, fork, kill, setns, unshare } from "../properties/calls.ts";
import { outcome, run, share } from "./run.ts";

test("unshare makes a container and a nsproxy, and the task keeps its own", () => {
  const told = run(unshareStaying, [fork(1), unshare(1), setns(2, "/unnamed1")]);
  expect(told.tasks).toEqual({ 1: "/", 2: "/unnamed1" });
  expect(share(told, "uts", 1, 2)).toBe(false);
});

test("they are held while the task that made them lives", () => {
  const visited = [unshare(1), fork(1), setns(2, "/unnamed1"), exit(2)];
  expect(run(unshareStaying, visited).containers).toEqual(["/unnamed1"]);
  expect(run(unshareStaying, [unshare(1), fork(1), exit(1)]).containers).toEqual([]);
});

test("they are held until the container is killed", () => {
  expect(run(unshareStaying, [unshare(1), kill(1, "/unnamed1")])).toMatchObject({
    tasks: { 1: "/" },
    containers: [],
  });
});

test("a task that is in them keeps them, as in nested", () => {
  const before = [fork(1), unshare(1), setns(2, "/unnamed1"), exit(1)];
  expect(run(unshareStaying, before).containers).toEqual(["/unnamed1"]);
  expect(run(unshareStaying, [...before, exit(2)]).containers).toEqual([]);
});

test("a later task that bears the maker's number holds nothing", () => {
  const before = [fork(1), unshare(1), setns(2, "/unnamed1"), exit(1), fork(2), exit(2)];
  expect(run(unshareStaying, before).containers).toEqual(["/unnamed1"]);
  expect(run(unshareStaying, [...before, exit(1)]).containers).toEqual([]);
});

test("when the maker is gone a container outlives its nsproxy here too", () => {
  const before = [fork(1), fork(1), unshare(1), setns(1, "/unnamed1"), unshare(1)];
  const gone = [...before, setns(2, "/unnamed1/unnamed1"), exit(1)];
  expect(outcome(unshareStaying, [...before, setns(2, "/unnamed1")])).toBe("ok");
  expect(outcome(unshareStaying, [...gone, setns(3, "/unnamed1")])).toBe("ENXIO");
});
