import { hashOf, type Words } from "../codec/words.ts";
import { beginAlike, type KeyShape } from "./key.ts";

const SEED = 0x9e3779b9;
const FIRST_PLACES = 2 ** 10;

/** What `find` returns if a key is not there. */
export const NO_KEY = -1;

/** Keys, numbered from 0 as they are added, each once. */
export class KeyTable {
  readonly #shape: KeyShape;
  #keys: Int32Array;
  /** Open addressing: the number of a key plus 1, or 0. */
  #index = new Int32Array(FIRST_PLACES * 2);
  #count = 0;

  constructor(shape: KeyShape) {
    this.#shape = shape;
    this.#keys = new Int32Array(FIRST_PLACES * shape.width);
  }

  get count(): number {
    return this.#count;
  }

  /** How many bytes the table takes. */
  get bytes(): number {
    return this.#keys.byteLength + this.#index.byteLength;
  }

  /** The keys, one after another. They may move when one is added. */
  get keys(): Words {
    return this.#keys;
  }

  /** The number of a key, which is added if it is not there. @param combination ignored if keys have none */
  add(words: Words, at: number, combination: number): number {
    if ((this.#count + 2) * 2 > this.#index.length) this.#grow();
    const place = this.#placeFor(words, at, combination);
    const known = (this.#index[place] ?? 0) - 1;
    if (known !== NO_KEY) return known;
    this.#index[place] = ++this.#count;
    return this.#count - 1;
  }

  /** The number of a key; `NO_KEY` if it is not there. */
  find(words: Words, at: number, combination: number): number {
    return (this.#index[this.#placeFor(words, at, combination)] ?? 0) - 1;
  }

  clear(): void {
    this.#index.fill(0);
    this.#count = 0;
  }

  /** Writes a key after the others, and finds its place in the index, or the free one for it. */
  #placeFor(words: Words, at: number, combination: number): number {
    const { width, form } = this.#shape;
    const to = this.#count * width;
    for (let word = 0; word < form; word++) this.#keys[to + word] = words[at + word] ?? 0;
    if (form < width) this.#keys[to + form] = combination;
    return this.#placeOf(to);
  }

  #placeOf(at: number): number {
    const { width } = this.#shape;
    const mask = this.#index.length - 1;
    for (let place = hashOf(SEED, this.#keys, at, width) & mask; ; place = (place + 1) & mask) {
      const known = (this.#index[place] ?? 0) - 1;
      if (known === NO_KEY || beginAlike(this.#keys, at, this.#keys, known * width, width)) return place;
    }
  }

  #grow(): void {
    const { width } = this.#shape;
    const keys = new Int32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    this.#index = new Int32Array(this.#index.length * 2);
    for (let key = 0; key < this.#count; key++) this.#index[this.#placeOf(key * width)] = key + 1;
  }
}
