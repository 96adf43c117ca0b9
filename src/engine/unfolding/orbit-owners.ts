import { CONTROL, type SharedMemory } from "../parallel/shared-memory.ts";
import type { GrowingWords } from "./growing-words.ts";
import { ORBIT, WORDS_OF_ORBIT } from "./numbered-worlds.ts";

/** As 2^32 divided by the golden ratio, so that orbits found one after another come to all workers. */
const GOLDEN = 0x9e3779b1;
const RANGE_OF_HASH = 2 ** 32;
/** To take orbits over costs a while; so it is not done for less. */
const WORTH_A_CHANGE = 0.05;

/**
 * Says to which worker each orbit belongs, so that all of them work for about as long: the leader, which also finds out what can be done in
 * orbits, has fewer. What a search finds does not depend on it.
 */
export class OrbitOwners {
  readonly #control: Int32Array;
  readonly #directory: GrowingWords;
  /** How many orbits have an owner. */
  #assigned = 0;
  /** The part of all orbits that belongs to the leader. */
  #ofLeader = 1;
  /** @param directory of the orbits */
  constructor({ control }: SharedMemory, directory: GrowingWords) {
    this.#control = control;
    this.#directory = directory;
  }

  /** Gives the orbits that have none, of so many, an owner each. */
  assign(orbits: number): void {
    this.#directory.reserve(orbits * WORDS_OF_ORBIT);
    for (; this.#assigned < orbits; this.#assigned++) this.#give(this.#assigned);
  }

  /**
   * Gives all orbits owners anew, while the others wait, where that is worth it.
   *
   * @param steps how long all workers together will carry out steps on the next level, in milliseconds
   * @param learning how long the leader will do what only it does
   */
  share(steps: number, learning: number): void {
    const fair = this.#fairPart(steps, learning);
    if (Math.abs(fair - this.#ofLeader) < WORTH_A_CHANGE) return;
    this.#ofLeader = fair;
    for (let orbit = 0; orbit < this.#assigned; orbit++) this.#give(orbit);
    Atomics.add(this.#control, CONTROL.shared, 1);
  }

  /** The part of the steps with which the leader works as long as each of the others. */
  #fairPart(steps: number, learning: number): number {
    const workers = this.#control[CONTROL.workers] ?? 1;
    if (steps === 0) return 0;
    return Math.max(0, (steps - learning * (workers - 1)) / (steps * workers));
  }

  #give(orbit: number): void {
    const hash = (Math.imul(orbit + 1, GOLDEN) >>> 0) / RANGE_OF_HASH;
    const others = (this.#control[CONTROL.workers] ?? 1) - 1;
    const owner =
      hash < this.#ofLeader ? 0 : 1 + Math.floor(((hash - this.#ofLeader) / (1 - this.#ofLeader)) * others);
    this.#directory.view[orbit * WORDS_OF_ORBIT + ORBIT.owner] = Math.min(owner, others);
  }
}
