/**
 * What a set of worlds notes of each: the level on which it was found, and the operation by which. It is one word, so that it changes
 * at once: the operation in the low bits, then a mark, then the level and one more. So a note is never 0.
 */
const BITS_OF_OPERATION = 10;
const BITS_OF_LEVEL = 20;
const OPERATION = 2 ** BITS_OF_OPERATION - 1;
const MARK = 2 ** BITS_OF_OPERATION;
const BELOW_LEVEL = BITS_OF_OPERATION + 1;

/** The most operations that a design can declare. */
export const MOST_OPERATIONS = 2 ** BITS_OF_OPERATION;

/** The deepest level of a search. */
export const DEEPEST_LEVEL = 2 ** BITS_OF_LEVEL - 2;

/** The note of a world that is new. */
export function noteOf(level: number, operation: number): number {
  return ((level + 1) << BELOW_LEVEL) | operation;
}

/**
 * Notes that an operation leads to a known world. Of the operations that lead to it from the level before its own, the first in the
 * design's order counts, whichever worker comes first.
 *
 * @param place where the note stands
 * @returns the operation in whose place it is now; nothing where nothing changes
 */
export function reach(
  notes: Int32Array,
  place: number,
  level: number,
  operation: number,
): number | undefined {
  const note = noteOf(level, operation);
  let known = writtenAt(notes, place);
  while (known > note && known >> BELOW_LEVEL === level + 1) {
    const found = Atomics.compareExchange(notes, place, known, note);
    if (found === known) return known & OPERATION;
    known = found;
  }
  return undefined;
}

/** Marks a world. @returns whether it is of a level and was not marked */
export function mark(notes: Int32Array, place: number, level: number): boolean {
  const note = writtenAt(notes, place);
  if (note >> BELOW_LEVEL !== level + 1 || (note & MARK) !== 0) return false;
  notes[place] = note | MARK;
  return true;
}

/** Takes the mark from a note, where there is one. */
export function unmark(notes: Int32Array, place: number): void {
  notes[place] = (notes[place] ?? 0) & ~MARK;
}

/** A note, which the worker that has found the world may be about to write. */
function writtenAt(notes: Int32Array, place: number): number {
  const known = notes[place] ?? 0;
  if (known !== 0) return known;
  for (;;) {
    const note = Atomics.load(notes, place);
    if (note !== 0) return note;
  }
}
