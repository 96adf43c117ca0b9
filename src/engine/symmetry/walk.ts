/**
 * Symmetry, tested in the worlds near the first one: each world with W2's numbers is compared with the canonical form of its class, in which a
 * search up to numbers expands it. In a small scope these are all the worlds there are, so that nothing rests on chance there: not even a
 * number that means something in a single world.
 */
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { type Guard, guardedSteps } from "../checked/guard.ts";
import type { Values } from "../packed/codec.ts";
import { Pauses } from "../pauses.ts";
import type { Asymmetry } from "./asymmetry.ts";
import { Comparer } from "./comparer.ts";
import type { Expansion } from "./expansion.ts";
import { nameAsymmetry } from "./name-asymmetry.ts";
import { openClaimsOf } from "./open-claims-of.ts";

/** So many calls are tried, which takes about half a second. */
const MOST_CALLS = 6000;

interface Reached {
  readonly world: object;
  readonly values: Values;
  readonly history: readonly Operation[];
}

interface ClassForm {
  readonly values: Values;
  readonly expansion: Expansion;
}

/**
 * Walks breadth first, and gives way now and then.
 *
 * @param properties those of which it is not known
 * @param guard runs what calls the design and the properties
 * @returns the design, which ends the walk, or properties. Each is named once
 */
export function* walkForSymmetry(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  guard: Guard,
): Generator<void, Asymmetry[]> {
  const comparer = new Comparer(model, scope);
  const forms = new Map<string, ClassForm | undefined>();
  const found = new Map<number, Asymmetry>();
  const first = model.initial(scope);
  const queue: Reached[] = [{ world: first, values: comparer.valuesOf(first), history: [] }];
  const seen = new Set([JSON.stringify(first)]);
  const pauses = new Pauses();
  let calls = 0;

  const formOf = function* (values: Values): Generator<void, ClassForm | undefined> {
    const words = comparer.formOf(values).slice();
    const key = words.join();
    if (!forms.has(key)) forms.set(key, yield* expandedForm(comparer, model, properties, scope, words));
    return forms.get(key);
  };
  const visit = function* ({ world, values, history }: Reached): Generator<void, Asymmetry | undefined> {
    const form = yield* formOf(values);
    const suspects = new Set<number | undefined>();
    const toForm = comparer.numbersInForm(values);
    if (form !== undefined) {
      const claims = openClaimsOf(model, properties, scope, () => true);
      yield* comparer.compareInSteps(
        form.values,
        form.expansion,
        comparer.permutations.inverse(toForm),
        claims,
        (difference) => {
          suspects.add(difference.is === "finding" ? difference.property : undefined);
        },
      );
    }
    for (const property of suspects) {
      if (property !== undefined && found.has(property)) continue;
      const named = nameAsymmetry(model, property === undefined ? [] : properties, scope, {
        property,
        state: values,
        permutation: toForm,
        history,
      });
      if (property === undefined) return named;
      found.set(property, named);
    }
    for (const operation of operationsIn(model, world, scope)) {
      calls++;
      if (pauses.areDue()) yield;
      const after = structuredClone(world);
      model.apply(after, operation, scope);
      const text = JSON.stringify(after);
      if (seen.has(text)) continue;
      seen.add(text);
      queue.push({ world: after, values: comparer.valuesOf(after), history: [...history, operation] });
    }
    return undefined;
  };

  for (const reached of queue) {
    if (calls >= MOST_CALLS) break;
    let design: Asymmetry | undefined;
    try {
      design = yield* guardedSteps(guard, visit(reached));
    } catch {
      break; // the design or a property fails, or hangs: the search comes there by itself, and tells how
    }
    if (design !== undefined) return [design];
    yield;
  }
  return [...found.values()];
}

/** A canonical form and what its expansion comes to; nothing where that fails: the search comes there by itself, and tells how. */
function* expandedForm(
  comparer: Comparer,
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  words: Int32Array,
): Generator<void, ClassForm | undefined> {
  const values = comparer.unpacked(words, 0);
  try {
    const claims = openClaimsOf(model, properties, scope, () => true);
    return { values, expansion: yield* comparer.expandInSteps(values, claims) };
  } catch {
    return undefined;
  }
}
