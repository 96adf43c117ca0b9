import type { Values } from "./codec.ts";
import type { Layout } from "./layout.ts";
import { wordPlacesOf } from "./word-places.ts";
import type { Words } from "./words.ts";

/** Packs the values of a world into a few words and back, every value in as few bits as its range needs. */
export interface Packer {
  /** How many words a world takes. */
  readonly length: number;
  pack(values: Values, words: Words, at: number): void;
  unpack(words: Words, at: number, values: Values): void;
}

/** Makes the packer of a layout, by straight-line code as `codecOf` does. */
export function packerOf(layout: Layout): Packer {
  const { length, places } = wordPlacesOf(layout);
  const packed: string[][] = Array.from({ length }, () => []);
  for (const [slot, { word, shift }] of places.entries()) packed[word]?.push(`v[${slot}] << ${shift}`);
  const stores = packed.map((parts, word) => `w[at + ${word}] = ${parts.join(" | ") || 0};`);
  const loads = places.map(
    ({ word, shift, bits }, slot) => `v[${slot}] = w[at + ${word}] >>> ${shift} & ${2 ** bits - 1};`,
  );
  // The code is made here from a layout, and from nothing that anyone typed in.
  const make = new Function(
    `"use strict"; return { pack(v, w, at) { ${stores.join("\n")} }, unpack(w, at, v) { ${loads.join("\n")} } };`,
  ) as () => Omit<Packer, "length">;
  return { length, ...make() };
}
