/** Workers that take turns in one thread: each waits for a moment and yields. */
import { expect, test } from "vitest";
import { Barrier } from "../../../src/engine/search/barrier.ts";
import { CONTROL, makeSharedMemory } from "../../../src/engine/search/shared-memory.ts";

function controlOf(workers: number): Int32Array {
  return makeSharedMemory({
    workers,
    mostBytes: 2 ** 20,
    wordsOfState: 1,
    operations: 0,
    depth: Number.POSITIVE_INFINITY,
    properties: 0,
  }).control;
}

test("nobody goes on before all have come, and the leader does its part before anybody does", () => {
  const control = controlOf(3);
  const barrier = new Barrier(control);
  barrier.enlist();
  const [one, other] = [barrier.follow(), barrier.follow()];
  let times = 0;
  const leader = barrier.lead(() => {
    times++;
  });

  expect(one.next().done).toBe(false);
  expect(leader.next().done).toBe(false);
  expect(one.next().done).toBe(false);
  expect(times).toBe(0);

  expect(other.next().done).toBe(false);
  expect(leader.next().done).toBe(true);
  expect(times).toBe(1);
  expect([one.next().done, other.next().done]).toEqual([true, true]);
});

test("they can meet again and again", () => {
  const control = controlOf(2);
  const barrier = new Barrier(control);
  barrier.enlist();
  for (let time = 0; time < 3; time++) {
    const follower = barrier.follow();
    expect(follower.next().done).toBe(false);
    expect(barrier.lead(() => undefined).next().done).toBe(true);
    expect(follower.next().done).toBe(true);
  }
});

test("a leader without others waits for nobody", () => {
  let times = 0;
  const leader = new Barrier(controlOf(3)).lead(() => {
    times++;
  });
  expect(leader.next().done).toBe(true);
  expect(times).toBe(1);
});

test("the others begin when the leader lets them, which it can once all are ready", () => {
  const barrier = new Barrier(controlOf(3));
  const [one, other] = [barrier.begin(), barrier.begin()];
  expect(barrier.areReady).toBe(false);
  expect(one.next().done).toBe(false);
  expect(barrier.areReady).toBe(false);
  expect(other.next().done).toBe(false);
  expect(barrier.areReady).toBe(true);

  barrier.enlist();
  expect(barrier.areReady).toBe(false);
  expect([one.next().done, other.next().done]).toEqual([true, true]);
});

test("where the search ends before, nobody waits for it to begin", () => {
  const control = controlOf(2);
  const follower = new Barrier(control).begin();
  expect(follower.next().done).toBe(false);
  control[CONTROL.isDone] = 1;
  expect(follower.next().done).toBe(true);
});
