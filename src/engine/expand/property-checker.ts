import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Always, Finding, OnEveryStep, PointProperty, Sometimes, Step } from "../../model/property.ts";
import type { Values } from "../codec/codec.ts";
import type { AskedProperty } from "../forms/point-form.ts";
import { Attempts } from "./attempts.ts";
import { EachStateChecker } from "./each-state-checker.ts";
import { type Expansion, SETTLED } from "./expansion.ts";
import type { OpenProperties } from "./open-properties.ts";
import { type Memory, PropertyView } from "./property-view.ts";
import { ShownState } from "./shown-state.ts";
import type { StateSpace } from "./state-space.ts";
import { StepFound } from "./step-found.ts";

/**
 * Asks the properties about a state and the steps out of it, for an expansion.
 *
 * For a control form, they are asked in the state in which no two holders share an opaque value. What a property finds without looking at one holds
 * in every state of the form; if it looked, it is asked again in each state and shown the values as they are shared there.
 */
export class PropertyChecker {
  readonly #space: StateSpace;
  readonly #expansion: Expansion;
  readonly #view: PropertyView;
  readonly #shown: ShownState;
  readonly #attempts: Attempts;
  readonly #inEachState: EachStateChecker;
  #open: OpenProperties | undefined;
  /** One for each state of the control form. */
  #combinations: readonly number[] = [];
  #world: Observation | undefined;

  /**
   * @param expansion records what they find
   * @param before the values of the state, read whenever properties are asked
   * @param holders how many holders the state has of each opaque sort, read likewise
   * @param memory whether the properties may remember what they have read
   */
  constructor(space: StateSpace, expansion: Expansion, before: Values, holders: Uint8Array, memory: Memory) {
    this.#space = space;
    this.#expansion = expansion;
    this.#view = new PropertyView(space, memory);
    this.#shown = new ShownState(space, this.#view, before, holders);
    this.#attempts = new Attempts(space, this.#view, before);
    this.#inEachState = new EachStateChecker(space.scope, expansion, this.#view, this.#shown, this.#attempts);
  }

  /** Starts with the state in the scratch world. @param combinations one for each state of the control form */
  begin(open: OpenProperties, combinations: readonly number[]): void {
    this.#open = open;
    this.#combinations = combinations;
    this.#world = open.areNone ? undefined : this.#view.observe(this.#space.codec.scratch());
    this.#attempts.begin(this.#world);
    this.#inEachState.begin();
  }

  /**
   * Asks properties about the step carried out last.
   *
   * @param isOther whether the scratch world differs from before
   * @param isChanged whether the state after is another; `undefined` if that depends on who shares opaque values
   * @param weight how many calls this one stands for
   */
  checkStep(
    open: readonly AskedProperty<OnEveryStep>[],
    operation: Operation,
    outcome: Outcome,
    isOther: boolean,
    isChanged: boolean | undefined,
    weight: number,
  ): void {
    const before = this.#world;
    if (before === undefined) return;
    const view = this.#view;
    const { scope, codec } = this.#space;
    const cases = weight * this.#combinations.length;
    const after = isOther ? view.observe(codec.scratch(), before) : before;
    const found = new StepFound(view, this.#shown, before, operation, outcome, after, isChanged);
    this.#attempts.add(found.step);
    let isAskedLater = false;
    for (const asked of open) {
      const { property } = asked;
      // If `isChanged` is undefined, whether a property about changes is asked at all depends on who shares.
      const isAsked = isChanged !== undefined || property.when !== "changed";
      view.begin();
      const finding = isAsked ? property.check(found.step, scope, this.#attempts.after) : "no case";
      if (isAsked && !view.hasLooked) {
        if (view.reads > 0) this.#askOfStepAgain(asked, found.step, finding);
        this.#expansion.note(asked, finding, cases, SETTLED.byStep);
        continue;
      }
      isAskedLater = true;
      this.#inEachState.addStep(asked, found, weight, isAsked);
    }
    if (isAskedLater) found.valuesAfter = this.#space.valuesOf(codec.scratch());
  }

  /** Asks the properties about the state, then those that looked at opaque values again, separately in each state. */
  end(): void {
    if (this.#open === undefined || this.#world === undefined) return;
    this.#checkState(this.#world, this.#open);
    this.#inEachState.check(this.#combinations);
  }

  #checkState(world: Observation, open: OpenProperties): void {
    const { scope } = this.#space;
    for (const asked of open.aboutWorlds) {
      this.#view.begin();
      const finding = asked.property.check(world, scope, this.#attempts.before);
      if (this.#view.hasLooked) {
        this.#inEachState.addWorld(asked, world);
        continue;
      }
      if (this.#view.reads > 0) this.#askOfStateAgain(asked, world, finding);
      this.#expansion.note(asked, finding, this.#combinations.length, SETTLED.here);
    }
  }

  // Separate methods, because a closure made in a loop costs time even where it is not called.
  #askOfStepAgain(asked: AskedProperty<OnEveryStep>, step: Step, finding: Finding): void {
    this.#askAgain(asked, finding, () => asked.property.check(step, this.#space.scope, this.#attempts.after));
  }

  #askOfStateAgain(asked: AskedProperty<Always | Sometimes>, world: Observation, finding: Finding): void {
    this.#askAgain(asked, finding, () =>
      asked.property.check(world, this.#space.scope, this.#attempts.before),
    );
  }

  /**
   * Asks again a property that read opaque values but could not compare two of them, now with all values shared that can be. It reads as much as before and finds the
   * same, unless it remembers what it read and compares that.
   */
  #askAgain(
    { index, isSettledBy }: AskedProperty<PointProperty>,
    finding: Finding,
    ask: () => Finding,
  ): void {
    const { reads } = this.#view;
    this.#view.begin();
    this.#view.showAllAlike();
    try {
      const again = ask();
      const isOther =
        (again === "no case") !== (finding === "no case") || isSettledBy(again) !== isSettledBy(finding);
      if (isOther || this.#view.reads < reads) this.#expansion.remembers[index] = 1;
    } finally {
      this.#view.showAllApart();
    }
  }
}
