import type { Words } from "../codec/words.ts";
import type { RenamedForms } from "../expand/renamed-forms.ts";
import type { StateTable } from "../store/state-table.ts";
import type { SettledCombinations } from "./settled-combinations.ts";

/** The images of the states of a form under each renaming. If a state has been found, so have its images. */
export class RenamedStates {
  readonly renamed: RenamedForms;
  readonly #table: StateTable;
  readonly #settled: SettledCombinations;

  /** @param table the table of the control forms */
  constructor(renamed: RenamedForms, table: StateTable, settled: SettledCombinations) {
    this.renamed = renamed;
    this.#table = table;
    this.#settled = settled;
  }

  /** Finds the images of a form under all renamings. @returns where the form's own words are */
  find(form: number): [words: Words, at: number] {
    this.#table.see(form);
    const { words } = this.#table;
    const at = this.#table.placeOf(form);
    this.renamed.find(words, at);
    return [words, at];
  }

  /** The image under a renaming of the form given to `find` last; `NO_STATE` if there was no memory for it. */
  formAfter(renaming: number): number {
    const { forms } = this.renamed;
    return this.#table.find(forms.words, forms.placeOf(renaming));
  }

  /** The image under a renaming of a combination of the form given to `find` last. @param form that form's image: see `formAfter` */
  combinationAfter(renaming: number, form: number, combination: number): number {
    const copied = this.renamed.combinationAfter(renaming, combination);
    return this.renamed.forms.isRigid[renaming] === 1 ? copied : this.#settled.of(form, copied);
  }
}
