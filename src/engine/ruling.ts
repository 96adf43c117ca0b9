import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import { type Breach, type Finding, type Property, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";

/** What a run has found out about one property so far. The first breach, or first sight, settles it. */
export class Ruling<P extends Property = Property> {
  readonly property: P;
  readonly #whyNotApplicable: string | undefined;
  #cases = 0;
  #breach: Breach | undefined;
  #history: readonly Event[] | undefined;
  #call: Event | undefined;

  constructor(property: P, model: Model, scope: Scope) {
    this.property = property;
    this.#whyNotApplicable = whyNotApplicable(property, model, scope);
  }

  /** Whether there is anything left to find out. A `sometimes` claim goes on to count after it was reached. */
  get isOpen(): boolean {
    return this.#whyNotApplicable === undefined && this.#breach === undefined;
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
    if (finding !== "holds") {
      this.#breach = finding;
      this.#history = history();
      this.#call = showing(finding);
    } else if (this.property.form === "sometimes") this.#history ??= history();
  }

  /**
   * The verdict at the end of a run.
   *
   * @param bound why the run did not see all of the scope; nothing where it did
   */
  verdict(bound: string | undefined): Verdict {
    const { name } = this.property;
    if (this.#whyNotApplicable !== undefined) {
      return { property: name, verdict: "does-not-apply", why: this.#whyNotApplicable, cases: 0 };
    }
    const found = { property: name, cases: this.#cases, ...(this.#history && { history: this.#history }) };
    if (this.#breach !== undefined) {
      return {
        ...found,
        verdict: "broken",
        why: this.#breach.broken,
        ...(this.#call && { call: this.#call }),
      };
    }
    if (this.property.form === "sometimes" && this.#history !== undefined) {
      return { ...found, verdict: "holds", why: "" };
    }
    if (bound !== undefined) return { ...found, verdict: "not-decided", why: bound };
    if (this.property.form === "sometimes") return { ...found, verdict: "broken", why: "never reached" };
    return { ...found, verdict: "holds", why: this.#cases === 0 ? "no case" : "" };
  }
}
