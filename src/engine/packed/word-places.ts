import type { Layout } from "./layout.ts";

/** Where a value stands among the packed words of a world. */
export interface WordPlace {
  readonly word: number;
  /** How far it is shifted to the left, and how many bits it takes. */
  readonly shift: number;
  readonly bits: number;
}

/** Where all values stand, one for each slot of the layout. */
export interface WordPlaces {
  /** How many words a world takes. */
  readonly length: number;
  readonly places: readonly WordPlace[];
}

const BITS_OF_A_WORD = 32;

/** Gives each value as few bits as its range needs. None stands in two words. */
export function wordPlacesOf({ slots }: Layout): WordPlaces {
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
