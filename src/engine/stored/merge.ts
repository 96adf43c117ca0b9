import type { Words } from "../codec/words.ts";
import { compareKeys } from "./key.ts";
import type { ListCursor } from "./list.ts";

/**
 * Merges sorted lists: gives each group once, in order, with the states that it has in any of them (Knuth, "The Art of Computer Programming" 3, 5.4.1:
 * a heap of the lists, the one whose group comes first on top).
 */
export class Merge {
  /** The key of the current group, and which states it has. */
  readonly key: Words;
  bits = 0;
  readonly #width: number;
  readonly #heap: ListCursor[] = [];
  #waiting: ListCursor[];

  /** Stands before the first group: `next` leads there. @param width how many words a key takes */
  constructor(cursors: readonly ListCursor[], width: number) {
    this.#width = width;
    this.key = new Int32Array(width);
    this.#waiting = cursors.filter(({ isAtEnd }) => !isAtEnd);
  }

  /** Whether some list must be read before the next group is known: then await `load`. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  async load(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting.map((cursor) => cursor.load()));
    for (const cursor of waiting) {
      while (cursor.isWaiting) await cursor.load(); // a part may be empty
      if (!cursor.isAtEnd) this.#push(cursor);
    }
  }

  /** Goes on to the next group. @returns whether there is one */
  next(): boolean {
    const [first] = this.#heap;
    if (first === undefined) return false;
    for (let word = 0; word < this.#width; word++) this.key[word] = first.keys[first.at + word] ?? 0;
    this.bits = 0;
    for (let top = this.#heap[0]; top !== undefined && this.#isHere(top); top = this.#heap[0]) {
      this.bits |= top.bits;
      top.step();
      if (top.isWaiting || top.isAtEnd) {
        if (top.isWaiting) this.#waiting.push(top);
        const last = this.#heap.pop();
        if (last === undefined || last === top) continue;
        this.#heap[0] = last;
      }
      this.#sink();
    }
    return true;
  }

  #isHere({ keys, at }: ListCursor): boolean {
    return compareKeys(keys, at, this.key, 0, this.#width) === 0;
  }

  #isBefore(one: ListCursor, other: ListCursor): boolean {
    return compareKeys(one.keys, one.at, other.keys, other.at, this.#width) < 0;
  }

  #push(cursor: ListCursor): void {
    const heap = this.#heap;
    let place = heap.push(cursor) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !this.#isBefore(cursor, parent)) break;
      heap[place] = parent;
      heap[above] = cursor;
      place = above;
    }
  }

  /** Moves the top of the heap down to where it belongs. */
  #sink(): void {
    const heap = this.#heap;
    for (let place = 0; ; ) {
      const here = heap[place];
      let least = here;
      let to = place;
      for (const below of [2 * place + 1, 2 * place + 2]) {
        const child = heap[below];
        if (child === undefined || least === undefined || !this.#isBefore(child, least)) continue;
        least = child;
        to = below;
      }
      if (to === place || here === undefined || least === undefined) return;
      heap[place] = least;
      heap[to] = here;
      place = to;
    }
  }
}
