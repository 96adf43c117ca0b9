/** Which named refusals and which successes of a design a kernel was seen to produce. */
import { fieldOf } from "../model/field-of.ts";
import type { Kind } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import type { KernelRun } from "./containers/run.ts";

/** A possible outcome of a call. */
export interface CoverageRow {
  /** The call; `undefined` for a refusal common to all calls. */
  readonly op: string | undefined;
  /** The name of the refusal; `undefined` if the call succeeds. */
  readonly refusal: string | undefined;
  readonly outcome: Outcome;
  /** How often kernel and design both produced it. */
  readonly seen: number;
  /** For a call that succeeds, how often it named each kind of namespace. */
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  /** Why it cannot be seen here, as a sentence without a full stop; `undefined` if it can. */
  readonly whyNever: string | undefined;
}

/** Whether an outcome could have been seen and was not. */
export const isNeverProvoked = ({ seen, whyNever }: CoverageRow): boolean =>
  seen === 0 && whyNever === undefined;

/** Counts what a kernel was seen to do. */
export class Coverage {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #seen = new Map<string, number>();
  readonly #kinds = new Map<string, Partial<Record<Kind, number>>>();

  constructor(model: Model, scope: Scope) {
    this.#model = model;
    this.#scope = scope;
  }

  note({ events }: KernelRun): void {
    for (const { event, outcome, calls, refusal } of events) {
      // If no call was made, the kernel was not asked.
      if (outcome !== event.outcome || calls.length === 0) continue;
      const { operation } = event;
      const key = keyOf(operation.op, refusal);
      this.#seen.set(key, (this.#seen.get(key) ?? 0) + 1);
      if (refusal === undefined) this.#noteKinds(operation);
    }
  }

  #noteKinds(operation: Operation): void {
    const counts = this.#kinds.get(operation.op) ?? {};
    this.#kinds.set(operation.op, counts);
    const named = (this.#model.calls[operation.op] ?? []).find(
      (field) => fieldOf(this.#model, operation.op, field).is === "kinds",
    );
    // A field of sort `kinds` holds kinds.
    const kinds = named === undefined ? [] : (operation[named] as readonly Kind[]);
    for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  }

  /** All possible outcomes of calls, in the design's order; empty if it does not name its refusals. */
  rows(): CoverageRow[] {
    const { rules, calls } = this.#model;
    if (rules === undefined) return [];
    const rowOf = (op: string | undefined, refusal: string | undefined): CoverageRow => ({
      op,
      refusal,
      outcome: refusal === undefined ? "ok" : (rules.named[refusal]?.errno ?? "ok"),
      seen: this.#seen.get(keyOf(op, refusal)) ?? 0,
      kinds: refusal === undefined ? (this.#kinds.get(op ?? "") ?? {}) : {},
      whyNever: rules.whyNever(op, refusal, this.#scope),
    });
    return [
      ...rules.ofAll.map((refusal) => rowOf(undefined, refusal)),
      ...Object.keys(calls).flatMap((op) =>
        [undefined, ...(rules.of[op] ?? [])].map((refusal) => rowOf(op, refusal)),
      ),
    ];
  }
}

const keyOf = (op: string | undefined, refusal: string | undefined): string => `${op ?? ""} ${refusal ?? ""}`;

/** Adds up the rows of several comparisons. What can be seen in one of them counts as possible. */
export function coverageOfAll(parts: readonly (readonly CoverageRow[])[]): CoverageRow[] {
  const sums = new Map<string, CoverageRow>();
  for (const row of parts.flat()) {
    const key = keyOf(row.op, row.refusal);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : together(sum, row));
  }
  return [...sums.values()];
}

function together(one: CoverageRow, other: CoverageRow): CoverageRow {
  const kinds = { ...one.kinds };
  for (const [kind, number] of Object.entries(other.kinds) as [Kind, number][]) // its keys are kinds by type
    kinds[kind] = (kinds[kind] ?? 0) + number;
  const canBe = one.whyNever === undefined || other.whyNever === undefined;
  return { ...one, seen: one.seen + other.seen, kinds, whyNever: canBe ? undefined : one.whyNever };
}
