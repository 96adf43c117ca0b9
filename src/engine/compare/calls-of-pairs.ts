import type { Operation } from "../../model/operation.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { type Pair, tellRunTo } from "./pair.ts";
import { type SharedCalls, sharedCallsOf, translations } from "./shared-calls.ts";

/** The calls that are compared in pairs of worlds. */
export class CallsOfPairs {
  /** The calls that the designs share. */
  readonly shared: SharedCalls;
  readonly #first: StateSpace;
  readonly #second: StateSpace;
  readonly #onlyOfFirst: boolean;

  /** @param onlyOfFirst whether calls that only the second design tries are left out */
  constructor(first: StateSpace, second: StateSpace, onlyOfFirst: boolean) {
    this.shared = sharedCallsOf(first.model, second.model);
    this.#first = first;
    this.#second = second;
    this.#onlyOfFirst = onlyOfFirst;
  }

  /** The calls of the first design, each with its translations to the second; then those that only the second tries there. */
  *in(pair: Pair): Generator<readonly [Operation, readonly Operation[]]> {
    const { first, seconds } = pair;
    const [second] = seconds;
    const { both } = this.shared;
    const tried = new Set<string>();
    tellRunTo(pair, second, "first");
    for (const operation of this.#first.operationsIn(first)) {
      if (!both.includes(operation.op)) continue;
      const others = translations(operation, this.#second.model, this.#second.scope);
      for (const other of others) tried.add(JSON.stringify(other));
      yield [operation, others];
    }
    if (this.#onlyOfFirst || second === undefined) return;
    tellRunTo(pair, second, "second");
    for (const other of this.#second.operationsIn(second.values)) {
      if (!both.includes(other.op) || tried.has(JSON.stringify(other))) continue;
      for (const operation of translations(other, this.#first.model, this.#first.scope))
        yield [operation, [other]];
    }
  }
}
