/** Workers that take turns in one thread: each waits for a moment and gives way. */
import { expect, test } from "vitest";
import { Rendezvous } from "../../../src/engine/parallel/rendezvous.ts";
import { CONTROL, makeSharedMemory } from "../../../src/engine/parallel/shared-memory.ts";

function controlOf(workers: number): Int32Array {
  return makeSharedMemory({
    workers,
    mostBytes: 2 ** 20,
    wordsOfWorld: 1,
    wordsOfEntry: 1,
    operations: 0,
    depth: Number.POSITIVE_INFINITY,
    properties: 0,
  }).control;
}

test("nobody goes on before all have come, and the leader does its part before anybody does", () => {
  const control = controlOf(3);
  const rendezvous = new Rendezvous(control);
  rendezvous.enlist();
  const [one, other] = [rendezvous.follow(), rendezvous.follow()];
  let times = 0;
  const leader = rendezvous.lead(() => {
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
  const rendezvous = new Rendezvous(control);
  rendezvous.enlist();
  for (let time = 0; time < 3; time++) {
    const follower = rendezvous.follow();
    expect(follower.next().done).toBe(false);
    expect(rendezvous.lead(() => undefined).next().done).toBe(true);
    expect(follower.next().done).toBe(true);
  }
});

test("a leader without others waits for nobody", () => {
  let times = 0;
  const leader = new Rendezvous(controlOf(3)).lead(() => {
    times++;
  });
  expect(leader.next().done).toBe(true);
  expect(times).toBe(1);
});

test("the others begin when the leader lets them, which it can once all are ready", () => {
  const rendezvous = new Rendezvous(controlOf(3));
  const [one, other] = [rendezvous.begin(), rendezvous.begin()];
  expect(rendezvous.areReady).toBe(false);
  expect(one.next().done).toBe(false);
  expect(rendezvous.areReady).toBe(false);
  expect(other.next().done).toBe(false);
  expect(rendezvous.areReady).toBe(true);

  rendezvous.enlist();
  expect(rendezvous.areReady).toBe(false);
  expect([one.next().done, other.next().done]).toEqual([true, true]);
});

test("where the search ends before, nobody waits for it to begin", () => {
  const control = controlOf(2);
  const follower = new Rendezvous(control).begin();
  expect(follower.next().done).toBe(false);
  control[CONTROL.isDone] = 1;
  expect(follower.next().done).toBe(true);
});
