import type { PointProperty, Property } from "../model/property.ts";
import type { Verdict } from "../model/verdict.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { Trace } from "./replayed.ts";

/**
 * The verdict on a property.
 *
 * @param cases in how many worlds or on how many steps it had a case
 * @param trace what settles it; `undefined` if nothing does
 * @param bound why not all of the scope was seen; `undefined` if it was
 */
export function verdictOf(
  property: PointProperty,
  cases: number,
  trace: Trace | undefined,
  bound: string | undefined,
): Verdict {
  const form = pointFormOf(property);
  const found = { property: property.name, cases, ...(trace && { history: trace.events }) };
  if (trace?.breach !== undefined) {
    const { breach, call } = trace;
    return { ...found, verdict: "broken", why: breach.broken, ...(call && { call }) };
  }
  if (trace !== undefined) return { ...found, verdict: form.verdictWhereSettled, why: "" };
  if (bound !== undefined) return { ...found, verdict: "not-decided", why: bound };
  return { ...found, ...form.verdictWhereUnsettled(cases) };
}

/** The verdicts on some properties in the order of these, for those that have one. */
export function inOrderOf(
  properties: readonly Pick<Property, "name">[],
  verdicts: readonly Verdict[],
): Verdict[] {
  return properties.flatMap(({ name }) => verdicts.find(({ property }) => property === name) ?? []);
}

/** The verdict on a property that does not apply to a design in a scope. @param why see `whyNotApplicable` */
export function doesNotApply({ name }: Pick<PointProperty, "name">, why: string): Verdict {
  return { property: name, verdict: "does-not-apply", why, cases: 0 };
}

/** The verdict on a property that was never checked. @param why why it was not */
export function notAsked({ name }: Pick<Property, "name">, why: string): Verdict {
  return { property: name, verdict: "not-decided", why, cases: 0, unasked: true };
}
