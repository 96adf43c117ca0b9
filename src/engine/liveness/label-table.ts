import type { Values } from "../codec/codec.ts";
import { hashOf } from "../codec/words.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import type { Label } from "./graph.ts";
import type { NumbersOfSort } from "./numbers.ts";

/** The words of a label before what numbers become: the call, the caller, and whether the state changes. */
const HEAD = 3;
/** The words of what it means for a question: what it owes, and what it allows. */
const WORDS_OF_MEANING = 2;

const SEED = 1;

/** The labels of edges: each once, as words in a row, so that most edges need no object of their own. */
export class LabelTable {
  readonly labels: Label[] = [];
  /** Those of the label that is being written. */
  readonly #words: Int32Array;
  readonly #asked: readonly AskedOnRuns[];
  /** The numbers that are followed, and where it stands what they become. */
  readonly #followed: readonly { readonly numbers: NumbersOfSort; readonly at: number }[];
  /** Where the meanings begin, each after the other. */
  readonly #meanings: number;
  /** The words of all labels, one after the other. */
  #all: Int32Array;
  /** By hash the place of a label and one, or 0. */
  #places = new Int32Array(1024);

  /** @param followed the numbers that are followed, those of tasks first */
  constructor(followed: readonly NumbersOfSort[], asked: readonly AskedOnRuns[]) {
    this.#asked = asked;
    let words = HEAD;
    this.#followed = followed.map((numbers) => {
      const at = words;
      words += numbers.largest;
      return { numbers, at };
    });
    this.#meanings = words;
    words += asked.length * WORDS_OF_MEANING;
    this.#words = new Int32Array(words);
    this.#all = new Int32Array(words * 256);
  }

  begin(call: number, caller: number, isChange: boolean): void {
    this.#words[0] = call;
    this.#words[1] = caller;
    this.#words[2] = isChange ? 1 : 0;
  }

  /** Says what the numbers become that are followed. */
  follow(after: Values, inForm: Int32Array | undefined): void {
    for (const { numbers, at } of this.#followed) numbers.writeAfter(after, inForm, this.#words, at);
  }

  /** Says what the step means for a question: the things to which it owes something, and those that allow it. */
  means(question: number, owes: number, allows: number): void {
    const at = this.#meanings + question * WORDS_OF_MEANING;
    this.#words[at] = owes;
    this.#words[at + 1] = allows;
  }

  /** The things to which the label that was written owes something, for a question. */
  owes(question: number): number {
    return this.#words[this.#meanings + question * WORDS_OF_MEANING] ?? 0;
  }

  /** The things that allow the step of which it was written, for a question. */
  allows(question: number): number {
    return this.#words[this.#meanings + question * WORDS_OF_MEANING + 1] ?? 0;
  }

  /** The place of the label that was written; nothing where it is none of those that are known. */
  find(): number | undefined {
    const known = this.#places[this.#slot()] ?? 0;
    return known === 0 ? undefined : known - 1;
  }

  /** The place of the label that was written, which is known from then on. */
  intern(): number {
    const slot = this.#slot();
    const known = this.#places[slot] ?? 0;
    if (known !== 0) return known - 1;
    const place = this.labels.push(this.#read()) - 1;
    const from = place * this.#words.length;
    if (from + this.#words.length > this.#all.length) {
      const more = new Int32Array(this.#all.length * 2);
      more.set(this.#all);
      this.#all = more;
    }
    this.#all.set(this.#words, from);
    this.#places[slot] = place + 1;
    if (this.labels.length * 2 > this.#places.length) this.#rehash();
    return place;
  }

  #read(): Label {
    const [call = 0, caller = 0, isChange = 0] = this.#words;
    const followed = this.#followed.map(({ numbers, at }) => ({
      numbers,
      next: [...this.#words.subarray(at, at + numbers.largest)],
    }));
    return {
      call,
      caller,
      isChange: isChange === 1,
      tasks: [0, ...(followed[0]?.next ?? [])],
      means: this.#asked.map((one, question) => {
        const at = this.#meanings + question * WORDS_OF_MEANING;
        const next = followed.find(({ numbers }) => numbers === one.numbers)?.next;
        return {
          things: next?.map((number) => number - 1) ?? [0],
          owes: this.#words[at] ?? 0,
          allows: this.#words[at + 1] ?? 0,
        };
      }),
    };
  }

  /** Where in the index the label that was written stands, or has room. */
  #slot(): number {
    const mask = this.#places.length - 1;
    let slot = hashOf(SEED, this.#words, 0, this.#words.length) & mask;
    for (;;) {
      const known = this.#places[slot] ?? 0;
      if (known === 0 || this.#isAt(known - 1)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isAt(place: number): boolean {
    const from = place * this.#words.length;
    for (let word = 0; word < this.#words.length; word++)
      if (this.#all[from + word] !== this.#words[word]) return false;
    return true;
  }

  #rehash(): void {
    const { length } = this.#words;
    const places = new Int32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let place = 0; place < this.labels.length; place++) {
      let slot = hashOf(SEED, this.#all, place * length, length) & mask;
      while (places[slot] !== 0) slot = (slot + 1) & mask;
      places[slot] = place + 1;
    }
    this.#places = places;
  }
}
