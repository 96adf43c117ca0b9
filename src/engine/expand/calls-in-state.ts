import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import { outcomesOf } from "../../model/outcome.ts";
import { failAtOutcome } from "../carry-out.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { StateSpace, Successor } from "./state-space.ts";

/** Carries out calls in one state, one at a time, each starting from the unchanged state. */
export class CallsInState {
  /** The values of the state. To move to another state, write its values here, then call `begin`. */
  readonly values: Values;
  readonly #space: StateSpace;
  readonly #outcomes: ReadonlySet<unknown>;
  readonly #after: Values;
  /** A codec of its own, so that nothing else writes into its scratch world. */
  readonly #codec: Codec;
  /** What the scratch world holds: anything, if a call failed half way. */
  #scratch: "the state" | "after a call" | "anything" = "anything";

  constructor(space: StateSpace) {
    this.values = space.values();
    this.#space = space;
    this.#outcomes = new Set(outcomesOf(space.model));
    this.#after = space.values();
    this.#codec = space.anotherCodec();
  }

  /** Moves to the state in `values`. @throws {Error} if an earlier call led to a world that is not of the shape */
  begin(): void {
    if (!this.#codec.hasDeclaredFieldsOnly()) this.#codec.check(this.world);
    this.#codec.write(this.values, this.world);
    this.#scratch = "the state";
  }

  /** All calls to try in the state. */
  operations(): Operation[] {
    return operationsIn(this.#space.model, this.before(), this.#space.scope);
  }

  /** The world of the state; valid until a call is carried out. */
  before(): object {
    if (this.#scratch === "after a call") this.#codec.restore(this.values);
    if (this.#scratch === "anything") this.#codec.write(this.values, this.world);
    this.#scratch = "the state";
    return this.world;
  }

  /** The world after the last call; valid until another method is called. */
  get world(): object {
    return this.#codec.scratch();
  }

  /** Carries out a call. The values that it returns are valid until the next one. */
  carryOut(operation: Operation): Successor {
    const { model, scope } = this.#space;
    const world = this.before();
    this.#scratch = "anything";
    const outcome = model.apply(world, operation, scope);
    if (!this.#outcomes.has(outcome)) failAtOutcome(model, operation, outcome);
    const isOther = this.#codec.readAfterCall(this.values, this.#after);
    this.#scratch = "after a call";
    return { outcome, values: isOther ? this.#after : this.values };
  }
}
