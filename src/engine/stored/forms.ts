import type { Words } from "../codec/words.ts";
import { beginAlike, type KeyShape } from "./key.ts";
import type { Records } from "./records.ts";

/** The states of one form. */
export interface StatesOfForm {
  /** The words of the form stand at a place. */
  readonly words: Words;
  readonly at: number;
  /** Their combinations of partitions; only 0 where nothing is opaque. */
  readonly combinations: readonly number[];
}

/** States in order, those of each form together. */
export interface Forms {
  readonly length: number;
  form(place: number): StatesOfForm;
}

const ONE_STATE: readonly number[] = [0];

export function formsOf({ keys, count }: Records, { width, form }: KeyShape): Forms {
  if (form === width)
    return { length: count, form: (place) => ({ words: keys, at: place * width, combinations: ONE_STATE }) };
  const starts: number[] = [];
  for (let state = 0; state < count; state++)
    if (state === 0 || !beginAlike(keys, state * width, keys, (state - 1) * width, form)) starts.push(state);
  return {
    length: starts.length,
    form: (place) => {
      const [from = count, to = count] = [starts[place], starts[place + 1]];
      const combinations = Array.from(
        { length: to - from },
        (_, state) => keys[(from + state) * width + form] ?? 0,
      );
      return { words: keys, at: from * width, combinations };
    },
  };
}
