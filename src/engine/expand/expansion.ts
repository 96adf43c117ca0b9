import type { Finding, PointProperty } from "../../model/property.ts";
import type { AskedProperty } from "../forms/point-form.ts";
import { Successors } from "./successors.ts";

/** How many counts an operation has: one for each outcome, then one for `ok` without a change. */
export const COUNTS_OF_OPERATION = 33;
/** The index of the count for `ok` without a change. */
export const UNCHANGED = COUNTS_OF_OPERATION - 1;
/** How many outcomes a design may declare, including `ok`. */
export const MAX_OUTCOMES = COUNTS_OF_OPERATION - 1;

/** Whether a property is settled (broken, or reached if it looks for something) in a state or by a step out of it. */
export const SETTLED = { not: 0, here: 1, byStep: 2 } as const;

/**
 * The result of expanding a state. The object is reused for the next one.
 *
 * For a control form, it is what all its states have in common, each with its own partition of the holders of opaque values (see `ControlPart`).
 */
export class Expansion {
  /** How often each operation ended in each outcome, and in `ok` without a change. */
  readonly counts: Int32Array;
  /** For each property, in how many cases it had something to say, and whether it was settled (`SETTLED`). */
  readonly cases: Int32Array;
  readonly settled: Uint8Array;
  /** For each property, whether it was seen to remember what it found, so it may not be asked once for several states. */
  readonly remembers: Uint8Array;
  readonly successors: Successors;
  /** For a control form, whether each property was asked once for all its states. */
  isUniform = true;
  /** Whether no call can be tried. */
  isTerminal = false;

  /** @param stride how many words a successor takes */
  constructor(operations: number, properties: number, stride: number) {
    this.counts = new Int32Array(operations * COUNTS_OF_OPERATION);
    this.cases = new Int32Array(properties);
    this.settled = new Uint8Array(properties);
    this.remembers = new Uint8Array(properties);
    this.successors = new Successors(stride);
  }

  begin(): void {
    this.counts.fill(0);
    this.cases.fill(0);
    this.settled.fill(0);
    this.remembers.fill(0);
    this.isTerminal = false;
    this.isUniform = true;
    this.successors.begin();
  }

  count(operation: number, outcome: number, calls: number): void {
    const place = operation * COUNTS_OF_OPERATION + outcome;
    this.counts[place] = (this.counts[place] ?? 0) + calls;
  }

  /** Records a finding. @param where where the property is settled if the finding settles it: in the state, or by a step out of it */
  note(
    { index, isSettledBy }: AskedProperty<PointProperty>,
    finding: Finding,
    cases: number,
    where: typeof SETTLED.here | typeof SETTLED.byStep,
  ): void {
    if (finding === "no case") return;
    this.cases[index] = (this.cases[index] ?? 0) + cases;
    // A property is about states or about steps, so only one of them can settle it.
    if (isSettledBy(finding)) this.settled[index] = where;
  }
}
