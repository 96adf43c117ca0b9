/**
 * The ids that tasks take on this machine. A process with the same id as a task could take it over with ptrace(2), and a task shares memory and
 * descriptors with the agent, which is the superuser's. So each id of a history is replaced by one that nobody here has or can take. To a history,
 * ids are just names: only 0 has a meaning.
 */
import { CannotPlay } from "../cannot-run.ts";

/** Consecutive ids of a machine, starting with `first`. */
export interface IdRange {
  readonly first: number;
  readonly count: number;
}

/** How many ids are reserved for histories. */
export const STANDING_BY = 2 ** 16;

/**
 * Where ids are looked for: ranges that no system assigns to users by default (systemd, "Users, Groups, UIDs and GIDs"). The first starts at 2^31,
 * where some old system calls treated ids as negative. The second lies between the ids of containers and those of foreign users; it is for machines
 * that give all of the first to containers (podman).
 */
const UNUSED: readonly IdRange[] = [
  { first: 2 ** 31, count: 2 ** 31 - STANDING_BY },
  { first: 1_879_048_192, count: 268_304_384 },
];
/** How many places are tried in each range. If all of these are taken, the whole range is presumed taken. */
const TRIES = 1000;

/**
 * Finds ids that nobody has.
 *
 * @param taken ids that somebody has or can take
 * @param random returns a number from 0 to `below`, exclusive
 * @returns `undefined` if none were found
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

/** Maps each id of a history to one of this machine. */
export class StandInIds {
  readonly #ids: IdRange;
  readonly #standIns = new Map<number, number>([[0, 0]]);

  constructor(ids: IdRange) {
    this.#ids = ids;
  }

  /** @throws {CannotPlay} if there are no more */
  standInFor(id: number): number {
    const known = this.#standIns.get(id);
    if (known !== undefined) return known;
    // 0 stands for itself.
    const taken = this.#standIns.size - 1;
    if (taken >= this.#ids.count) throw new CannotPlay(`a history can have at most ${this.#ids.count} ids`);
    const standIn = this.#ids.first + taken;
    this.#standIns.set(id, standIn);
    return standIn;
  }

  /** The id that one stands for; an id that stands for none is returned as it is. */
  standsFor(standIn: number): number {
    for (const [id, other] of this.#standIns) if (other === standIn) return id;
    return standIn;
  }
}
