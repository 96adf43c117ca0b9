import type { Words } from "../codec/words.ts";
import type { RenamedForms } from "../expand/renamed-forms.ts";
import type { StateTable } from "../store/state-table.ts";
import type { SettledCombinations } from "./settled-combinations.ts";

/** What each renaming makes of the states of a form: of those that are found, each again one that is. */
export class RenamedStates {
  readonly renamed: RenamedForms;
  readonly #table: StateTable;
  readonly #settled: SettledCombinations;

  /** @param table has the control forms */
  constructor(renamed: RenamedForms, table: StateTable, settled: SettledCombinations) {
    this.renamed = renamed;
    this.#table = table;
    this.#settled = settled;
  }

  /** Finds what the renamings make of a form. @returns where its own words stand */
  find(form: number): [words: Words, at: number] {
    this.#table.see(form);
    const { words } = this.#table;
    const at = this.#table.placeOf(form);
    this.renamed.find(words, at);
    return [words, at];
  }

  /** The form to which a renaming leads from the one that was found last; `NO_STATE` where there was no memory for it. */
  formAfter(renaming: number): number {
    const { forms } = this.renamed;
    return this.#table.find(forms.words, forms.placeOf(renaming));
  }

  /** The combination of partitions to which a renaming leads from one of the form that was found last. @param form see `formAfter` */
  combinationAfter(renaming: number, form: number, combination: number): number {
    const copied = this.renamed.combinationAfter(renaming, combination);
    return this.renamed.forms.isRigid[renaming] === 1 ? copied : this.#settled.of(form, copied);
  }
}
