/** States, packed one after another. */
export type Words = Int32Array;

const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;

/** A hash of `length` words, starting at `at`. */
export function hashOf(seed: number, words: Words, at: number, length: number): number {
  let hash = seed;
  for (let word = at; word < at + length; word++) {
    hash = Math.imul(hash ^ (words[word] ?? 0), MIX_1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, MIX_2);
  return hash ^ (hash >>> 16);
}

/** Whether all words of `one` equal those of `other` that start at `at`. */
export function areEqual(one: Words, other: Words, at = 0): boolean {
  for (let word = 0; word < one.length; word++) if (one[word] !== other[at + word]) return false;
  return true;
}
