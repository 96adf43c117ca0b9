import type { Model } from "../../model/model.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Operation } from "../../model/operation.ts";
import type { Step, Try } from "../../model/property.ts";

/** The calls that were tried in a state, with what came of them. */
export class TriedCalls {
  readonly #calls: Model["calls"];
  #byCaller = new Map<TaskNumber, Step[]>();

  constructor({ calls }: Model) {
    this.#calls = calls;
  }

  /** Begins with another state. */
  begin(): void {
    // A map that is cleared would keep the steps of state after state: each of its former tables leads to the next one, and is looked at only when all memory is.
    this.#byCaller = new Map();
  }

  add(step: Step): void {
    const { task } = step.operation;
    const steps = this.#byCaller.get(task);
    if (steps === undefined) this.#byCaller.set(task, [step]);
    else steps.push(step);
  }

  /** Takes what a call comes to from those that were tried where it is among them, and tries it else. */
  among(attempt: Try): Try {
    return (op, task, given = {}) => {
      const fields = this.#calls[op];
      if (fields !== undefined)
        for (const { operation, outcome, after } of this.#byCaller.get(task) ?? [])
          if (operation.op === op && holds(operation, fields, given)) return { operation, outcome, after };
      return attempt(op, task, given);
    };
  }
}

/** Whether an operation holds in some fields what is given for them. */
function holds(
  operation: Operation,
  fields: readonly string[],
  given: Readonly<Record<string, unknown>>,
): boolean {
  for (const field of fields) if (!isSame(operation[field], given[field])) return false;
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((item, place) => item === other[place]);
}
