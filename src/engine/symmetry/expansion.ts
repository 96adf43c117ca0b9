import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Finding } from "../../model/property.ts";
import type { Words } from "../packed/words.ts";

/** What a property finds, without its words: these name numbers. */
export type FindingKind = "no case" | "holds" | "broken";

export function kindOf(finding: Finding): FindingKind {
  return typeof finding === "string" ? finding : "broken";
}

const FIRST_CALLS = 64;

/** All that the expansion of a state comes to, so that the expansion of another member of its class can be compared with it. */
export class Expansion {
  /** The calls that are offered, in the design's order. */
  offered: readonly Operation[] = [];
  /** Those that were carried out: of tasks that are alike only one makes each call. */
  readonly calls: Operation[] = [];
  readonly outcomes: Outcome[] = [];
  /** Whether the state after each call is another. */
  readonly changes: boolean[] = [];
  /** The findings of the open properties: on the state, then on the step of each call, in order. */
  readonly findings: FindingKind[] = [];
  /** The canonical form of the state, and of the state after each call, packed one after another. */
  #words: Words;
  readonly #length: number;

  /** @param length how many words a packed state takes */
  constructor(length: number) {
    this.#length = length;
    this.#words = new Int32Array(length * FIRST_CALLS);
  }

  /** Begins anew, with the canonical form of a state. */
  begin(words: Words, at: number): void {
    this.offered = [];
    this.calls.length = 0;
    this.outcomes.length = 0;
    this.changes.length = 0;
    this.findings.length = 0;
    this.#write(0, words, at);
  }

  /** Adds a call that was carried out. @param successor the canonical form of the state after it; nothing where that is as before */
  add(operation: Operation, outcome: Outcome, successor: Words | undefined): void {
    this.calls.push(operation);
    this.outcomes.push(outcome);
    this.changes.push(successor !== undefined);
    if (successor === undefined) this.#write(this.calls.length, this.#words, 0);
    else this.#write(this.calls.length, successor, 0);
  }

  /** Whether some words are the canonical form of the state. */
  isState(words: Words): boolean {
    return this.#isAt(0, words);
  }

  /** Whether some words are the canonical form of the state after a call. */
  isSuccessor(call: number, words: Words): boolean {
    return this.#isAt(call + 1, words);
  }

  #isAt(index: number, words: Words): boolean {
    const from = index * this.#length;
    for (let word = 0; word < this.#length; word++)
      if (this.#words[from + word] !== words[word]) return false;
    return true;
  }

  #write(index: number, words: Words, at: number): void {
    const from = index * this.#length;
    if (from + this.#length > this.#words.length) {
      const more = new Int32Array(this.#words.length * 2);
      more.set(this.#words);
      this.#words = more;
    }
    for (let word = 0; word < this.#length; word++) this.#words[from + word] = words[at + word] ?? 0;
  }
}
