import { Canonicalizer } from "../packed/canonical.ts";
import type { Values } from "../packed/codec.ts";
import type { PerElement } from "../packed/colouring.ts";
import type { Layout } from "../packed/layout.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { textOf, type Words } from "../packed/words.ts";

/** What is known of all the worlds of an orbit, which differ only in numbers, from one of them. */
export interface KnownOfOrbit {
  /** What was counted in the one and on the steps from it: calls by their ends, and the cases of claims. */
  readonly counts: Float64Array;
  /** The changes that its calls make, each once; see `StepCode`. Nothing where they cannot be carried out in another world. */
  readonly steps: Int32Array | undefined;
  /** Whether nothing can be tried in it. */
  readonly isFinal: boolean;
}

/** An orbit that a search has met. */
export interface Orbit extends KnownOfOrbit {
  /** How many more such worlds were met since their counts were last added up. */
  more: number;
  /** How many were met in all. */
  met: number;
}

/** The most bytes that all that is known may take; what comes later is worked out each time. */
const MOST_BYTES = 2 ** 29;
/** What an orbit takes besides its arrays. */
const BYTES_OF_AN_ORBIT = 400;

/** The orbits that a search has met. */
export class Orbits {
  readonly #canonicalizer: Canonicalizer;
  readonly #packer: Packer;
  readonly #form: Values;
  readonly #words: Words;
  readonly #known = new Map<string, Orbit>();
  /** Those that have counts to be added up. */
  readonly #toAdd: Orbit[] = [];
  #bytes = 0;
  #key = "";

  constructor(layout: Layout) {
    this.#canonicalizer = new Canonicalizer(layout);
    this.#packer = packerOf(layout);
    this.#form = new Int32Array(layout.slots.length);
    this.#words = new Int32Array(this.#packer.length);
  }

  /** The orbit of a world; nothing where it was not kept. */
  find(values: Values): Orbit | undefined {
    this.#canonicalizer.form(values, this.#form);
    this.#packer.pack(this.#form, this.#words, 0);
    this.#key = textOf(this.#words);
    return this.#known.get(this.#key);
  }

  /** For each number of the world that was last looked for that which it has in the canonical form. */
  numbersOf(values: Values): PerElement {
    return this.#canonicalizer.numbersOf(values);
  }

  /** Keeps what is known of the orbit of the world that was last looked for. */
  keep(known: KnownOfOrbit): void {
    if (this.#bytes > MOST_BYTES) return;
    this.#bytes += BYTES_OF_AN_ORBIT + known.counts.byteLength + (known.steps?.byteLength ?? 0);
    this.#known.set(this.#key, { ...known, more: 0, met: 1 });
  }

  /** Notes that another world of an orbit was met whose counts are to be added up. */
  meet(orbit: Orbit): void {
    if (orbit.more === 0) this.#toAdd.push(orbit);
    orbit.more++;
    orbit.met++;
  }

  /** Gives each orbit that has counts to be added up, for so many worlds. */
  addUp(add: (orbit: Orbit, worlds: number) => void): void {
    for (const orbit of this.#toAdd) {
      add(orbit, orbit.more);
      orbit.more = 0;
    }
    this.#toAdd.length = 0;
  }
}
