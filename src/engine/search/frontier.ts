import { WORDS_OF_ENTRY } from "./frontier-writer.ts";
import { lengthOfFrontier, type SharedMemory } from "./shared-memory.ts";

/** The states of one form on a level. */
export interface Unit {
  readonly form: number;
  /** Their combinations of partitions; only 0 if nothing is opaque. */
  readonly combinations: readonly number[];
  /** How many states each of them stands for: itself, and those that differ from it only in names. */
  readonly weight: number;
}

const ONE_STATE: readonly number[] = [0];

/** The states of a level, grouped by form. Every worker sees them in the same order. */
export class Frontier {
  readonly #forms: Int32Array;
  /** For each form where its combinations begin; `undefined` if nothing is opaque. */
  readonly #starts: Int32Array | undefined;
  readonly #combinations: Int32Array;

  /** @param isFolded whether some sorts are opaque */
  constructor(memory: SharedMemory, level: number, isFolded: boolean) {
    const entries = entriesOf(memory, level);
    const count = entries.reduce((sum, { length }) => sum + length / WORDS_OF_ENTRY, 0);
    const forms = new Int32Array(count);
    this.#combinations = new Int32Array(isFolded ? count : 0);
    if (!isFolded) {
      let place = 0;
      for (const words of entries)
        for (let at = 0; at < words.length; at += WORDS_OF_ENTRY) forms[place++] = words[at] ?? 0;
      this.#forms = forms;
      return;
    }
    const placeOf = new Map<number, number>();
    const sizes = new Int32Array(count + 1);
    for (const words of entries)
      for (let at = 0; at < words.length; at += WORDS_OF_ENTRY) {
        const form = words[at] ?? 0;
        const place = placeOf.get(form) ?? placeOf.size;
        if (place === placeOf.size) {
          placeOf.set(form, place);
          forms[place] = form;
        }
        sizes[place] = (sizes[place] ?? 0) + 1;
      }
    this.#forms = forms.subarray(0, placeOf.size);
    const starts = new Int32Array(placeOf.size + 1);
    for (let place = 0; place < placeOf.size; place++)
      starts[place + 1] = (starts[place] ?? 0) + (sizes[place] ?? 0);
    const next = starts.slice();
    for (const words of entries)
      for (let at = 0; at < words.length; at += WORDS_OF_ENTRY) {
        const place = placeOf.get(words[at] ?? 0) ?? 0;
        const to = next[place] ?? 0;
        this.#combinations[to] = words[at + 1] ?? 0;
        next[place] = to + 1;
      }
    this.#starts = starts;
  }

  /** How many forms there are. */
  get length(): number {
    return this.#forms.length;
  }

  /** The states of a form, by its place among the forms. */
  unit(place: number): Unit {
    const form = this.#forms[place] ?? 0;
    if (this.#starts === undefined) return { form, combinations: ONE_STATE, weight: 1 };
    return {
      form,
      weight: 1,
      combinations: Array.from(
        this.#combinations.subarray(this.#starts[place] ?? 0, this.#starts[place + 1] ?? 0),
      ),
    };
  }
}

/** What each worker has found of a level. */
function entriesOf({ states, lengths }: SharedMemory, level: number): Int32Array[] {
  return states.frontiers.map((buffers, worker) => {
    const count = lengths[lengthOfFrontier(worker, level)] ?? 0;
    return new Int32Array(buffers[level % 2 === 0 ? 0 : 1], 0, count * WORDS_OF_ENTRY);
  });
}

/** How many states a level has. */
export function sizeOfLevel({ states, lengths }: SharedMemory, level: number): number {
  return states.frontiers.reduce(
    (sum, _, worker) => sum + (lengths[lengthOfFrontier(worker, level)] ?? 0),
    0,
  );
}
