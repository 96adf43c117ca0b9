/** The results of all calls and properties in one state, by the definition: each call is carried out in its own copy of the world. */
import { attemptIn } from "../../../src/engine/attempt.ts";
import type { Model } from "../../../src/model/model.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import { type Finding, isAbout, type PointProperty } from "../../../src/model/property.ts";
import type { Scope } from "../../../src/model/scope.ts";

/** What is found in a state. The maps have the number of calls for each text. */
export interface OneState {
  /** By operation and outcome. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** By operation, the calls that are ok and lead back to the state. */
  readonly unchanged: ReadonlyMap<string, number>;
  /** By operation and the state after it, the calls that lead to another state. */
  readonly successors: ReadonlyMap<string, number>;
  /** For each property how many cases it has, and whether any settles it. */
  readonly properties: readonly { readonly cases: number; readonly isSettled: boolean }[];
}

/**
 * @param keyOf a text that is the same for worlds that count as one state
 * @param orbitOf a text that is the same for worlds that differ only in numbers: a call from one to another changes nothing
 */
export function oneState(
  model: Model,
  properties: readonly PointProperty[],
  scope: Scope,
  world: object,
  keyOf: (world: object) => string,
  orbitOf: (world: object) => string,
): OneState {
  const outcomes = new Map<string, number>();
  const unchanged = new Map<string, number>();
  const successors = new Map<string, number>();
  const before = model.observe(structuredClone(world), scope);
  const found = properties.map(() => ({ cases: 0, isSettled: false }));
  const take = (index: number, finding: Finding): void => {
    const one = found[index];
    if (one === undefined || finding === "no case") return;
    one.cases++;
    if (typeof finding === "object" || properties[index]?.form === "sometimes") one.isSettled = true;
  };
  const tryIn = (there: object) => attemptIn(model, scope, () => structuredClone(there));
  for (const [index, property] of properties.entries())
    if (property.form !== "on every step") take(index, property.check(before, scope, tryIn(world)));
  const [here, orbit] = [keyOf(world), orbitOf(world)];
  for (const operation of operationsIn(model, structuredClone(world), scope)) {
    const { op } = operation;
    const after = structuredClone(world);
    const outcome = model.apply(after, operation, scope);
    const changed = orbitOf(after) !== orbit;
    add(outcomes, `${op} ${outcome}`, 1);
    if (keyOf(after) !== here) add(successors, `${op} ${keyOf(after)}`, 1);
    if (!changed && outcome === "ok") add(unchanged, op, 1);
    const step = { before, operation, outcome, after: model.observe(structuredClone(after), scope), changed };
    for (const [index, property] of properties.entries())
      if (property.form === "on every step" && isAbout(property, op, outcome !== "ok", changed))
        take(index, property.check(step, scope, tryIn(after)));
  }
  return { outcomes, unchanged, successors, properties: found };
}

/** Adds to the count of a text. */
export function add(counts: Map<string, number>, text: string, number: number): void {
  if (number !== 0) counts.set(text, (counts.get(text) ?? 0) + number);
}
