import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";

/** Notes that a property looks at who shares opaque values, and answers what depends on it. */
interface Watch {
  /** A property looks at what does. */
  look(): void;
  /** Whether a step leaves the state that the form being expanded has with a combination of partitions. */
  isOtherState(after: Values, combination: number): boolean;
}

/** A step out of the form that is being expanded. */
export class StepFound {
  /** The step as properties see it. All is its own, so that nothing is lost where a property copies it. */
  readonly step: Step;
  /** The state that properties are asked about, and the values after the step, where they are asked apart. */
  combination = 0;
  valuesAfter: Values | undefined;
  readonly #watch: Watch;

  /** @param isChanged whether the state after is another; nothing where that depends on who shares opaque values */
  constructor(
    watch: Watch,
    before: Observation,
    operation: Operation,
    outcome: Outcome,
    after: Observation,
    isChanged: boolean | undefined,
  ) {
    this.#watch = watch;
    if (isChanged !== undefined) {
      this.step = { before, operation, outcome, after, changed: isChanged };
      return;
    }
    const isOther = (): boolean => this.#lookWhetherOther();
    this.step = {
      before,
      operation,
      outcome,
      after,
      get changed() {
        return isOther();
      },
    };
  }

  #lookWhetherOther(): boolean {
    this.#watch.look();
    return this.valuesAfter === undefined || this.#watch.isOtherState(this.valuesAfter, this.combination);
  }
}
