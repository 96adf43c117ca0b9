/** Worlds, packed one after another. */
export type Words = Int32Array;

const BITS_OF_A_HALF = 16;
const HALF = 2 ** BITS_OF_A_HALF - 1;

/** A text that only equal words have, for a key. */
export function textOf(words: Words): string {
  let text = "";
  for (const word of words) text += String.fromCharCode(word & HALF, word >>> BITS_OF_A_HALF);
  return text;
}
