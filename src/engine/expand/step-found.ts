import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { ShownState } from "./shown-state.ts";

/** A step out of the form that is being expanded. */
export class StepFound {
  /** The step as properties see it. All is its own, so that nothing is lost where a property copies it. */
  readonly step: Step;
  /** The values after the step, once properties are to be asked about it in each state. */
  valuesAfter: Values | undefined;

  /** @param isChanged whether the state after is another; nothing where that depends on who shares opaque values */
  constructor(
    view: PropertyView,
    shown: ShownState,
    before: Observation,
    operation: Operation,
    outcome: Outcome,
    after: Observation,
    isChanged: boolean | undefined,
  ) {
    // All fields written out, and no function beside them: that is much quicker, and mostly it is known what has changed.
    this.step =
      isChanged === undefined
        ? this.#asShown(view, shown, { before, operation, outcome, after })
        : { before, operation, outcome, after, changed: isChanged };
  }

  /** A step of which it depends on the state that is shown whether it has changed that. */
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
