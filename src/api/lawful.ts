/** Tests the caller's own designs and properties before they are run, as the command does: an answer about an unlawful one could not be believed. */
import { MODELS, PROPERTIES } from "../catalogue.ts";
import { Activity } from "../engine/checked/activity.ts";
import { checkedModel } from "../engine/checked/checked-model.ts";
import { formOf } from "../engine/form.ts";
import { checkPropertyLaws } from "../engine/laws/property-laws.ts";
import { checkLaws, type LawBreach } from "../engine/laws.ts";
import type { Model } from "../model/model.ts";
import { callsOf, type Property } from "../model/property.ts";
import { noneOf } from "../text/one-of.ts";
import { memoizeWeakly } from "../world/memoize.ts";
import { inWords } from "./asked.ts";
import { judgeModel, judgeProperty } from "./judge.ts";
import { MILLISECONDS_BETWEEN_YIELDS, nextTurn } from "./run.ts";

/** A design or a property breaks a law, so nothing that a run finds about it would mean anything. The message says what to fix. */
export class LawBroken extends Error {
  /** The law, and a history that leads to where it is broken. */
  readonly breach: LawBreach;

  constructor(name: string, breach: LawBreach) {
    super(`${name} breaks a law: ${breach.words}`, breach.cause === undefined ? {} : { cause: breach.cause });
    this.name = "LawBroken";
    this.breach = breach;
  }
}

/**
 * A design whose every answer is checked. The laws are tested once for each design; built-in ones obey them.
 *
 * @throws {TypeError} if a field of the design is missing or wrong
 * @throws {LawBroken} if the design breaks a law of designs
 */
export const lawfulModel: (model: Model) => Model = memoizeWeakly((model: Model): Model => {
  if (MODELS.includes(model)) return model;
  const judged = judgeModel(model);
  if (!judged.ok) throw new TypeError(`${inWords(model)} is not a design: ${judged.why}`);
  const { breach } = checkLaws(model);
  if (breach !== undefined) throw new LawBroken(model.name, breach);
  return checkedModel(model);
});

/**
 * Properties whose every finding is checked. The laws are tested once for each property and design; built-in ones obey them.
 *
 * @param models the designs that the properties are checked on
 * @throws {TypeError} if a field of a property is missing or wrong
 * @throws {RangeError} if a property is about calls that no design has, or about none
 * @throws {LawBroken} if a property breaks a law of properties on one of the designs
 */
export function lawfulProperties(
  properties: readonly Property[],
  models: readonly Model[],
): readonly Property[] {
  for (const test of testsOf(properties, models)) test();
  return properties.map(checkedProperty);
}

/** The tests of properties, one by one. */
function* testsOf(properties: readonly Property[], models: readonly Model[]): Generator<() => void> {
  for (const property of properties) {
    if (PROPERTIES.includes(property)) continue;
    yield () => requireProperty(property, models);
    for (const model of models) yield () => requireLaws(property, model);
  }
}

function requireProperty(property: Property, models: readonly Model[]): void {
  const judged = judgeProperty(property);
  if (!judged.ok) throw new TypeError(`${inWords(property)} is not a property: ${judged.why}`);
  requireKnownCalls(property, models);
}

function requireKnownCalls(property: Property, models: readonly Model[]): void {
  const calls = callsOf(property);
  if (calls?.length === 0)
    throw new RangeError(
      `${property.name} is on no call: its \`on\` is empty. Without it, it is checked on every call`,
    );
  const known = [...new Set([...MODELS, ...models].flatMap(({ calls }) => Object.keys(calls)))];
  const unknown = calls?.find((op) => !known.includes(op));
  if (unknown !== undefined)
    throw new RangeError(`${property.name}: ${noneOf(unknown, "call of a design", known)}`);
}

/** The designs on which each property was found lawful. */
const lawfulOn = memoizeWeakly((_: Property) => new WeakSet<Model>());

function requireLaws(property: Property, model: Model): void {
  const designs = lawfulOn(property);
  if (designs.has(model)) return;
  const breach = checkPropertyLaws(property, model);
  if (breach !== undefined) throw new LawBroken(`${property.name} on ${model.name}`, breach);
  designs.add(model);
}

const checkedProperty = memoizeWeakly(
  (property: Property): Property =>
    PROPERTIES.includes(property) ? property : formOf(property).checked(new Activity()),
);

/**
 * Tests designs and properties before a run, one after the other, and lets the event loop turn in between. `lawfulModel` and `lawfulProperties` then have
 * nothing left to test.
 *
 * @throws the signal's reason, once it is aborted; otherwise as these two
 */
export async function testLaws(
  models: readonly Model[],
  properties: readonly Property[],
  signal: AbortSignal | undefined,
): Promise<void> {
  let since = performance.now();
  const tests = [...models.map((model) => () => lawfulModel(model)), ...testsOf(properties, models)];
  for (const test of tests) {
    signal?.throwIfAborted();
    test();
    if (performance.now() - since < MILLISECONDS_BETWEEN_YIELDS) continue;
    await nextTurn();
    since = performance.now();
  }
  signal?.throwIfAborted();
}
