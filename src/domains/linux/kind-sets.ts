import { KINDS, type Kind } from "../../model/kind.ts";
import { subsetsOf } from "../../model/subsets.ts";

/** Up to this many kinds, every set is tried. */
const FEW = 3;

/** Pairs in which one kind affects the checks on the other, besides those with `user`, which owns what is made with it and is entered first. */
const PAIRS: readonly (readonly [Kind, Kind])[] = [
  ["mnt", "uts"], // entered together, even a shared root directory is not in the way
  ["pid", "time"], // both are for children
];

/**
 * The sets of kinds that a search tries: of a few kinds every set; of more, each kind alone, the pairs that affect each other, and all together. None
 * is empty.
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
