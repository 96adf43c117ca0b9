import type { Values } from "../codec/codec.ts";
import { ABSENT, odd } from "./code-of-colours.ts";
import type { Colouring, PerElement } from "./colouring.ts";
import type { Elements } from "./elements.ts";

const PRIME = 0x9e3779b1;
const ODD = 0x85ebca6b;
const TOLD = 0xc2b2ae35;

/** A reference in a row: from which element, in which slot, to which sort of number. */
interface Link {
  readonly marker: number;
  readonly from: number;
  readonly slot: number;
  readonly base: number;
  readonly weight: number;
}

/**
 * A hash of a world that does not depend on how it is numbered: worlds with different hashes differ up to symmetry. It takes a fraction of
 * the time of a canonical form, and few worlds that a call leads to have the hash of the world before.
 */
export class Invariant {
  readonly #colouring: Colouring;
  readonly #count: number;
  readonly #links: readonly Link[];
  readonly #colours: PerElement;
  readonly #told: PerElement;
  /** For each slot, a weight, the same for a field in all rows of a sort; 0 if the slot refers to a number. */
  readonly #weights: Int32Array;

  constructor(elements: Elements, colouring: Colouring) {
    this.#colouring = colouring;
    this.#count = elements.count;
    this.#links = linksOf(elements);
    this.#colours = new Int32Array(elements.count);
    this.#told = new Int32Array(elements.count);
    this.#weights = weightsOf(elements);
  }

  /** Whether two worlds are seen to differ in plain values, or in how many rows of a sort there are. Faster than `of`, but distinguishes fewer worlds. */
  haveOtherPlainValues(one: Values, other: Values): boolean {
    const weights = this.#weights;
    let sum = 0;
    for (let slot = 0; slot < weights.length; slot++)
      sum = (sum + Math.imul((one[slot] ?? 0) - (other[slot] ?? 0), weights[slot] ?? 0)) | 0;
    return sum !== 0;
  }

  of(values: Values): number {
    const [colours, told] = [this.#colours, this.#told];
    this.#colouring.open(values, colours, told);
    let sum = 0;
    for (let element = 0; element < this.#count; element++) {
      const colour = colours[element] ?? 0;
      if (colour >= ABSENT) continue;
      const known = mixed(colour + Math.imul(told[element] ?? 0, TOLD));
      colours[element] = known & (ABSENT - 1);
      sum = (sum + known) | 0;
    }
    for (const { marker, from, slot, base, weight } of this.#links) {
      if (values[marker] === 0) continue;
      const target = colours[base + (values[slot] ?? 0)] ?? 0;
      sum = (sum + mixed(Math.imul(colours[from] ?? 0, weight) + target)) | 0;
    }
    return sum;
  }
}

/** The weights of plain values and of whether a row is present; 0 for any other slot. */
function weightsOf({ sorts, baseOf }: Elements): Int32Array {
  const weights = Int32Array.from(baseOf, (base, slot) => (base === undefined ? odd(slot) : 0));
  // The same for this field in all rows of the sort.
  for (const { rows } of sorts)
    for (const { from, to } of rows)
      weights.copyWithin(from, rows[0]?.from ?? from, (rows[0]?.from ?? from) + to - from);
  return weights;
}

function linksOf({ sorts, baseOf }: Elements): Link[] {
  return sorts.flatMap((sort) =>
    sort.rows.flatMap((row) => {
      const links: Link[] = [];
      for (let slot = row.from + 1; slot < row.to; slot++) {
        const base = baseOf[slot];
        if (base === undefined) continue;
        // The same for this field in all rows of the sort.
        const weight = Math.imul((sort.rows[0]?.from ?? 0) + slot - row.from + 1, PRIME) | 1;
        links.push({ marker: row.from, from: sort.base + row.number, slot, base, weight });
      }
      return links;
    }),
  );
}

function mixed(sum: number): number {
  const hash = Math.imul(sum ^ (sum >>> 15), ODD);
  return hash ^ (hash >>> 13);
}
