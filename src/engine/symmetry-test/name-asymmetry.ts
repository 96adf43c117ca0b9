import type { Operation } from "../../model/operation.ts";
import type { PointProperty } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { IndexedProperty } from "../expand/open-properties.ts";
import { historyTo, ReachedStates } from "../expand/reached-states.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { type Permutation, Permutations, type Transposition } from "../symmetry/permutations.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { differenceOf, type OrbitDifference } from "./difference.ts";
import type { Suspect } from "./orbit-comparer.ts";

/** Where something was found not to be symmetric. */
export interface Suspicion {
  readonly suspect: Suspect;
  readonly state: Values;
  /** Takes the state to the member of its orbit that differs. */
  readonly permutation: Permutation;
  /** The calls that lead to the state, if known. */
  readonly history?: readonly Operation[] | undefined;
}

/** How many states near the first are searched for a history that shows it. */
const MAX_STATES = 300;

/**
 * Says what is not symmetric by the simplest case that is cheap to find: a state near the first one, and the exchange of two numbers. If there is
 * no such state, it is the one in which the asymmetry was found.
 *
 * @param space one in which nothing is opaque
 * @param properties those that a suspect property is an index into
 */
export function nameAsymmetry(
  space: StateSpace,
  properties: readonly PointProperty[],
  { suspect, state, permutation, history }: Suspicion,
): Asymmetry {
  const permutations = new Permutations(space.part.whole);
  const property = suspect === "design" ? undefined : properties[suspect];
  const asked: IndexedProperty | undefined =
    suspect === "design" || property === undefined ? undefined : { property, index: suspect };
  const differenceUnder = (values: Values, moved: Permutation): OrbitDifference | undefined => {
    const second = space.values();
    permutations.apply(moved, values, second);
    return differenceOf({ space, permutations, permutation: moved, first: values, second }, asked);
  };
  const named = (
    difference: OrbitDifference,
    exchanged: Transposition | undefined,
    way: readonly Operation[] | undefined,
  ): Asymmetry => ({
    ...(property && { property: property.name }),
    difference,
    ...(exchanged && { exchanged }),
    ...(way && { history: way }),
  });

  for (const { values, way } of statesNearTheFirst(space, { values: state, way: history })) {
    for (const { permutation: moved, ...exchanged } of permutations.transpositions(values)) {
      const difference = differenceUnder(values, moved);
      if (difference !== undefined) return named(difference, exchanged, way);
    }
  }
  return named(differenceUnder(state, permutation) ?? { is: "throws" }, undefined, history);
}

/** A state, and the calls that lead there with W2's numbers, if known. */
interface StateWithHistory {
  readonly values: Values;
  readonly way: readonly Operation[] | undefined;
}

/** Yields states breadth first, one of each orbit, and `last` after them. */
function* statesNearTheFirst(space: StateSpace, last: StateWithHistory): Generator<StateWithHistory> {
  const states = new ReachedStates(space);
  for (const reached of states.all) {
    yield { values: reached.values, way: historyTo(reached) };
    for (const _ of states.expand(reached)) if (states.all.length >= MAX_STATES) break;
  }
  yield last;
}
