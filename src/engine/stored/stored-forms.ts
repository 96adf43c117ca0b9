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

/** So many forms are gone through before others may do something. */
const FORMS_AT_A_STRETCH = 4096;

/**
 * Reads them.
 *
 * @param lists the states of each level
 * @param memory the most bytes that they may take
 * @returns nothing where they take more
 * @throws {DamagedObject} where an object is not as it was written
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

/** Of a search of which no run is followed. */
export const NO_FORMS: StoredForms = {
  size: 0,
  bytes: 0,
  words: new Int32Array(),
  placeOf: () => 0,
  find: () => -1,
  levelOf: () => 0,
};
