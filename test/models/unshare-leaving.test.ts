import { expect, test } from "vitest";
import { unshareLeaving } from "../../models/unshare-leaving.ts";
import { checkpoint, fork, kill, restart, setns, unshare } from "../properties/calls.ts";
import { outcome, run } from "./run.ts";

test("the new container is a sibling of the old one; of the root it is a child", () => {
  expect(run(unshareLeaving, [unshare(1), fork(1), unshare(1)]).tasks).toEqual({
    1: "/unnamed2",
    2: "/unnamed1",
  });
});

test("who has left cannot go back", () => {
  expect(outcome(unshareLeaving, [unshare(1), fork(1), unshare(1), setns(1, "/unnamed1")])).toBe("ENOENT");
});

test("killing the old container does not reach who has left it", () => {
  const before = [fork(1), unshare(1), fork(1), unshare(1)];
  expect(run(unshareLeaving, [...before, kill(2, "/unnamed1")]).tasks).toEqual({ 1: "/unnamed2", 2: "/" });
});

test("only a restart puts a container deeper, and there too a new one stands beside", () => {
  const deeper = [fork(1), unshare(1), checkpoint(2, "/unnamed1"), unshare(2), restart(2, "a")];
  const { tasks } = run(unshareLeaving, [...deeper, unshare(3)]);
  expect(tasks).toEqual({ 1: "/unnamed1", 2: "/unnamed2", 3: "/unnamed2/unnamed1" });
});
