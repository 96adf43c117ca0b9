/** Draws integers from 0 up to but not including a bound. The same seed gives the same numbers. */
export type Random = (bound: number) => number;

const GOLDEN = 0x9e3779b9;

/** Mulberry32 (Tommy Ettinger, public domain): small and quick to seed, which is done for each state. */
export function numbersFrom(seed: number): Random {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** A seed that depends on every word of a state. */
export function seedOf(words: Int32Array, at: number, length: number): number {
  let seed = 0;
  for (let word = 0; word < length; word++) {
    seed = Math.imul(seed ^ (words[at + word] ?? 0), GOLDEN);
    seed ^= seed >>> 15;
  }
  return seed;
}
