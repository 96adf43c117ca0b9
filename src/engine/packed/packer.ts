import type { Values } from "./codec.ts";
import type { Layout } from "./layout.ts";

/** Whole words of 32 bits, one world after another. */
export type Words = Int32Array;

/** Packs the values of a world into a few words and back, every value in as few bits as its range needs. */
export interface Packer {
  /** How many words a world takes. */
  readonly length: number;
  pack(values: Values, words: Words, at: number): void;
  unpack(words: Words, at: number, values: Values): void;
}

const BITS_OF_A_WORD = 32;

/** Makes the packer of a layout, by straight-line code as `codecOf` does. */
export function packerOf(layout: Layout): Packer {
  const packed: string[][] = [[]];
  const unpacked: string[] = [];
  let used = 0;
  for (const [slot, { largest }] of layout.slots.entries()) {
    const bits = bitsFor(largest);
    if (used + bits > BITS_OF_A_WORD) {
      packed.push([]);
      used = 0;
    }
    const word = packed.length - 1;
    packed[word]?.push(`v[${slot}] << ${used}`);
    unpacked.push(`v[${slot}] = w[at + ${word}] >>> ${used} & ${2 ** bits - 1};`);
    used += bits;
  }
  const stores = packed.map((parts, word) => `w[at + ${word}] = ${parts.join(" | ") || 0};`);
  // The code is made here from a layout, and from nothing that anyone typed in.
  const make = new Function(
    `"use strict"; return { pack(v, w, at) { ${stores.join("\n")} }, unpack(w, at, v) { ${unpacked.join("\n")} } };`,
  ) as () => Omit<Packer, "length">;
  return { length: packed.length, ...make() };
}

function bitsFor(largest: number): number {
  return Math.max(1, BITS_OF_A_WORD - Math.clz32(largest));
}
