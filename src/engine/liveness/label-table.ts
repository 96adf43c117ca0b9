import type { Values } from "../codec/codec.ts";
import { hashOf } from "../codec/words.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import type { Labels } from "./graph.ts";
import type { NumbersOfSort } from "./numbers.ts";

/** The number of words at the start of a label: the call, the caller, and whether the state changes. What numbers become follows. */
const HEAD = 3;
/** The number of words for what it means for a question: what it owes, and what it allows. */
const WORDS_OF_MEANING = 2;

const SEED = 1;
/** Initial room for labels, and size of the hash table: a power of two. */
const FIRST_ROOM = 1024;

/** The labels of edges, each once, as consecutive words. */
export class LabelTable implements Labels {
  /** The number of labels, which is also the place of the one that is being written. */
  count = 0;
  readonly tasks: number;
  /** The sorts of number that are followed, and where in a label the words begin for what they become. */
  readonly #followed: readonly { readonly numbers: NumbersOfSort; readonly at: number }[];
  /** For each question, where the words begin for what its things become; 0 if it is about none. */
  readonly #things: readonly number[];
  /** Where the meanings for the questions begin, one after the other. */
  readonly #meanings: number;
  readonly #length: number;
  /** The words of all labels, one after the other, and of the one that is being written. */
  #words: Int32Array;
  /** Hash table: the place of a label plus 1, or 0 if free. */
  #places = new Int32Array(FIRST_ROOM);

  /** @param tasks the numbers of tasks @param followed all numbers that are followed, including those of tasks */
  constructor(tasks: NumbersOfSort, followed: readonly NumbersOfSort[], asked: readonly AskedOnRuns[]) {
    this.tasks = tasks.largest;
    let words = HEAD;
    const places = new Map<NumbersOfSort | undefined, number>();
    for (const numbers of [tasks, ...followed.filter((one) => one !== tasks)]) {
      places.set(numbers, words);
      words += numbers.largest;
    }
    this.#followed = [...places].flatMap(([numbers, at]) => (numbers === undefined ? [] : [{ numbers, at }]));
    this.#things = asked.map(({ numbers }) => places.get(numbers) ?? 0);
    this.#meanings = words;
    this.#length = words + asked.length * WORDS_OF_MEANING;
    this.#words = new Int32Array(this.#length * FIRST_ROOM);
  }

  /** How many bytes the labels take. */
  get bytes(): number {
    return this.#words.byteLength + this.#places.byteLength;
  }

  callOf(label: number): number {
    return this.#words[label * this.#length] ?? 0;
  }

  callerOf(label: number): number {
    return this.#words[label * this.#length + 1] ?? 0;
  }

  isChange(label: number): boolean {
    return this.#words[label * this.#length + 2] === 1;
  }

  taskAfter(label: number, task: number): number {
    return task > this.tasks ? 0 : (this.#words[label * this.#length + HEAD + task - 1] ?? 0);
  }

  thingAfter(label: number, question: number, thing: number): number {
    const at = this.#things[question] ?? 0;
    return at === 0 ? 0 : (this.#words[label * this.#length + at + thing] ?? 0) - 1;
  }

  owes(label: number, question: number): number {
    return this.#words[this.#meaningAt(label, question)] ?? 0;
  }

  allows(label: number, question: number): number {
    return this.#words[this.#meaningAt(label, question) + 1] ?? 0;
  }

  /** Begins to write a label. */
  begin(call: number, caller: number, isChange: boolean): void {
    const at = this.count * this.#length;
    this.#words[at] = call;
    this.#words[at + 1] = caller;
    this.#words[at + 2] = isChange ? 1 : 0;
  }

  /** Writes what the numbers that are followed become. */
  follow(after: Values, inForm: Int32Array | undefined): void {
    const from = this.count * this.#length;
    for (const { numbers, at } of this.#followed) numbers.writeAfter(after, inForm, this.#words, from + at);
  }

  /** Writes what the step means for a question: the things to which it owes something, and those that allow it. */
  means(question: number, owes: number, allows: number): void {
    const at = this.#meaningAt(this.count, question);
    this.#words[at] = owes;
    this.#words[at + 1] = allows;
  }

  /** The place of the label just written, or `undefined` if it is not known. */
  find(): number | undefined {
    const known = this.#places[this.#slot()] ?? 0;
    return known === 0 ? undefined : known - 1;
  }

  /** The place of the label just written, which is added if it is not known. */
  intern(): number {
    const slot = this.#slot();
    const known = this.#places[slot] ?? 0;
    if (known !== 0) return known - 1;
    const place = this.count++;
    this.#places[slot] = place + 1;
    if ((this.count + 1) * this.#length > this.#words.length) {
      const more = new Int32Array(this.#words.length * 2);
      more.set(this.#words);
      this.#words = more;
    }
    if (this.count * 2 > this.#places.length) this.#rehash();
    return place;
  }

  #meaningAt(label: number, question: number): number {
    return label * this.#length + this.#meanings + question * WORDS_OF_MEANING;
  }

  /** The slot in the hash table that has the label just written, or is free for it. */
  #slot(): number {
    const mask = this.#places.length - 1;
    let slot = this.#hashOf(this.count) & mask;
    for (;;) {
      const known = this.#places[slot] ?? 0;
      if (known === 0 || this.#isWritten(known - 1)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #hashOf(label: number): number {
    return hashOf(SEED, this.#words, label * this.#length, this.#length);
  }

  /** Whether a label is the same as the one just written. */
  #isWritten(label: number): boolean {
    const [one, other] = [label * this.#length, this.count * this.#length];
    for (let word = 0; word < this.#length; word++)
      if (this.#words[one + word] !== this.#words[other + word]) return false;
    return true;
  }

  #rehash(): void {
    this.#places = new Int32Array(this.#places.length * 2);
    const mask = this.#places.length - 1;
    for (let label = 0; label < this.count; label++) {
      let slot = this.#hashOf(label) & mask;
      while (this.#places[slot] !== 0) slot = (slot + 1) & mask;
      this.#places[slot] = label + 1;
    }
  }
}
