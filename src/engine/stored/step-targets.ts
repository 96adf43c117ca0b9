import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { combinationsAfter, stepWithTablesOf } from "../expand/steps.ts";
import type { Successors } from "../expand/successors.ts";
import type { CopyTables } from "../partition/copy-tables.ts";

/** Entries kept before the cache is cleared. */
const MAX_KNOWN = 2 ** 16;

/** Finds the states to which the steps of an expansion lead: the words of the successor and the combination of partitions identify each. */
export class StepTargets {
  readonly #space: StateSpace;
  readonly #tables: CopyTables;
  readonly #values: Values;
  /** The cache, by the words of the form. */
  readonly #settled = new Map<string, Map<number, number>>();
  #known = 0;
  #combinations = new Int32Array(1);

  /** @param tables those that the expansions refer to */
  constructor(space: StateSpace, tables: CopyTables) {
    this.#space = space;
    this.#tables = tables;
    this.#values = space.values();
  }

  /** The combinations to which a step leads from states with the combinations `from`, in order; valid until the next call. All 0 if nothing is opaque. */
  combinations(successors: Successors, successor: number, from: readonly number[]): Int32Array {
    if (from.length > this.#combinations.length) this.#combinations = new Int32Array(from.length * 2);
    const found = this.#combinations;
    const opaque = this.#space.part.opaque.length;
    if (opaque === 0) return found;
    const { words, isRigid } = successors;
    const step = stepWithTablesOf(successors, successor, opaque);
    combinationsAfter(this.#tables, words, step, opaque, from, found);
    if (isRigid[successor] === 0) this.#settle(words, successors.placeOf(successor), found, from.length);
    return found;
  }

  /** Replaces each combination by the one that stands for all to which the automorphisms of the control form take it. */
  #settle(words: Words, at: number, combinations: Int32Array, count: number): void {
    if (this.#known >= MAX_KNOWN) {
      this.#settled.clear();
      this.#known = 0;
    }
    const form = words.subarray(at, at + this.#space.packer.length).join();
    const settled = this.#settled.get(form) ?? new Map<number, number>();
    this.#settled.set(form, settled);
    const before = settled.size;
    for (let state = 0; state < count; state++) {
      const combination = combinations[state] ?? 0;
      const known = settled.get(combination) ?? this.#settledOf(words, at, combination);
      settled.set(combination, known);
      combinations[state] = known;
    }
    this.#known += settled.size - before;
  }

  #settledOf(words: Words, at: number, combination: number): number {
    this.#space.stateOf(words, at, combination, this.#values);
    this.#space.settle(this.#values);
    return this.#space.sharing.combination();
  }
}
