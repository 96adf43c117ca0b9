import type { Kind } from "../../model/kind.ts";

/** Every non-empty set of some kinds, counted up as binary numbers, the first kind the lowest bit. */
export function kindSets(kinds: readonly Kind[]): Kind[][] {
  const sets: Kind[][] = [];
  for (let bits = 1; bits < 2 ** kinds.length; bits++)
    sets.push(kinds.filter((_, index) => (bits >> index) & 1));
  return sets;
}
