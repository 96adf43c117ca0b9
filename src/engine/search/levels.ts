import { WORDS_OF_LATE } from "./frontier-writer.ts";
import type { SharedMemory } from "./shared-memory.ts";
import { CONTROL, lengthOfLate } from "./shared-memory.ts";

/** On which level each state of a search was found. */
export class Levels {
  /** For each level how many forms had been found before its successors were. */
  readonly #formsBefore: readonly number[];
  readonly #late = new Map<string, number>();

  /** @param formsBefore for each level that was expanded, how many forms had been found before it was */
  constructor({ states, lengths, control }: SharedMemory, formsBefore: readonly number[]) {
    this.#formsBefore = [...formsBefore, control[CONTROL.forms] ?? 0];
    for (const [worker, buffer] of states.late.entries()) {
      const count = lengths[lengthOfLate(worker)] ?? 0;
      const words = new Int32Array(buffer, 0, count * WORDS_OF_LATE);
      for (let at = 0; at < words.length; at += WORDS_OF_LATE)
        this.#late.set(`${words[at]} ${words[at + 1]}`, words[at + 2] ?? 0);
    }
  }

  /** The level of a state that was found. */
  of(form: number, combination: number): number {
    if (this.#late.size > 0) {
      const late = this.#late.get(`${form} ${combination}`);
      if (late !== undefined) return late;
    }
    // The first level whose successors were found after the form.
    let [from, to] = [0, this.#formsBefore.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (form < (this.#formsBefore[middle] ?? 0)) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}
