import type { Objects } from "../../objects/objects.ts";
import type { FoundStates } from "../liveness/steps-of-forms.ts";
import { formsOf } from "./forms.ts";
import type { KeyShape } from "./key.ts";
import { KeyTable } from "./key-table.ts";
import { type List, partName, readPart } from "./list.ts";
import { waitFor } from "./wait.ts";

/** The forms of stored states, in memory: each once, in the order of the levels on which they were found. */
export interface StoredForms extends FoundStates {
  readonly bytes: number;
  /** The first level on which a form was found. */
  levelOf(form: number): number;
}

/** How many forms are read before it yields. */
const FORMS_AT_A_STRETCH = 4096;

/**
 * Reads the forms of stored states.
 *
 * @param lists the states of each level
 * @param memory upper bound on the memory of the forms, in bytes
 * @returns `undefined` if they take more
 * @throws {DamagedObject} if an object is not as it was written
 */
export function* storedForms(
  objects: Objects,
  lists: readonly (readonly List[])[],
  shape: KeyShape,
  memory: number,
): Generator<Promise<void> | undefined, StoredForms | undefined> {
  const table = new KeyTable({ width: shape.form, form: shape.form });
  /** For each level how many forms there are up to it. */
  const ends: number[] = [];
  for (const level of lists) {
    for (const list of level)
      for (let part = 0; part < list.parts.length; part++) {
        const groups = yield* waitFor(readPart(objects, partName(list, part), shape, "states"));
        const forms = formsOf(groups, shape);
        for (let place = 0; place < forms.length; place++) {
          if (place % FORMS_AT_A_STRETCH === 0) yield;
          const { words, at } = forms.form(place);
          table.add(words, at, 0);
        }
        if (table.bytes > memory) return undefined;
      }
    ends.push(table.count);
  }
  return {
    size: table.count,
    bytes: table.bytes,
    words: table.keys,
    placeOf: (form) => form * shape.form,
    find: (words, at) => table.find(words, at, 0),
    levelOf: (form) => ends.findIndex((end) => form < end),
  };
}

/** The forms for a search whose runs are not followed: none. */
export const NO_FORMS: StoredForms = {
  size: 0,
  bytes: 0,
  words: new Int32Array(),
  placeOf: () => 0,
  find: () => -1,
  levelOf: () => 0,
};
