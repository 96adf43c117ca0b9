import type { Operation } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import type { StateSpace } from "./state-space.ts";

/** A state that was reached, with the call that led to it and the state in which it was called; the first has neither. */
export interface ReachedState {
  readonly values: Values;
  readonly from: ReachedState | undefined;
  readonly operation: Operation | undefined;
}

/** The calls that lead from the first state to this one, each with the numbers of the state in which it is called. */
export function historyTo(reached: ReachedState): Operation[] {
  const history: Operation[] = [];
  for (let at: ReachedState | undefined = reached; at?.operation !== undefined; at = at.from)
    history.push(at.operation);
  return history.reverse();
}

/** The states reached from the first one, each with the numbers with which it was first met. */
export class ReachedStates {
  /** In the order in which they were met: breadth first if they are expanded in this order. It grows as they are expanded. */
  readonly all: ReachedState[] = [];
  readonly #space: StateSpace;
  readonly #keyOf: (values: Values) => string;
  readonly #known = new Set<string>();

  /** @param keyOf a text that is the same exactly for states that count as one; by default `StateSpace.keyOf` */
  constructor(space: StateSpace, keyOf: (values: Values) => string = (values) => space.keyOf(values)) {
    this.#space = space;
    this.#keyOf = keyOf;
    this.#meet({ values: space.first(), from: undefined, operation: undefined });
  }

  /** Adds the successors of a state. Each call is yielded before it is carried out. */
  *expand(from: ReachedState): Generator<Operation, void> {
    for (const operation of this.#space.operationsIn(from.values)) {
      yield operation;
      this.#meet({ values: this.#space.carryOut(from.values, operation).values, from, operation });
    }
  }

  #meet(reached: ReachedState): void {
    const key = this.#keyOf(reached.values);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.all.push(reached);
  }
}
