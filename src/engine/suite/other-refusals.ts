/** Which other rules would refuse a call that one rule refuses: worked out from the results of the other calls in the same world. */
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";

/** Names of rules. */
export type OtherRefusals = ReadonlySet<string>;

/** A call in a world, and which rule applies to it. */
export interface RuledCall {
  readonly operation: Operation;
  readonly rule: string;
}

/** What the calls in a world reveal about each other. */
export class CallsBeside {
  readonly #model: Model;
  readonly #ofOp = new Map<string, Keyed[]>();

  /** @param calls calls in one world */
  constructor(model: Model, calls: readonly RuledCall[]) {
    this.#model = model;
    for (const call of calls) {
      const { op } = call.operation;
      const known = this.#ofOp.get(op);
      const keyed = { ...call, values: this.#valuesOf(call.operation) };
      if (known === undefined) this.#ofOp.set(op, [keyed]);
      else known.push(keyed);
    }
  }

  /**
   * The rules that would refuse a call if the one that does were not there. Another rule is one of them if it refuses the call with another value of one field,
   * and neither rule does after a further change, of another field: so the other rule is about a value that the call has, too.
   */
  othersOf({ operation, rule }: RuledCall): OtherRefusals {
    const values = this.#valuesOf(operation);
    const calls = this.#ofOp.get(operation.op) ?? [];
    const found = new Set<string>();
    for (const beside of calls) {
      if (beside.rule === rule || beside.rule === "ok" || found.has(beside.rule)) continue;
      const field = onlyDifference(values, beside.values);
      if (field === undefined) continue;
      const isOfAnotherField = calls.some((further) => {
        if (further.rule === rule || further.rule === beside.rule) return false;
        const changed = onlyDifference(beside.values, further.values);
        return changed !== undefined && changed !== field;
      });
      if (isOfAnotherField) found.add(beside.rule);
    }
    return found;
  }

  #valuesOf(operation: Operation): string[] {
    const fields = this.#model.calls[operation.op] ?? [];
    return [String(operation.task), ...fields.map((field) => JSON.stringify(operation[field]) ?? "")];
  }
}

interface Keyed extends RuledCall {
  readonly values: readonly string[];
}

/** The index of the only value in which two calls differ; `undefined` if they differ in none or several. */
function onlyDifference(one: readonly string[], other: readonly string[]): number | undefined {
  let found: number | undefined;
  for (const [place, value] of one.entries()) {
    if (value === other[place]) continue;
    if (found !== undefined) return undefined;
    found = place;
  }
  return found;
}
