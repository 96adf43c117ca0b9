import { Canonicalizer } from "./canonical.ts";
import type { Values } from "./codec.ts";
import type { Layout } from "./layout.ts";
import { type Packer, packerOf } from "./packer.ts";
import type { Words } from "./words.ts";

/** How many worlds up to numbers are remembered: about a thousand bytes each. */
const MOST = 200_000;
const BITS_OF_A_HALF = 16;
const HALF = 2 ** BITS_OF_A_HALF - 1;

/**
 * What was counted in a world and on the steps from it: calls by their ends, and the cases of claims. A claim that tells no numbers apart finds the same in all worlds
 * that differ only in numbers, so what it found in one of them is known for all.
 */
export class KnownCases {
  readonly #canonicalizer: Canonicalizer;
  readonly #packer: Packer;
  readonly #form: Values;
  readonly #words: Words;
  readonly #known = new Map<string, Float64Array>();
  #key = "";

  constructor(layout: Layout) {
    this.#canonicalizer = new Canonicalizer(layout);
    this.#packer = packerOf(layout);
    this.#form = new Int32Array(layout.slots.length);
    this.#words = new Int32Array(this.#packer.length);
  }

  /** The counts of a world that differs from this one only in numbers; nothing where none were kept. */
  find(values: Values): Float64Array | undefined {
    this.#canonicalizer.form(values, this.#form);
    this.#packer.pack(this.#form, this.#words, 0);
    let key = "";
    for (const word of this.#words) key += String.fromCharCode(word & HALF, word >>> BITS_OF_A_HALF);
    this.#key = key;
    return this.#known.get(key);
  }

  /** Keeps the counts of the world that was last looked for. */
  keep(counts: Float64Array): void {
    if (this.#known.size < MOST) this.#known.set(this.#key, counts);
  }
}
