import type { Model } from "../model/model.ts";
import { type Breach, type Finding, type PointProperty, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { PointForm } from "./forms/point-form.ts";

/**
 * A property that is followed along one run or many: how many cases it has, and what settles it first, which is a breach or, for a
 * `sometimes` property, reaching what it looks for. `Settled` is what the follower keeps of that.
 */
export class FollowedProperty<Settled, P extends PointProperty = PointProperty> {
  readonly property: P;
  /** Why it does not apply to the design in the scope, or `undefined` if it does. */
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

  /** In how many worlds or on how many steps it had a case. */
  get cases(): number {
    return this.#cases;
  }

  /** What was kept of the finding that settled it first. */
  get settled(): Settled | undefined {
    return this.#settled;
  }

  /** Whether there is anything left to find out. Cases are still counted after it was reached, as in a search. */
  get isOpen(): boolean {
    return this.inapplicable === undefined && !this.#isBroken;
  }

  /**
   * Takes a finding.
   *
   * @param keep returns what to keep of it if it is the first that settles the property: given the breach, or `undefined` if it was reached
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
