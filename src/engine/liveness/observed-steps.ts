import type { Observation } from "../../model/observation.ts";
import type { Step } from "../../model/property.ts";
import type { PropertyView } from "../expand/property-view.ts";
import { Changes } from "../symmetry/changes.ts";
import type { StepOfForm, StepsOfForms } from "./steps-of-forms.ts";

/** Steps out of the nodes of a graph, as properties see them. */
export class ObservedSteps {
  readonly #steps: StepsOfForms;
  readonly #view: PropertyView;
  readonly #changes: Changes;

  constructor(steps: StepsOfForms, view: PropertyView) {
    const { model, part } = steps.space;
    this.#steps = steps;
    this.#view = view;
    this.#changes = new Changes(model, part.whole);
  }

  /** The step taken last, out of a node. @param before what properties see in the node */
  of(taken: StepOfForm, node: number, before: Observation): Step {
    const { operation, outcome, isChange } = taken;
    if (!isChange) return { before, operation, outcome, after: before, changed: false };
    const after = this.#view.observe(this.#steps.world, before);
    const { symmetry, part } = this.#steps.space;
    // The case of most steps, which take less time without a closure for each.
    if (symmetry && (taken.to !== node || part.opaque.length === 0))
      return { before, operation, outcome, after, changed: taken.to !== node };
    return this.#unsettled(taken, before, after);
  }

  /** A step that finds out whether it changes the world only when asked. */
  #unsettled(taken: StepOfForm, before: Observation, after: Observation): Step {
    const { operation, outcome } = taken;
    const isChanged = () => this.#isChanged(taken);
    return {
      before,
      operation,
      outcome,
      after,
      get changed() {
        return isChanged();
      },
    };
  }

  /** Whether a step changes the world. Up to symmetry, for a step that leads to the same form, that may depend on who shares opaque values. */
  #isChanged({ after }: StepOfForm): boolean {
    const { space, values } = this.#steps;
    if (space.symmetry) {
      this.#view.look();
      return false;
    }
    this.#changes.from(values);
    return this.#changes.isChanged(after);
  }
}
