import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { Expansion } from "../expand/expansion.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { combinationAfter, TABLES } from "../expand/steps.ts";
import type { CopyTables } from "../partition/copy-tables.ts";

/** So many are remembered. */
const MOST_KNOWN = 2 ** 16;

/** To which states the steps of an expansion lead: with the words of the successor, the combination of partitions tells which. */
export class StepTargets {
  readonly #space: StateSpace;
  readonly #tables: CopyTables;
  readonly #values: Values;
  readonly #settled = new Map<string, number>();

  /** @param tables those that the expansions refer to */
  constructor(space: StateSpace, tables: CopyTables) {
    this.#space = space;
    this.#tables = tables;
    this.#values = space.values();
  }

  /** The combination of the state to which a successor is led from one; 0 where nothing is opaque. */
  combination({ words, isRigid }: Expansion, successor: number, from: number): number {
    const { packer, part } = this.#space;
    const opaque = part.opaque.length;
    if (opaque === 0) return 0;
    const at = successor * (packer.length + opaque);
    // The tables stand after the words, where those of a step stand after its head.
    const copied = combinationAfter(this.#tables, words, at + packer.length - TABLES, opaque, from);
    return isRigid[successor] === 1 ? copied : this.#settle(words, at, copied);
  }

  /** The one combination that stands for all to which the automorphisms of a control form take it. */
  #settle(words: Words, at: number, combination: number): number {
    const key = `${words.subarray(at, at + this.#space.packer.length).join()} ${combination}`;
    const known = this.#settled.get(key);
    if (known !== undefined) return known;
    this.#space.stateOf(words, at, combination, this.#values);
    this.#space.settle(this.#values);
    const settled = this.#space.sharing.combination();
    if (this.#settled.size >= MOST_KNOWN) this.#settled.clear();
    this.#settled.set(key, settled);
    return settled;
  }
}
