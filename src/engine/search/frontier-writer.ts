import type { Arena } from "../store/arena.ts";
import { lengthOfFrontier, lengthOfLate, type SharedMemory } from "./shared-memory.ts";

/** How many words an entry of a frontier takes: a form, and a combination of partitions. */
export const WORDS_OF_ENTRY = 2;

/** How many words a late state takes: an entry, and its level. */
export const WORDS_OF_LATE = 3;

/** What one worker finds of the next level: its states, and which of them are late, that is, of a form that was found on an earlier level. */
export class FrontierWriter {
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #frontiers: readonly [Arena, Arena];
  readonly #late: Arena;
  #level = 0;
  #length = 0;

  constructor(memory: SharedMemory, worker: number, frontiers: readonly [Arena, Arena], late: Arena) {
    this.#memory = memory;
    this.#worker = worker;
    this.#frontiers = frontiers;
    this.#late = late;
  }

  /** Begins to record the states of a level. */
  open(level: number): void {
    this.#level = level;
    this.#length = 0;
    this.#memory.lengths[lengthOfFrontier(this.#worker, level)] = 0;
  }

  /** Adds a state. @returns whether there was room */
  add(form: number, combination: number): boolean {
    const frontier = this.#frontiers[this.#level % 2 === 0 ? 0 : 1];
    const at = this.#length * WORDS_OF_ENTRY;
    if (!frontier.reserve(at + WORDS_OF_ENTRY)) return false;
    frontier.words[at] = form;
    frontier.words[at + 1] = combination;
    this.#length++;
    this.#memory.lengths[lengthOfFrontier(this.#worker, this.#level)] = this.#length;
    return true;
  }

  /** Notes the level of a late state. @returns whether there was room */
  addLate(form: number, combination: number): boolean {
    const place = lengthOfLate(this.#worker);
    const at = (this.#memory.lengths[place] ?? 0) * WORDS_OF_LATE;
    if (!this.#late.reserve(at + WORDS_OF_LATE)) return false;
    this.#late.words[at] = form;
    this.#late.words[at + 1] = combination;
    this.#late.words[at + 2] = this.#level;
    this.#memory.lengths[place] = at / WORDS_OF_LATE + 1;
    return true;
  }
}
