import type { Finding, PointProperty } from "../../model/property.ts";
import type { Words } from "../codec/words.ts";
import type { AskedProperty } from "../forms/point-form.ts";

/** How many counts an operation has: of each outcome, then of `ok` without a change. */
export const COUNTS_OF_OPERATION = 33;
/** The place of the last. */
export const UNCHANGED = COUNTS_OF_OPERATION - 1;
/** How many outcomes a design may declare, `ok` among them. */
export const MOST_OUTCOMES = COUNTS_OF_OPERATION - 1;

/** Whether a property is settled (broken; or reached, where it looks for something) in a state, or by a step out of it. */
export const SETTLED = { not: 0, here: 1, byStep: 2 } as const;

const FIRST_SUCCESSORS = 64;

/**
 * What the expansion of a state comes to. It is used again for the next one.
 *
 * Of a control form it is what all its states have in common, each with its own partition of the holders of opaque values (see `ControlPart`).
 */
export class Expansion {
  /** How often each operation came to each outcome, and to `ok` without a change. */
  readonly counts: Int32Array;
  /** In how many cases each property had something to say, and whether it was settled. */
  readonly cases: Int32Array;
  readonly settled: Uint8Array;
  /** Of each property whether it was seen to remember what it found: it may not be asked once for several states. */
  readonly remembers: Uint8Array;
  /** Whether no call can be tried. */
  isTerminal = false;
  /** How many successors there are; each is another state than this one, except that of a control form may be the same form. */
  successors = 0;
  /** For each successor its operation, and how many calls lead to it. */
  operations = new Uint16Array(FIRST_SUCCESSORS);
  weights = new Int32Array(FIRST_SUCCESSORS);
  /** With opaque sorts: how many combinations each has, and whether that is all there is to tell its states apart (see `StateSpace.locate`). */
  combinations = new Int32Array(FIRST_SUCCESSORS);
  isRigid = new Uint8Array(FIRST_SUCCESSORS);
  /** Their packed words one after another, and after those of each one the numbers of its copy tables. */
  words: Words;
  readonly #stride: number;

  /** @param stride how many words a successor takes */
  constructor(operations: number, properties: number, stride: number) {
    this.counts = new Int32Array(operations * COUNTS_OF_OPERATION);
    this.cases = new Int32Array(properties);
    this.settled = new Uint8Array(properties);
    this.remembers = new Uint8Array(properties);
    this.words = new Int32Array(stride * FIRST_SUCCESSORS);
    this.#stride = stride;
  }

  begin(): void {
    this.counts.fill(0);
    this.cases.fill(0);
    this.settled.fill(0);
    this.remembers.fill(0);
    this.isTerminal = false;
    this.successors = 0;
  }

  count(operation: number, outcome: number, calls: number): void {
    const place = operation * COUNTS_OF_OPERATION + outcome;
    this.counts[place] = (this.counts[place] ?? 0) + calls;
  }

  /** Notes what a property has found. @param where it settles the property if it does: in the state, or by a step out of it */
  note(
    { index, isSettledBy }: AskedProperty<PointProperty>,
    finding: Finding,
    cases: number,
    where: typeof SETTLED.here | typeof SETTLED.byStep,
  ): void {
    if (finding === "no case") return;
    this.cases[index] = (this.cases[index] ?? 0) + cases;
    if (!isSettledBy(finding)) return;
    const known = this.settled[index] ?? SETTLED.not;
    if (known === SETTLED.not || known > where) this.settled[index] = where;
  }

  /** Adds a successor. @returns where its words are to be written */
  add(operation: number, weight: number): number {
    const successor = this.successors++;
    if (successor >= this.operations.length) this.#grow();
    this.operations[successor] = operation;
    this.weights[successor] = weight;
    return successor * this.#stride;
  }

  /** Takes back the successor that was added last, where the same operation has led to it before: its calls count there. */
  merge(): void {
    const stride = this.#stride;
    const last = this.successors - 1;
    const at = last * stride;
    for (let other = 0; other < last; other++) {
      if (this.operations[other] !== this.operations[last]) continue;
      let word = 0;
      while (word < stride && this.words[other * stride + word] === this.words[at + word]) word++;
      if (word < stride) continue;
      this.weights[other] = (this.weights[other] ?? 0) + (this.weights[last] ?? 0);
      this.successors--;
      return;
    }
  }

  #grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    const operations = new Uint16Array(this.operations.length * 2);
    operations.set(this.operations);
    const weights = new Int32Array(this.weights.length * 2);
    weights.set(this.weights);
    const combinations = new Int32Array(this.combinations.length * 2);
    combinations.set(this.combinations);
    const isRigid = new Uint8Array(this.isRigid.length * 2);
    isRigid.set(this.isRigid);
    [this.words, this.operations, this.weights] = [words, operations, weights];
    [this.combinations, this.isRigid] = [combinations, isRigid];
  }
}
