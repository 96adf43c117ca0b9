import type { PointProperty, Property } from "../model/property.ts";
import type { Verdict } from "../model/verdict.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { Trace } from "./replayed.ts";

/**
 * The verdict on a property.
 *
 * @param cases on how many worlds or steps it had something to say
 * @param trace what settles it; nothing where nothing did
 * @param bound why not all of the scope was seen; nothing where it was
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

/** The verdicts on some properties in their order, as far as there are any. */
export function inOrderOf(
  properties: readonly Pick<Property, "name">[],
  verdicts: readonly Verdict[],
): Verdict[] {
  return properties.flatMap(({ name }) => verdicts.find(({ property }) => property === name) ?? []);
}

/** The verdict on a property that means nothing for a design in a scope. @param why see `whyNotApplicable` */
export function doesNotApply({ name }: Pick<PointProperty, "name">, why: string): Verdict {
  return { property: name, verdict: "does-not-apply", why, cases: 0 };
}

/** The verdict on a property that was asked nowhere. @param why what would have to be known for it */
export function notAsked({ name }: Pick<Property, "name">, why: string): Verdict {
  return { property: name, verdict: "not-decided", why, cases: 0, unasked: true };
}
