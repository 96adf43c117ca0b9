/**
 * Symmetry as a law, tested before a search up to symmetry: along random runs with W2's numbers, each state is compared with some members of its
 * orbit.
 */
import { setRunUnderWay } from "../../history/under-way.ts";
import type { Operation } from "../../model/operation.ts";
import type { PointProperty } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import { openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { numbersFrom, type Random } from "../symmetry/random.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { OrbitComparer, type Suspect } from "./orbit-comparer.ts";

const RUNS = 6;
const LENGTH = 16;
const SEED = 1;
/** How many members each state is compared with. */
const MEMBERS = 2;
/** After this many calls the runs end early: some states have very many. */
const MAX_CALLS = 20_000;

/**
 * Finds what is not symmetric along the runs: the design, which ends the test, or properties, each named once. Yields now and then.
 *
 * @param space one in which nothing is opaque
 */
export function* checkSymmetryInSteps(
  space: StateSpace,
  properties: readonly PointProperty[],
): Generator<void, Asymmetry[]> {
  const { model, scope } = space;
  const comparer = new OrbitComparer(space, properties);
  const random = numbersFrom(SEED);
  const found = new Map<Suspect, Asymmetry>();
  let calls = 0;
  for (let run = 0; run < RUNS; run++) {
    const history: Operation[] = [];
    setRunUnderWay(() => history);
    let values = space.first();
    while (history.length < LENGTH && calls < MAX_CALLS) {
      const open = openPropertiesOf(model, properties, scope, (index) => !found.has(index));
      const expected = yield* comparer.expected(values, open);
      const offered = space.operationsIn(values);
      calls += offered.length * (1 + MEMBERS);
      for (let member = 0; member < MEMBERS; member++) {
        const permutation = comparer.permutations.draw(values, random);
        for (const suspect of yield* comparer.compare(values, permutation, expected, open)) {
          if (found.has(suspect)) continue;
          const suspicion = { suspect, state: values, permutation, history: [...history] };
          const asymmetry = nameAsymmetry(space, properties, suspicion);
          if (suspect === "design") return [asymmetry];
          found.set(suspect, asymmetry);
        }
      }
      const next = chosen(space, values, offered, random);
      if (next === undefined) break;
      values = next.values;
      history.push(next.operation);
    }
  }
  return [...found.values()];
}

/** How often to draw before settling for a call that changes nothing or leaves no call to try: runs that get somewhere show more. */
const PATIENCE = 4;

/** A call, and the state after it. */
interface Drawn {
  readonly operation: Operation;
  readonly values: Values;
}

/** Draws an operation, then one of its calls. */
function chosen(
  space: StateSpace,
  values: Values,
  offered: readonly Operation[],
  random: Random,
): Drawn | undefined {
  const names = [...new Set(offered.map(({ op }) => op))];
  let drawn: Drawn | undefined;
  for (let time = 0; time < PATIENCE; time++) {
    const name = names[random(names.length)];
    const calls = offered.filter(({ op }) => op === name);
    const operation = calls[random(calls.length)];
    if (operation === undefined) return undefined;
    drawn = { operation, values: space.carryOut(values, operation).values };
    if (drawn.values !== values && space.operationsIn(drawn.values).length > 0) return drawn;
  }
  return drawn;
}
