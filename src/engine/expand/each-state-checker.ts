import type { Observation } from "../../model/observation.ts";
import type { Always, Finding, OnEveryStep, Sometimes } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { AskedProperty } from "../forms/point-form.ts";
import type { Attempts } from "./attempts.ts";
import { type Expansion, SETTLED } from "./expansion.ts";
import type { PropertyView } from "./property-view.ts";
import type { ShownState } from "./shown-state.ts";
import type { StepFound } from "./step-found.ts";

/** For an expansion, asks the properties that looked at opaque values again, separately in each state of the control form. */
export class EachStateChecker {
  readonly #scope: Scope;
  readonly #expansion: Expansion;
  readonly #view: PropertyView;
  readonly #shown: ShownState;
  readonly #attempts: Attempts;
  readonly #questions: Question[] = [];

  constructor(scope: Scope, expansion: Expansion, view: PropertyView, shown: ShownState, attempts: Attempts) {
    this.#scope = scope;
    this.#expansion = expansion;
    this.#view = view;
    this.#shown = shown;
    this.#attempts = attempts;
  }

  begin(): void {
    this.#questions.length = 0;
  }

  /** Adds a property that looked at opaque values in the world of the form. */
  addWorld(asked: AskedProperty<Always | Sometimes>, world: Observation): void {
    this.#questions.push({ asked, world });
  }

  /**
   * Adds a property to ask about a step.
   *
   * @param weight how many calls the step stands for
   * @param isAgain whether it was already asked, and looked
   */
  addStep(asked: AskedProperty<OnEveryStep>, found: StepFound, weight: number, isAgain: boolean): void {
    this.#questions.push({ asked, found, weight, isAgain });
  }

  /** Asks them all. @param combinations one for each state of the control form */
  check(combinations: readonly number[]): void {
    if (this.#questions.length === 0) return;
    this.#expansion.isUniform = false;
    for (const combination of combinations) {
      this.#shown.show(combination);
      for (const question of this.#questions) {
        if ("world" in question) this.#askAboutState(question);
        else this.#askAboutStep(question);
      }
    }
    this.#attempts.valuesAfter = undefined;
    this.#view.showAllApart();
  }

  #askAboutState({ asked, world }: QuestionAboutState): void {
    const finding = this.#again(asked.index, () =>
      asked.property.check(world, this.#scope, this.#attempts.before),
    );
    this.#expansion.note(asked, finding, 1, SETTLED.here);
  }

  #askAboutStep({ asked, found, weight, isAgain }: QuestionAboutStep): void {
    const { property, index } = asked;
    const { step, valuesAfter } = found;
    if (property.when === "changed" && !step.changed) return;
    this.#attempts.valuesAfter = valuesAfter;
    const ask = () => property.check(step, this.#scope, this.#attempts.after);
    const finding = isAgain ? this.#again(index, ask) : ask();
    this.#expansion.note(asked, finding, weight, SETTLED.byStep);
  }

  /** Asks again a property that looked. Until its first look it does the same as before, unless it remembers what it found then. */
  #again(index: number, ask: () => Finding): Finding {
    this.#view.begin();
    const finding = ask();
    if (!this.#view.hasLooked) this.#expansion.remembers[index] = 1;
    return finding;
  }
}

interface QuestionAboutState {
  readonly asked: AskedProperty<Always | Sometimes>;
  readonly world: Observation;
}

interface QuestionAboutStep {
  readonly asked: AskedProperty<OnEveryStep>;
  readonly found: StepFound;
  readonly weight: number;
  readonly isAgain: boolean;
}

type Question = QuestionAboutState | QuestionAboutStep;
