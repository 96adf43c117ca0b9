import { Canonicalizer } from "../packed/canonical.ts";
import type { Values } from "../packed/codec.ts";
import type { Layout } from "../packed/layout.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { textOf, type Words } from "../packed/words.ts";
import { type Numberings, ordersOf } from "./numberings.ts";
import { type OrbitForm, orbitFormOf } from "./orbit-form.ts";
import type { OrderTables } from "./order-tables.ts";
import { rankOf } from "./permutations.ts";

/** The design leaves references to numbers whose rows are gone, so that its worlds have no form up to numbers. */
export class NoFormUpToNumbers extends Error {}

/** A world as one of an orbit. */
export interface PlaceInOrbit {
  /** The orbit: they are counted from 0, in the order in which they were found. */
  readonly orbit: number;
  /**
   * Where the tables begin (see `OrderTables`) that take a numbering of the world, as if it were a form itself, to that of the orbit's form:
   * one for each sort, and as many for each symmetry of the form. Of the numberings that come of them the least counts.
   */
  readonly tables: readonly (readonly number[])[];
}

/** The orbits that a search has found: each is all the worlds that differ only in numbers. */
export class Orbits {
  readonly #canonicalizer: Canonicalizer;
  readonly #packer: Packer;
  readonly #numberings: Numberings;
  readonly #tables: OrderTables;
  readonly #form: Values;
  readonly #words: Words;
  readonly #orbits = new Map<string, number>();
  /** Of each orbit. */
  readonly #forms: OrbitForm[] = [];
  #packedForms: Words;

  constructor(layout: Layout, numberings: Numberings, tables: OrderTables) {
    this.#canonicalizer = new Canonicalizer(layout);
    this.#packer = packerOf(layout);
    this.#numberings = numberings;
    this.#tables = tables;
    this.#form = new Int32Array(layout.slots.length);
    this.#words = new Int32Array(this.#packer.length);
    this.#packedForms = new Int32Array(this.#packer.length);
  }

  /** How many there are. */
  get count(): number {
    return this.#forms.length;
  }

  /** The canonical forms, packed one after another. They hold until another orbit is found. */
  get packedForms(): Words {
    return this.#packedForms;
  }

  /**
   * Finds the orbit of a world. Where nobody has, it is a new one.
   *
   * @throws {NoFormUpToNumbers} where worlds have none
   */
  find(values: Values): PlaceInOrbit {
    this.#canonicalizer.form(values, this.#form);
    this.#packer.pack(this.#form, this.#words, 0);
    const key = textOf(this.#words);
    // Before an orbit is added: that looks at its form, and then another world is the one whose numbers are known.
    const orders = ordersOf(this.#numberings.sorts, this.#canonicalizer.numbersOf(values));
    const orbit = this.#orbits.get(key) ?? this.#add(key);
    return { orbit, tables: this.#tablesOf(orbit, orders) };
  }

  /** The numbering of a world in its orbit. */
  numberingOf({ tables }: PlaceInOrbit): number {
    const numberings = tables.map((ofSorts) =>
      ofSorts.reduce((sum, table) => sum + this.#tables.ofIdentity(table), 0),
    );
    return Math.min(...numberings);
  }

  #add(key: string): number {
    const form = orbitFormOf(this.#form, this.#numberings, this.#canonicalizer, this.#tables);
    if (form === undefined) throw new NoFormUpToNumbers("a world refers to a number whose row is gone");
    const orbit = this.#forms.push(form) - 1;
    const end = (orbit + 1) * this.#packer.length;
    if (end > this.#packedForms.length) {
      const larger = new Int32Array(2 * end);
      larger.set(this.#packedForms);
      this.#packedForms = larger;
    }
    this.#packedForms.set(this.#words, orbit * this.#packer.length);
    this.#orbits.set(key, orbit);
    return orbit;
  }

  #tablesOf(orbit: number, orders: readonly Uint8Array[]): number[][] {
    const form = this.#forms[orbit];
    if (form === undefined) throw new RangeError(`there is no orbit ${orbit}`);
    const { alike, automorphisms = UNCHANGED } = form;
    return automorphisms.map((symmetry) =>
      alike.map((places, sort) =>
        this.#tables.offsetOf(sort, rankOf(put(symmetry[sort], orders[sort])), places),
      ),
    );
  }
}

const UNCHANGED: OrbitForm["automorphisms"] & object = [[]];
const NO_ORDER = new Uint8Array(0);

/** The order that comes of a symmetry put before another; none changes nothing. */
function put(symmetry: Uint8Array | undefined, order: Uint8Array = NO_ORDER): Uint8Array {
  return symmetry === undefined ? order : symmetry.map((place) => order[place] ?? 0);
}
