import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { type Outcome, outcomesOf } from "../../model/outcome.ts";
import { failAtOutcome } from "../carry-out.ts";
import { MAX_OUTCOMES } from "./expansion.ts";

/** The numbers under which an expansion counts calls: one for each operation and each outcome, in the order in which the design declares them. */
export class CallNumbers {
  readonly #model: Model;
  readonly #operations: ReadonlyMap<string, number>;
  readonly #outcomes: ReadonlyMap<Outcome, number>;

  /** @throws {Error} if the design declares more outcomes than can be counted */
  constructor(model: Model) {
    this.#model = model;
    this.#operations = numbered(Object.keys(model.calls));
    const outcomes = outcomesOf(model);
    if (outcomes.length > MAX_OUTCOMES)
      throw new Error(
        `${model.name} declares ${outcomes.length - 1} errnos, but at most ${MAX_OUTCOMES - 1} can be counted`,
      );
    this.#outcomes = numbered(outcomes);
  }

  /** @throws {Error} if the design does not declare it */
  ofOperation({ op }: Operation): number {
    const number = this.#operations.get(op);
    if (number !== undefined) return number;
    throw new Error(`${this.#model.name} tries ${op}, which it does not declare`);
  }

  /** @throws {Error} if the design does not declare the outcome */
  ofOutcome(outcome: Outcome, operation: Operation): number {
    return this.#outcomes.get(outcome) ?? failAtOutcome(this.#model, operation, outcome);
  }
}

function numbered<Name>(names: readonly Name[]): ReadonlyMap<Name, number> {
  return new Map(names.map((name, number) => [name, number]));
}
