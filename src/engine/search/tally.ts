import type { Words } from "../codec/words.ts";
import { COUNTS_OF_OPERATION, type Expansion, SETTLED } from "../expand/expansion.ts";
import { COUNT, type CountsLayout, callCount, caseCount, type Findings, LED_TO_NEW } from "./findings.ts";
import { TerminalStates } from "./terminal-states.ts";

/** What one worker counts and notes. It is summed up at the end. */
export class Tally {
  readonly #layout: CountsLayout;
  readonly #counts: Float64Array;
  readonly #breaches: Int32Array;
  readonly #terminal: TerminalStates;

  constructor({ options, counts, breaches, terminal }: Findings, worker: number) {
    const [ownCounts, ownBreaches, ownTerminal] = [counts[worker], breaches[worker], terminal[worker]];
    if (!ownCounts || !ownBreaches || !ownTerminal) throw new RangeError(`there is no worker ${worker}`);
    this.#layout = options;
    this.#counts = ownCounts;
    this.#breaches = ownBreaches;
    this.#terminal = new TerminalStates(ownTerminal, options.wordsOfState + 1);
  }

  increase(count: number, by: number): void {
    this.#counts[count] = (this.#counts[count] ?? 0) + by;
  }

  /** Counts new states by the operation that led to them. The count may be negative in one worker; the sum is not. */
  countNew(operation: number, states: number): void {
    this.increase(callCount(operation, LED_TO_NEW), states);
  }

  countUnchanged(operation: number, calls: number): void {
    if (calls > 0) this.increase(callCount(operation, COUNTS_OF_OPERATION - 1), calls);
  }

  /** Records what properties found in states of a level, or by steps out of them. @param weight how many states each stands for */
  takeProperties({ cases, settled }: Expansion, level: number, weight = 1): void {
    for (let property = 0; property < cases.length; property++) {
      const found = cases[property] ?? 0;
      if (found > 0) this.increase(caseCount(this.#layout, property), found * weight);
      if (settled[property] === SETTLED.not) continue;
      const length = settled[property] === SETTLED.here ? level : level + 1;
      const known = this.#breaches[property] ?? 0;
      if (known === 0 || known > length + 1) this.#breaches[property] = length + 1;
    }
  }

  /** Counts the calls of a form once for each of its states. */
  takeCalls({ counts }: Expansion, states: number): void {
    for (let operation = 0; operation < this.#layout.operations; operation++)
      for (let count = 0; count < COUNTS_OF_OPERATION; count++) {
        const calls = counts[operation * COUNTS_OF_OPERATION + count] ?? 0;
        if (calls > 0) this.increase(callCount(operation, count), calls * states);
      }
    this.increase(COUNT.expanded, states);
  }

  /** Counts a terminal state, and keeps it if it is among the first. */
  takeTerminal(words: Words, at: number, combination: number): void {
    this.#terminal.take(words, at, combination, this.#counts[COUNT.terminal] ?? 0);
    this.increase(COUNT.terminal, 1);
  }
}
