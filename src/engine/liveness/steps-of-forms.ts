import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import { type Outcome, outcomesOf } from "../../model/outcome.ts";
import { failAtOutcome } from "../carry-out.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { StateSpace } from "../expand/state-space.ts";

/** The states that a search has found: packed, and numbered from 0, the first one first. */
export interface FoundStates {
  readonly size: number;
  readonly words: Words;
  placeOf(state: number): number;
  /** @returns -1 where it is none of them */
  find(words: Words, at: number): number;
}

/** What a call does in a state, in the numbers of the state. */
export interface StepOfForm {
  readonly operation: Operation;
  readonly outcome: Outcome;
  /** The state to which it leads. */
  readonly to: number;
  /** Whether the world after it is another, in numbers. */
  readonly isChange: boolean;
  /** The values after it, until the next call is carried out. */
  readonly after: Values;
  /** What each number becomes in the form of the state to which it leads, until the next call is carried out; nothing where each remains what it is. */
  readonly inForm: Int32Array | undefined;
}

/** That a design does not lead to the same states again. */
export class OtherThanBefore extends Error {}

/** Takes the steps out of the states that a search has found, one by one. */
export class StepsOfForms {
  readonly space: StateSpace;
  readonly states: FoundStates;
  readonly values: Values;
  readonly #outcomes: ReadonlySet<unknown>;
  readonly #after: Values;
  /** Of its own: so nobody else writes into its scratch world. */
  readonly #codec: Codec;
  /** Whether the scratch world is the state that was opened last. */
  #isThere = false;

  constructor(space: StateSpace, states: FoundStates) {
    this.space = space;
    this.states = states;
    this.values = space.values();
    this.#outcomes = new Set(outcomesOf(space.model));
    this.#after = space.values();
    this.#codec = space.anotherCodec();
  }

  /** The world after the call that was carried out last, until the next one is. */
  get world(): object {
    return this.#codec.scratch();
  }

  /**
   * Goes to a state: `values` are its values then, and those of opaque sorts all differ.
   *
   * @returns all calls that are tried there
   * @throws {Error} where a call before led to a world that is not of the shape
   */
  open(state: number): Operation[] {
    const { model, scope } = this.space;
    if (!this.#codec.arePartsWhole()) this.#codec.check(this.world);
    this.space.stateWhereAllDiffer(this.states.words, this.states.placeOf(state), this.values);
    this.#codec.write(this.values, this.world);
    this.#isThere = true;
    return operationsIn(model, this.world, scope);
  }

  /** The world of the state that was opened last, until a call is carried out. */
  before(): object {
    return this.#goThere();
  }

  /** Carries a call out in the state that was opened last. */
  take(state: number, operation: Operation): StepOfForm {
    const { model, scope } = this.space;
    const after = this.#after;
    const outcome = model.apply(this.#goThere(), operation, scope);
    if (!this.#outcomes.has(outcome)) failAtOutcome(model, operation, outcome);
    this.#isThere = false;
    if (!this.#codec.readAfterCall(this.values, after))
      return { operation, outcome, to: state, isChange: false, after: this.values, inForm: undefined };
    this.space.locate(after);
    const to = this.states.find(this.space.words, 0);
    if (to < 0) throw new OtherThanBefore(`${model.name} does not do the same twice`);
    const inForm = this.space.symmetry ? this.space.numbersInForm(after) : undefined;
    return { operation, outcome, to, isChange: true, after, inForm };
  }

  /** Makes the scratch world the state that was opened last again. */
  #goThere(): object {
    if (!this.#isThere) this.#codec.restore(this.values);
    this.#isThere = true;
    return this.world;
  }
}
