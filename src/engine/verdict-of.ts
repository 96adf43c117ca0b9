import type { PointProperty } from "../model/property.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Trace } from "./replayed.ts";

/**
 * The verdict on a property.
 *
 * @param cases on how many worlds or steps it had something to say
 * @param trace what settles it; nothing where nothing did
 * @param bound why not all of the scope was seen; nothing where it was
 */
export function verdictOf(
  { name, form }: PointProperty,
  cases: number,
  trace: Trace | undefined,
  bound: string | undefined,
): Verdict {
  const found = { property: name, cases, ...(trace && { history: trace.events }) };
  if (trace?.breach !== undefined) {
    const { breach, call } = trace;
    return { ...found, verdict: "broken", why: breach.broken, ...(call && { call }) };
  }
  if (form === "sometimes" && trace !== undefined) return { ...found, verdict: "holds", why: "" };
  if (bound !== undefined) return { ...found, verdict: "not-decided", why: bound };
  if (form === "sometimes") return { ...found, verdict: "broken", why: "never reached" };
  return { ...found, verdict: "holds", why: cases === 0 ? "no case" : "" };
}

/** The verdict on a property that means nothing for a design in a scope. @param why see `whyNotApplicable` */
export function doesNotApply({ name }: Pick<PointProperty, "name">, why: string): Verdict {
  return { property: name, verdict: "does-not-apply", why, cases: 0 };
}
