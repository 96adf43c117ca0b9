/**
 * Symmetry, tested in the worlds near the first one: each world with W2's numbers is compared with the canonical form of its orbit, which a search
 * up to symmetry expands in its place. In a small scope these are all the worlds there are, so nothing is left to chance there: even a number that
 * means something in a single world only is noticed.
 */
import type { PointProperty } from "../../model/property.ts";
import { type Guard, guardedSteps } from "../checked/guard.ts";
import type { Values } from "../codec/codec.ts";
import { openPropertiesOf } from "../expand/open-properties.ts";
import { historyTo, type ReachedState, ReachedStates } from "../expand/reached-states.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Pauses } from "../pauses.ts";
import type { Asymmetry } from "./asymmetry.ts";
import type { ComparedExpansion } from "./compared-expansion.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { OrbitComparer, type Suspect } from "./orbit-comparer.ts";

/** How many calls are tried, which takes about half a second. */
const MAX_CALLS = 6000;

/**
 * Walks breadth first. Yields now and then.
 *
 * @param space one in which nothing is opaque
 * @param properties those that are not known to be asymmetric
 * @param guard runs what calls the design and the properties
 * @returns what is not symmetric: the design, which ends the walk, or properties, each named once
 */
export function* walkForSymmetry(
  space: StateSpace,
  properties: readonly PointProperty[],
  guard: Guard,
): Generator<void, Asymmetry[]> {
  const comparer = new OrbitComparer(space, properties);
  const open = openPropertiesOf(space.model, properties, space.scope);
  /** The result of expanding each canonical form; `undefined` if that fails: the search will get there itself and report the failure. */
  const forms = new Map<string, ComparedExpansion | undefined>();
  const found = new Map<Suspect, Asymmetry>();
  const states = new ReachedStates(space, (values) => values.join());
  const pauses = new Pauses();
  let calls = 0;

  const expectedOf = function* (values: Values): Generator<void, ComparedExpansion | undefined> {
    const key = space.keyOf(values);
    if (forms.has(key)) return forms.get(key);
    forms.set(key, undefined);
    const form = space.values();
    space.stateOf(space.words, 0, 0, form);
    try {
      forms.set(key, yield* comparer.expected(form, open));
    } catch {
      return undefined;
    }
    return forms.get(key);
  };
  const visit = function* (reached: ReachedState): Generator<void, Asymmetry | undefined> {
    const { values } = reached;
    const expected = yield* expectedOf(values);
    const suspects = expected && (yield* comparer.compareMember(values, expected, open));
    for (const suspect of suspects ?? []) {
      if (found.has(suspect)) continue;
      space.locate(values);
      const permutation = space.numbersInForm(values).slice();
      const suspicion = { suspect, state: values, permutation, history: historyTo(reached) };
      const named = nameAsymmetry(space, properties, suspicion);
      if (suspect === "design") return named;
      found.set(suspect, named);
    }
    for (const _ of states.expand(reached)) {
      calls++;
      if (pauses.takeOne()) yield;
    }
    return undefined;
  };

  for (const reached of states.all) {
    if (calls >= MAX_CALLS) break;
    let design: Asymmetry | undefined;
    try {
      design = yield* guardedSteps(guard, visit(reached));
    } catch {
      break; // the design or a property fails or hangs: the search will get there itself and report it
    }
    if (design !== undefined) return [design];
    yield;
  }
  return [...found.values()];
}
