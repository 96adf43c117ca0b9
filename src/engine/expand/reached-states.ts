import type { Operation } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "./state-space.ts";

/** A state that was reached, and by which call in which other one; the first by none. */
export interface Reached {
  readonly values: Values;
  readonly from: Reached | undefined;
  readonly operation: Operation | undefined;
}

/** The calls that lead from the first state to another, with the numbers that they had there. */
export function historyTo(reached: Reached): Operation[] {
  const history: Operation[] = [];
  for (let at: Reached | undefined = reached; at?.operation !== undefined; at = at.from)
    history.push(at.operation);
  return history.reverse();
}

/** States that are reached from the first one, each with the numbers that it was met with first. */
export class ReachedStates {
  /** In the order in which they were met: breadth first where they are expanded in this order. It grows as they are. */
  readonly all: Reached[] = [];
  readonly #space: StateSpace;
  readonly #keyOf: (values: Values) => string;
  readonly #known = new Set<string>();

  /** @param keyOf a text that states have in common which count as one; those of the space, if nothing else is said */
  constructor(space: StateSpace, keyOf: (values: Values) => string = (values) => space.keyOf(values)) {
    this.#space = space;
    this.#keyOf = keyOf;
    this.#meet({ values: space.first(), from: undefined, operation: undefined });
  }

  /** Adds the states to which the calls in one lead. Each call is told before it is carried out. */
  *expand(from: Reached): Generator<Operation, void> {
    for (const operation of this.#space.operationsIn(from.values)) {
      yield operation;
      this.#meet({ values: this.#space.carryOut(from.values, operation).values, from, operation });
    }
  }

  #meet(reached: Reached): void {
    const key = this.#keyOf(reached.values);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.all.push(reached);
  }
}
