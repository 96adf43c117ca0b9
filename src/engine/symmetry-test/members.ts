import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { Permutation, Permutations } from "../symmetry/permutations.ts";
import { numbersFrom, seedOf } from "../symmetry/random.ts";

/**
 * How many of the expanded states are compared with other members of their orbit: every one or, if the design and the properties are known
 * to be symmetric, some.
 */
export type Comparisons = "every" | "some";

/** How many members are compared in all on a small level. */
const MEMBERS_OF_LEVEL = { every: 128, some: 32 } as const;
/** The most members of one orbit that are compared. */
const MAX_MEMBERS = { every: 64, some: 4 } as const;
/** On a level larger than this, only one state in `SHARE` is compared, unless every one is. */
const ALL_OF = 256;
const SHARE = 32;

/**
 * With how many other members of its orbit a state is compared. It depends only on the state and the size of its level, so neither the order of
 * states nor the number of workers matters.
 *
 * @param size how many states the level has
 */
export function membersToCompare(
  comparisons: Comparisons,
  size: number,
  words: Words,
  at: number,
  length: number,
): number {
  const onSmall = Math.floor(MEMBERS_OF_LEVEL[comparisons] / size);
  if (comparisons === "every" || size <= ALL_OF)
    return Math.min(MAX_MEMBERS[comparisons], Math.max(1, onSmall));
  return (seedOf(words, at, length) >>> 0) % SHARE === 0 ? 1 : 0;
}

/** Draws a member of a state's orbit. The same state and `member` always give the same one. */
export function drawMember(
  permutations: Permutations,
  values: Values,
  words: Words,
  at: number,
  length: number,
  member: number,
): Permutation {
  return permutations.draw(values, numbersFrom(seedOf(words, at, length) + Math.imul(member + 1, SPREAD)));
}

/** Keeps the seeds of one state far apart. */
const SPREAD = 0x632be5ab;
