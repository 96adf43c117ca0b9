import type { Words } from "../codec/words.ts";
import { COUNT, type Findings, MAX_TERMINAL } from "./findings.ts";

/** What is kept of a terminal state: the words of its form, and the combination of partitions. */
export type KeptState = Int32Array;

/**
 * The terminal states that one worker keeps: of those that it has met, the first in the order of their words. So the first of all workers do
 * not depend on which worker met which.
 */
export class TerminalStates {
  readonly #words: Int32Array;
  readonly #width: number;

  /** @param words where they are kept. @param width how many words each takes */
  constructor(words: Int32Array, width: number) {
    this.#words = words;
    this.#width = width;
  }

  /** Keeps the state with a form and a combination if it is among the first. @param met how many this worker has met before */
  take(words: Words, at: number, combination: number, met: number): void {
    const state = new Int32Array(this.#width);
    state.set(words.subarray(at, at + this.#width - 1));
    state[this.#width - 1] = combination;
    if (met < MAX_TERMINAL) {
      this.#words.set(state, met * this.#width);
      return;
    }
    let last = 0;
    for (let place = 1; place < MAX_TERMINAL; place++)
      if (compareStates(this.#at(place), this.#at(last)) > 0) last = place;
    if (compareStates(state, this.#at(last)) < 0) this.#words.set(state, last * this.#width);
  }

  #at(place: number): KeptState {
    return this.#words.subarray(place * this.#width, (place + 1) * this.#width);
  }
}

/** The first of the terminal states that all workers have met, in the order of their words. */
export function terminalStatesIn({ terminal, counts, options }: Findings): KeptState[] {
  const width = options.wordsOfState + 1;
  const kept = terminal.flatMap((words, worker) => {
    const states = Math.min(counts[worker]?.[COUNT.terminal] ?? 0, MAX_TERMINAL);
    return Array.from({ length: states }, (_, place) => words.slice(place * width, (place + 1) * width));
  });
  return kept.sort(compareStates).slice(0, MAX_TERMINAL);
}

function compareStates(one: KeptState, other: KeptState): number {
  const place = one.findIndex((word, index) => word !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}
