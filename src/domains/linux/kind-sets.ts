import { KINDS, type Kind } from "../../model/kind.ts";
import { subsetsOf } from "../../model/subsets.ts";

/** Of so many kinds every set is tried. */
const FEW = 3;

/** Pairs of which one kind has a say in what is asked of the other, besides those with `user`: it owns what is made with it, and is entered first. */
const PAIRS: readonly (readonly [Kind, Kind])[] = [
  ["mnt", "uts"], // entered together, not even a root directory that is shared is in the way
  ["pid", "time"], // both are for children
];

/**
 * The sets of kinds that a search tries: all of a few kinds; of more each kind alone, the pairs that have to do with each other, and all. None is
 * empty.
 */
export function kindSetsOf(kinds: readonly Kind[]): Kind[][] {
  if (kinds.length <= FEW) return subsetsOf(kinds);
  const withUser = KINDS.filter((kind) => kind !== "user").map((kind): [Kind, Kind] => [kind, "user"]);
  const pairs = [...withUser, ...PAIRS].filter((pair) => pair.every((kind) => kinds.includes(kind)));
  return [
    ...kinds.map((kind) => [kind]),
    ...pairs.map((pair) => kinds.filter((kind) => pair.includes(kind))),
    [...kinds],
  ];
}
