import type { Values } from "../codec/codec.ts";
import { areEqual, type Words } from "../codec/words.ts";
import { CopyTables } from "../partition/copy-tables.ts";
import { Changes } from "../symmetry/changes.ts";
import type { StateSpace } from "./state-space.ts";
import type { Successors } from "./successors.ts";

/** Finds the successors of the state being expanded: the state after each call or, if something is opaque, its control form and copy tables. */
export class SuccessorFinder {
  /** The copy tables that the successors refer to. */
  readonly tables: CopyTables;
  readonly #space: StateSpace;
  readonly #successors: Successors;
  readonly #holdersBefore: Uint8Array;
  readonly #sources: Uint8Array;
  readonly #changes: Changes | undefined;
  readonly #isFolded: boolean;

  /**
   * @param successors receives them
   * @param holdersBefore how many holders the state has of each opaque sort, read at each call
   * @param tables receives the copy tables
   */
  constructor(
    space: StateSpace,
    successors: Successors,
    holdersBefore: Uint8Array,
    tables: CopyTables = new CopyTables(),
  ) {
    const { model, part } = space;
    this.#space = space;
    this.tables = tables;
    this.#successors = successors;
    this.#holdersBefore = holdersBefore;
    this.#sources = new Uint8Array(Math.max(0, ...part.opaque.map(({ slots }) => slots.length)));
    this.#changes = space.symmetry ? undefined : new Changes(model, part.whole);
    this.#isFolded = part.opaque.length > 0;
  }

  /** Starts with the state to expand. */
  begin(before: Values): void {
    this.#changes?.from(before);
  }

  /**
   * Adds the state after a call.
   *
   * @param words hold the state before it, from `at` on
   * @param weight how many calls this one stands for
   * @returns whether it is another, up to symmetry; `undefined` if that depends on who shares opaque values
   */
  add(after: Values, words: Words, at: number, operation: number, weight: number): boolean | undefined {
    const space = this.#space;
    const isRigid = space.locate(after);
    const isSame = areEqual(space.words, words, at);
    if (this.#isFolded) {
      this.addForm(operation, weight, isRigid);
      return isSame ? undefined : true;
    }
    if (!isSame) {
      const place = this.#successors.add(operation, weight); // which may reallocate the words
      copyWords(space.words, this.#successors.words, place);
    }
    return this.#changes === undefined ? !isSame : this.#changes.isChanged(after);
  }

  /** Adds the form located last, and its copy tables. @param isRigid what `locate` returned */
  addForm(operation: number, weight: number, isRigid: boolean): void {
    const successors = this.#successors;
    const { words, sharing } = this.#space;
    const place = successors.add(operation, weight);
    successors.combinations[successors.count - 1] = sharing.combinations();
    successors.isRigid[successors.count - 1] = isRigid ? 1 : 0;
    copyWords(words, successors.words, place);
    for (let opaque = 0; opaque < sharing.held.length; opaque++) {
      const before = this.#holdersBefore[opaque] ?? 0;
      const count = sharing.sourcesOf(opaque, before, this.#sources);
      successors.words[place + words.length + opaque] = this.tables.numberOf(before, this.#sources, count);
    }
    successors.merge();
  }
}

function copyWords(from: Words, to: Words, at: number): void {
  for (let word = 0; word < from.length; word++) to[at + word] = from[word] ?? 0;
}
