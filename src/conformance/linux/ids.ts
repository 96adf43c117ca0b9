/**
 * The ids that tasks take on this machine. Whoever has the id of a task can take hold of it by ptrace(2), and a task shares memory and descriptors with the
 * agent, which is the superuser's. So for an id of a history stands one that nobody here has or can take. To a history ids are names: only 0 means something.
 */
import { CannotPlay } from "../cannot-run.ts";

/** Ids of a machine in a row, from `first` on. */
export interface IdRange {
  readonly first: number;
  readonly count: number;
}

/** So many ids stand by for a history. */
export const STANDING_BY = 2 ** 16;

/**
 * Where ids are looked for: what no system gives to users by itself (systemd, "Users, Groups, UIDs and GIDs"). From 2^31 on some system calls of old took them for
 * negative; below it is between the ids of containers and those of foreign users. The second is for machines that give all of the first to containers (podman).
 */
const UNUSED: readonly IdRange[] = [
  { first: 2 ** 31, count: 2 ** 31 - STANDING_BY },
  { first: 1_879_048_192, count: 268_304_384 },
];
/** How many places are tried in each. Whoever has so many of these has all. */
const TRIES = 1000;

/**
 * Ids that nobody has.
 *
 * @param taken what somebody has or can take
 * @param random a number from 0 up to, and without, another
 * @returns nothing where none were found
 */
export function freeIds(taken: readonly IdRange[], random: (below: number) => number): IdRange | undefined {
  for (const unused of UNUSED) {
    for (let tries = 0; tries < TRIES; tries++) {
      const ids = { first: unused.first + random(unused.count - STANDING_BY), count: STANDING_BY };
      if (!taken.some((others) => overlap(ids, others))) return ids;
    }
  }
  return undefined;
}

function overlap(one: IdRange, other: IdRange): boolean {
  return one.first < other.first + other.count && other.first < one.first + one.count;
}

/** For each id of a history one of this machine. */
export class StandInIds {
  readonly #ids: IdRange;
  readonly #standIns = new Map<number, number>([[0, 0]]);

  constructor(ids: IdRange) {
    this.#ids = ids;
  }

  /** @throws {CannotPlay} where there are no more */
  standInFor(id: number): number {
    const known = this.#standIns.get(id);
    if (known !== undefined) return known;
    // 0 stands for itself.
    const taken = this.#standIns.size - 1;
    if (taken >= this.#ids.count) throw new CannotPlay(`a history can have ${this.#ids.count} ids`);
    const standIn = this.#ids.first + taken;
    this.#standIns.set(id, standIn);
    return standIn;
  }

  /** For which id one stands; an id that stands for none is its own. */
  standsFor(standIn: number): number {
    for (const [id, other] of this.#standIns) if (other === standIn) return id;
    return standIn;
  }
}
