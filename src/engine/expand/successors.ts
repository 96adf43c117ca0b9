import type { Words } from "../codec/words.ts";

const FIRST_ROOM = 64;

/**
 * The successors of a state, in arrays that grow and are reused for the next state. Each differs from that state, but a control form may be its own
 * successor.
 */
export class Successors {
  count = 0;
  /** For each, its operation and how many calls lead to it. */
  operations = new Uint16Array(FIRST_ROOM);
  weights = new Int32Array(FIRST_ROOM);
  /** With opaque sorts: how many combinations each has, and whether these identify its states (see `StateSpace.locate`). */
  combinations = new Int32Array(FIRST_ROOM);
  isRigid = new Uint8Array(FIRST_ROOM);
  /** Their packed words one after another, each followed by the numbers of its copy tables. */
  words: Words;
  /** How many words a successor takes. */
  readonly stride: number;

  constructor(stride: number) {
    this.stride = stride;
    this.words = new Int32Array(stride * FIRST_ROOM);
  }

  begin(): void {
    this.count = 0;
  }

  /** Where the words of a successor begin. */
  placeOf(successor: number): number {
    return successor * this.stride;
  }

  /** Adds a successor. @returns where to write its words */
  add(operation: number, weight: number): number {
    const successor = this.count++;
    if (successor >= this.operations.length) this.#grow();
    this.operations[successor] = operation;
    this.weights[successor] = weight;
    return this.placeOf(successor);
  }

  /** Removes the successor added last if the same operation led to it before, and counts its calls there. */
  merge(): void {
    const { stride, words } = this;
    const last = this.count - 1;
    const at = this.placeOf(last);
    for (let other = 0; other < last; other++) {
      if (this.operations[other] !== this.operations[last]) continue;
      let word = 0;
      while (word < stride && words[other * stride + word] === words[at + word]) word++;
      if (word < stride) continue;
      this.weights[other] = (this.weights[other] ?? 0) + (this.weights[last] ?? 0);
      this.count--;
      return;
    }
  }

  #grow(): void {
    const room = this.operations.length * 2;
    this.words = copied(this.words, new Int32Array(room * this.stride));
    this.operations = copied(this.operations, new Uint16Array(room));
    this.weights = copied(this.weights, new Int32Array(room));
    this.combinations = copied(this.combinations, new Int32Array(room));
    this.isRigid = copied(this.isRigid, new Uint8Array(room));
  }
}

function copied<Row extends Int32Array | Uint16Array | Uint8Array>(from: Row, to: Row): Row {
  to.set(from);
  return to;
}
