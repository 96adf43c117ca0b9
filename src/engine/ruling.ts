import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import { type Breach, type Finding, type Property, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";

/** What a run has found out about a property. */
export interface Evidence {
  /** On how many worlds or steps the claim had something to say. */
  readonly cases: number;
  readonly breach?: Breach | undefined;
  /** The events that break it, or that reach what a `sometimes` claim looks for. */
  readonly history?: readonly Event[] | undefined;
  readonly call?: Event | undefined;
}

/**
 * The verdict on a property at the end of a run.
 *
 * @param bound why the run did not see all of the scope; nothing where it did
 */
export function verdictOf(property: Property, evidence: Evidence, bound: string | undefined): Verdict {
  const { cases, breach, history, call } = evidence;
  const found = { property: property.name, cases, ...(history && { history }) };
  if (breach !== undefined) return { ...found, verdict: "broken", why: breach.broken, ...(call && { call }) };
  if (property.form === "sometimes" && history !== undefined) return { ...found, verdict: "holds", why: "" };
  if (bound !== undefined) return { ...found, verdict: "not-decided", why: bound };
  if (property.form === "sometimes") return { ...found, verdict: "broken", why: "never reached" };
  return { ...found, verdict: "holds", why: cases === 0 ? "no case" : "" };
}

/**
 * The verdict on a property that a search has settled, where it was stopped before it could tell by which history.
 *
 * @param bound which bound was met
 */
export function verdictWithoutHistory(
  { property, length }: { readonly property: Property; readonly length: number },
  cases: number,
  bound: string,
): Verdict {
  const verdict = property.form === "sometimes" ? "holds" : "broken";
  const why = `the history was not worked out: ${bound}`;
  return { property: property.name, verdict, why, cases, length };
}

/** The verdict on a property that means nothing for a design in a scope; nothing where it does. */
export function verdictWithoutRun(property: Property, model: Model, scope: Scope): Verdict | undefined {
  const why = whyNotApplicable(property, model, scope);
  return why === undefined
    ? undefined
    : { property: property.name, verdict: "does-not-apply", why, cases: 0 };
}

/** What is found out about one property along a run. The first breach, or first sight, settles it. */
export class Ruling<P extends Property = Property> {
  readonly property: P;
  readonly #verdict: Verdict | undefined;
  #cases = 0;
  #breach: Breach | undefined;
  #history: readonly Event[] | undefined;
  #call: Event | undefined;

  constructor(property: P, model: Model, scope: Scope) {
    this.property = property;
    this.#verdict = verdictWithoutRun(property, model, scope);
  }

  /** Whether there is anything left to find out. A `sometimes` claim goes on to count after it was reached. */
  get isOpen(): boolean {
    return this.#verdict === undefined && this.#breach === undefined;
  }

  /**
   * Takes a finding.
   *
   * @param history builds the events that led here, where they are wanted
   * @param showing carries the call out that shows the breach
   */
  take(
    finding: Finding,
    history: () => readonly Event[],
    showing: (breach: Breach) => Event | undefined,
  ): void {
    if (finding === "no case") return;
    this.#cases++;
    if (finding !== "holds" && this.#breach === undefined) {
      this.#breach = finding;
      this.#history = history();
      this.#call = showing(finding);
    } else if (this.property.form === "sometimes") this.#history ??= history();
  }

  /** The verdict at the end of the run. @param bound why the run did not see all of the scope; nothing where it did */
  verdict(bound: string | undefined): Verdict {
    const evidence = { cases: this.#cases, breach: this.#breach, history: this.#history, call: this.#call };
    return this.#verdict ?? verdictOf(this.property, evidence, bound);
  }
}
