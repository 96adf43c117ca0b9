import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Step, Try } from "../../model/property.ts";

/** The calls tried in a state and their results, kept only for operations that a property was seen to try: most are asked for by none. */
export class TriedCalls {
  readonly #calls: Model["calls"];
  readonly #steps = new Map<string, Step[]>();

  constructor({ calls }: Model) {
    this.#calls = calls;
  }

  /** Starts with another state. */
  begin(): void {
    for (const [op, steps] of this.#steps) if (steps.length > 0) this.#steps.set(op, []);
  }

  add(step: Step): void {
    this.#steps.get(step.operation.op)?.push(step);
  }

  /** Takes the result of a call from those already tried if it is among them; otherwise tries it. */
  among(attempt: Try): Try {
    return (op, task, given = {}) => {
      const fields = this.#calls[op];
      if (fields !== undefined)
        for (const { operation, outcome, after } of this.#stepsOf(op))
          if (operation.task === task && holds(operation, fields, given))
            return { operation, outcome, after };
      return attempt(op, task, given);
    };
  }

  #stepsOf(op: string): readonly Step[] {
    const steps = this.#steps.get(op);
    if (steps !== undefined) return steps;
    this.#steps.set(op, []);
    return [];
  }
}

/** Whether these fields of an operation hold the given values. */
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
