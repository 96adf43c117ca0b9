import type { Model } from "../model/model.ts";
import { type Breach, type Finding, type PointProperty, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { PointForm } from "./forms/point-form.ts";

/**
 * A property that is followed along a run, or along many: how many cases it has, and what settles it first. That is a breach, or for a
 * `sometimes` property that what it looks for is there. `Settled` is what the follower keeps of that.
 */
export class FollowedProperty<Settled, P extends PointProperty = PointProperty> {
  readonly property: P;
  /** Why it means nothing for the design in the scope; nothing where it does. */
  readonly inapplicable: string | undefined;
  readonly #form: PointForm;
  #cases = 0;
  #settled: Settled | undefined;
  #isBroken = false;

  constructor(property: P, model: Model, scope: Scope) {
    this.property = property;
    this.#form = pointFormOf(property);
    this.inapplicable = whyNotApplicable(property, model, scope);
  }

  /** On how many worlds or steps it had something to say. */
  get cases(): number {
    return this.#cases;
  }

  /** What was kept of what settled it first. */
  get settled(): Settled | undefined {
    return this.#settled;
  }

  /** Whether there is anything left to find out. What was reached goes on to be counted, as in a search. */
  get isOpen(): boolean {
    return this.inapplicable === undefined && !this.#isBroken;
  }

  /**
   * Takes a finding.
   *
   * @param keep says what is to be kept of it, where it is the first that settles the property: a breach, or nothing of what was reached
   */
  take(finding: Finding, keep: (breach: Breach | undefined) => Settled): void {
    if (finding === "no case") return;
    this.#cases++;
    if (!this.#form.isSettledBy(finding)) return;
    const breach = typeof finding === "object" ? finding : undefined;
    this.#settled ??= keep(breach);
    if (breach !== undefined) this.#isBroken = true;
  }
}
