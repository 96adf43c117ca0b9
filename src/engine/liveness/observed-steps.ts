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

  /** The step that was taken last, out of a node. @param before what properties see there */
  of(taken: StepOfForm, node: number, before: Observation): Step {
    const { operation, outcome, isChange } = taken;
    const after = isChange ? this.#view.observe(this.#steps.world, before) : before;
    const isChanged = () => this.#isChanged(taken, node);
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

  /** Whether a step changes the world, up to symmetry. Whether one does that leads to the same form may depend on who shares opaque values. */
  #isChanged({ isChange, to, after }: StepOfForm, node: number): boolean {
    const { space, values } = this.#steps;
    if (!isChange) return false;
    if (!space.symmetry) {
      this.#changes.from(values);
      return this.#changes.isChanged(after);
    }
    if (to === node && space.part.opaque.length > 0) this.#view.look();
    return to !== node;
  }
}
