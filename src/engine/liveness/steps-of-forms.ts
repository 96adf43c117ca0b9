import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import { CallsInState } from "../expand/calls-in-state.ts";
import type { StateSpace } from "../expand/state-space.ts";

/** The states that a search has found: packed, and numbered from 0, the first one first. */
export interface FoundStates {
  readonly size: number;
  readonly words: Words;
  placeOf(state: number): number;
  /** @returns -1 if it is none of them */
  find(words: Words, at: number): number;
}

/** What a call does in a state, in the numbers of the state. */
export interface StepOfForm {
  readonly operation: Operation;
  readonly outcome: Outcome;
  /** The state to which it leads. */
  readonly to: number;
  /** Whether the world after it differs, be it only in numbers. */
  readonly isChange: boolean;
  /** The values after it, until the next call is carried out. */
  readonly after: Values;
  /** What each number becomes in the form of the state to which it leads, until the next call is carried out; `undefined` if each stays the same. */
  readonly inForm: Int32Array | undefined;
}

/** Thrown if a design does not lead to the same states again. */
export class OtherThanBefore extends Error {}

/** Takes the steps out of the states that a search has found, one by one. */
export class StepsOfForms {
  readonly space: StateSpace;
  readonly states: FoundStates;
  readonly #calls: CallsInState;

  constructor(space: StateSpace, states: FoundStates) {
    this.space = space;
    this.states = states;
    this.#calls = new CallsInState(space);
  }

  /** The values of the state opened last; those of opaque sorts all differ. */
  get values(): Values {
    return this.#calls.values;
  }

  /** The world after the call carried out last, until the next one is. */
  get world(): object {
    return this.#calls.world;
  }

  /**
   * Goes to a state.
   *
   * @returns all calls that are tried there
   * @throws {Error} if an earlier call led to a world that does not have the shape
   */
  open(state: number): Operation[] {
    this.space.stateWhereAllDiffer(this.states.words, this.states.placeOf(state), this.values);
    this.#calls.begin();
    return this.#calls.operations();
  }

  /** The world of the state opened last, until a call is carried out. */
  before(): object {
    return this.#calls.before();
  }

  /** Carries a call out in the state opened last. */
  take(state: number, operation: Operation): StepOfForm {
    const { outcome, values: after } = this.#calls.carryOut(operation);
    if (after === this.values)
      return { operation, outcome, to: state, isChange: false, after, inForm: undefined };
    this.space.locate(after);
    const to = this.states.find(this.space.words, 0);
    if (to < 0) throw new OtherThanBefore(`${this.space.model.name} is not deterministic`);
    const inForm = this.space.symmetry ? this.space.numbersInForm(after) : undefined;
    return { operation, outcome, to, isChange: true, after, inForm };
  }
}
