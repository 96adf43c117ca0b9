/**
 * Symmetry as a law, tested before a search up to numbers: along random runs with W2's numbers each world is compared with some members of its
 * class, and with its canonical form, in which a search would expand it.
 */
import { tellRun } from "../../history/under-way.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { Comparer } from "./comparer.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { openClaimsOf } from "./open-claims-of.ts";
import { type Random, randomFrom } from "./random.ts";

const RUNS = 6;
const LENGTH = 16;
const SEED = 1;
/** With so many members each world is compared. */
const MEMBERS = 2;
/** Worlds in which very many calls can be tried make the runs end early. */
const MOST_CALLS = 20_000;

/** What runs have found not to be symmetric: the design, which ends the test, or properties. Each is named once. It gives way now and then. */
export function* checkSymmetryInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
): Generator<void, Asymmetry[]> {
  const comparer = new Comparer(model, scope);
  const random = randomFrom(SEED);
  const found = new Map<number, Asymmetry>();
  let calls = 0;
  for (let run = 0; run < RUNS; run++) {
    const history: Operation[] = [];
    tellRun(() => history);
    const world = model.initial(scope);
    while (history.length < LENGTH && calls < MOST_CALLS) {
      const values = comparer.valuesOf(world);
      const claims = openClaimsOf(model, properties, scope, (index) => !found.has(index));
      const expansion = yield* comparer.expandInSteps(values, claims);
      calls += expansion.calls.length * (1 + MEMBERS);
      for (let member = 0; member < MEMBERS; member++) {
        const permutation = comparer.permutations.draw(values, random);
        const suspects = new Set<number | undefined>();
        yield* comparer.compareInSteps(values, expansion, permutation, claims, (difference) => {
          suspects.add(difference.is === "finding" ? difference.property : undefined);
        });
        for (const property of suspects) {
          const suspicion = { property, state: values, permutation, history: [...history] };
          if (property === undefined) return [nameAsymmetry(model, [], scope, suspicion)];
          if (!found.has(property)) found.set(property, nameAsymmetry(model, properties, scope, suspicion));
        }
      }
      const operation = chosen(model, world, scope, random);
      if (operation === undefined) break;
      model.apply(world, operation, scope);
      history.push(operation);
    }
  }
  return [...found.values()];
}

/** How often a call is drawn anew that changes nothing or leaves nobody alive: runs that get somewhere show more. */
const PATIENCE = 4;

/** Draws an operation, then one of its calls. */
function chosen(model: Model, world: object, scope: Scope, random: Random): Operation | undefined {
  const offered = operationsIn(model, world, scope);
  const names = [...new Set(offered.map(({ op }) => op))];
  const before = JSON.stringify(world);
  let operation: Operation | undefined;
  for (let time = 0; time < PATIENCE; time++) {
    const name = names[random(names.length)];
    const calls = offered.filter(({ op }) => op === name);
    operation = calls[random(calls.length)];
    if (operation === undefined) return undefined;
    const after = structuredClone(world);
    model.apply(after, operation, scope);
    if (JSON.stringify(after) !== before && [...model.callers(after)].length > 0) return operation;
  }
  return operation;
}
