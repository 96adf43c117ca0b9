import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { ShownState } from "./shown-state.ts";

/** A step out of the form being expanded. */
export class StepFound {
  /** The step as properties see it. All fields are its own properties, so a copy loses nothing. */
  readonly step: Step;
  /** The values after the step; set once properties are to be asked about it in each state. */
  valuesAfter: Values | undefined;

  /** @param isChanged whether the state after is another; `undefined` if that depends on who shares opaque values */
  constructor(
    view: PropertyView,
    shown: ShownState,
    before: Observation,
    operation: Operation,
    outcome: Outcome,
    after: Observation,
    isChanged: boolean | undefined,
  ) {
    // All fields written out and no closure: that is much faster, and usually it is known whether the state changed.
    this.step =
      isChanged === undefined
        ? this.#asShown(view, shown, { before, operation, outcome, after })
        : { before, operation, outcome, after, changed: isChanged };
  }

  /** A step for which `changed` depends on the state shown. */
  #asShown(
    view: PropertyView,
    shown: ShownState,
    { before, operation, outcome, after }: Omit<Step, "changed">,
  ): Step {
    const isOther = (): boolean => {
      view.look();
      return this.valuesAfter === undefined || shown.differsFrom(this.valuesAfter);
    };
    return {
      before,
      operation,
      outcome,
      after,
      get changed() {
        return isOther();
      },
    };
  }
}
