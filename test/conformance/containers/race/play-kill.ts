import type { Birth, Observed } from "../../../../src/conformance/containers/race/race-program.ts";

const WALKER = 1;

/**
 * The race of race.c without a kernel, a kill against tasks that fork: in each turn one of them advances a little.
 *
 * @param isRepeating whether the kill reads again until no task is left
 * @param turns who advances in each turn, as numbers up to 99: an even one is the walker's. After the last one the walker goes on alone
 */
export function playKill(isRepeating: boolean, turns: readonly number[]): Observed {
  const births: Birth[] = [{ at: 0, parent: WALKER, child: 2 }];
  const readings: { readonly to: number; readonly pids: number[] }[] = [];
  const kills: { readonly at: number; readonly pid: number; readonly errno: number }[] = [];
  const alive = [2];
  const forking = new Map<number, number>();
  let [clock, pid] = [1, 3];

  function* walk(): Generator<void> {
    do {
      yield;
      clock++;
      yield;
      const pids = [...alive];
      yield;
      if (pids.length === 0) return;
      readings.push({ to: clock++, pids });
      for (const victim of pids) {
        yield;
        alive.splice(alive.indexOf(victim), 1);
        yield;
        kills.push({ at: clock++, pid: victim, errno: 0 });
      }
    } while (isRepeating);
  }

  /** Begins a fork, or completes one that has begun; a task killed in between has no child. */
  function fork(turn: number): void {
    const parent = alive[turn % alive.length];
    if (parent === undefined) return;
    const at = forking.get(parent);
    if (at === undefined) forking.set(parent, clock++);
    else {
      forking.delete(parent);
      births.push({ at, parent, child: pid });
      alive.push(pid++);
    }
  }

  const walking = walk();
  let isOver = false;
  for (const turn of turns)
    if (isOver) break;
    else if (turn % 2 === 0) isOver = walking.next().done === true;
    else fork(turn >> 1);
  while (!isOver) isOver = walking.next().done === true;
  return { births, readings, kills, left: alive };
}
