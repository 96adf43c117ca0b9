import type { Words } from "../codec/words.ts";
import { addCombinations, areFolded, type Groups } from "./groups.ts";
import { beginAlike, type KeyShape } from "./key.ts";

/** The states of one form. */
export interface StatesOfForm {
  /** The words of the form begin at `at`. */
  readonly words: Words;
  readonly at: number;
  /** Their combinations of partitions; only 0 if nothing is opaque. */
  readonly combinations: readonly number[];
}

/** States in order, those of each form together. */
export interface Forms {
  readonly length: number;
  form(place: number): StatesOfForm;
}

const ONLY_ONE: readonly number[] = [0];

export function formsOf({ keys, bits, count }: Groups, shape: KeyShape): Forms {
  const { width, form } = shape;
  if (!areFolded(shape))
    return { length: count, form: (place) => ({ words: keys, at: place * width, combinations: ONLY_ONE }) };
  const starts: number[] = [];
  for (let group = 0; group < count; group++)
    if (group === 0 || !beginAlike(keys, group * width, keys, (group - 1) * width, form)) starts.push(group);
  return {
    length: starts.length,
    form: (place) => {
      const [from = count, to = count] = [starts[place], starts[place + 1]];
      const combinations: number[] = [];
      for (let group = from; group < to; group++)
        addCombinations(keys[group * width + form] ?? 0, bits[group] ?? 0, combinations);
      return { words: keys, at: from * width, combinations };
    },
  };
}
