import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import { outcomesOf } from "../../model/outcome.ts";
import { failAtOutcome } from "../carry-out.ts";
import type { Codec, Values } from "../codec/codec.ts";
import type { StateSpace, Successor } from "./state-space.ts";

/** Carries calls out in one state, one by one, each in the state as it was before. */
export class CallsInState {
  /** Those of the state. Once others are written here, `begin` goes there. */
  readonly values: Values;
  readonly #space: StateSpace;
  readonly #outcomes: ReadonlySet<unknown>;
  readonly #after: Values;
  /** Of its own: so nobody else writes into its scratch world. */
  readonly #codec: Codec;
  /** What the scratch world is: anything, where a call has failed half way. */
  #scratch: "the state" | "after a call" | "anything" = "anything";

  constructor(space: StateSpace) {
    this.values = space.values();
    this.#space = space;
    this.#outcomes = new Set(outcomesOf(space.model));
    this.#after = space.values();
    this.#codec = space.anotherCodec();
  }

  /** Goes to the state. @throws {Error} where a call before led to a world that is not of the shape */
  begin(): void {
    if (!this.#codec.arePartsWhole()) this.#codec.check(this.world);
    this.#codec.write(this.values, this.world);
    this.#scratch = "the state";
  }

  /** All calls that are tried in it. */
  operations(): Operation[] {
    return operationsIn(this.#space.model, this.before(), this.#space.scope);
  }

  /** The world of the state, until a call is carried out. */
  before(): object {
    if (this.#scratch === "after a call") this.#codec.restore(this.values);
    if (this.#scratch === "anything") this.#codec.write(this.values, this.world);
    this.#scratch = "the state";
    return this.world;
  }

  /** The world after the call that was carried out last, until something else is asked for. */
  get world(): object {
    return this.#codec.scratch();
  }

  /** Carries a call out. The values after it are there until the next one is. */
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
