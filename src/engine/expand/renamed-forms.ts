import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import { Renamings } from "../symmetry/renamings.ts";
import type { StateSpace } from "./state-space.ts";
import { combinationAfter, stepWithTablesOf } from "./steps.ts";
import { SuccessorFinder } from "./successor-finder.ts";
import { Successors } from "./successors.ts";

/** The image of a form under each renaming, another form or the same, and for each opaque sort a copy table that maps the partitions of its states to theirs. */
export class RenamedForms {
  /** How many renamings there are. */
  readonly count: number;
  /** The forms, in the order of the renamings, as if each renaming were a call. */
  readonly forms: Successors;
  readonly #space: StateSpace;
  readonly #renamings: Renamings;
  readonly #finder: SuccessorFinder;
  readonly #form: Values;
  readonly #values: Values;
  readonly #holders: Uint8Array;

  /** @param tables receives the copy tables. @param isUsed whether names are renamed at all */
  constructor(space: StateSpace, tables: CopyTables, isUsed: boolean) {
    const { part, packer } = space;
    this.#space = space;
    this.#renamings = new Renamings(part.whole);
    this.count = isUsed ? this.#renamings.count : 0;
    this.forms = new Successors(packer.length + part.opaque.length);
    this.#form = space.values();
    this.#values = space.values();
    this.#holders = new Uint8Array(part.opaque.length);
    this.#finder = new SuccessorFinder(space, this.forms, this.#holders, tables);
  }

  /** Finds the images of a form under all renamings. */
  find(words: Words, at: number): void {
    this.#space.stateWhereAllDiffer(words, at, this.#form);
    this.#holders.set(this.#space.sharing.holders);
    this.forms.begin();
    for (let renaming = 0; renaming < this.count; renaming++) {
      this.#values.set(this.#form);
      this.#renamings.apply(renaming, this.#values);
      this.#finder.addForm(renaming, 1, this.#space.locate(this.#values));
    }
  }

  /** The combination to which a renaming takes one of the form renamed last. If the resulting form is not rigid, other combinations may stand for the same state. */
  combinationAfter(renaming: number, combination: number): number {
    const opaque = this.#space.part.opaque.length;
    const at = stepWithTablesOf(this.forms, renaming, opaque);
    return combinationAfter(this.#finder.tables, this.forms.words, at, opaque, combination);
  }
}
