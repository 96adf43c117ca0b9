import type { Values } from "./codec.ts";
import { compiled } from "./compiled.ts";
import type { Layout } from "./layout.ts";
import type { Words } from "./words.ts";

/** Packs the values of a world into a few words and back, every value in as few bits as its range needs. */
export interface Packer {
  /** How many words a world takes. */
  readonly length: number;
  pack(values: Values, words: Words, at: number): void;
  unpack(words: Words, at: number, values: Values): void;
}

/** Makes the packer of a layout, as straight-line code where that is allowed. */
export function packerOf(layout: Layout): Packer {
  return compiledPacker(layout) ?? interpretedPacker(layout);
}

function compiledPacker(layout: Layout): Packer | undefined {
  const { length, places } = wordPlacesOf(layout);
  const packed: string[][] = Array.from({ length }, () => []);
  for (const [slot, { word, shift }] of places.entries()) packed[word]?.push(`v[${slot}] << ${shift}`);
  const stores = packed.map((parts, word) => `w[at + ${word}] = ${parts.join(" | ") || 0};`);
  const loads = places.map(
    ({ word, shift, bits }, slot) => `v[${slot}] = w[at + ${word}] >>> ${shift} & ${2 ** bits - 1};`,
  );
  return compiled(
    { length },
    `return { length, pack(v, w, at) { ${stores.join("\n")} }, unpack(w, at, v) { ${loads.join("\n")} } };`,
  );
}

/** Like `compiledPacker`, by a walk over the places. */
export function interpretedPacker(layout: Layout): Packer {
  const { length, places } = wordPlacesOf(layout);
  return {
    length,
    pack(values, words, at) {
      words.fill(0, at, at + length);
      for (const [slot, { word, shift }] of places.entries())
        words[at + word] = (words[at + word] ?? 0) | ((values[slot] ?? 0) << shift);
    },
    unpack(words, at, values) {
      for (const [slot, { word, shift, bits }] of places.entries())
        values[slot] = ((words[at + word] ?? 0) >>> shift) & (2 ** bits - 1);
    },
  };
}

/** Where a value stands among the packed words of a world. */
interface WordPlace {
  readonly word: number;
  /** How far it is shifted to the left, and how many bits it takes. */
  readonly shift: number;
  readonly bits: number;
}

/** Where all values stand, one for each slot of the layout. */
interface WordPlaces {
  /** How many words a world takes. */
  readonly length: number;
  readonly places: readonly WordPlace[];
}

const BITS_OF_A_WORD = 32;

/** Gives each value as few bits as its range needs. None spans two words. */
function wordPlacesOf({ slots }: Layout): WordPlaces {
  let word = 0;
  let used = 0;
  const places = slots.map(({ largest }) => {
    const bits = BITS_OF_A_WORD - Math.clz32(largest);
    if (used + bits > BITS_OF_A_WORD) {
      word++;
      used = 0;
    }
    const place = { word, shift: used, bits };
    used += bits;
    return place;
  });
  return { length: word + 1, places };
}
