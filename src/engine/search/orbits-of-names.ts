import type { Words } from "../codec/words.ts";
import type { RenamedForms } from "../expand/renamed-forms.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { StateTable } from "../store/state-table.ts";
import type { Unit } from "./frontier.ts";
import type { SettledCombinations } from "./settled-combinations.ts";

/**
 * The orbits of the states of a search under renamings. What leads to one state of an orbit leads, renamed, to any other; so all of them are found on
 * one level. The least, by the words of its form and then by its combination, is expanded for all.
 */
export class OrbitsOfNames {
  readonly #renamed: RenamedForms;
  readonly #table: StateTable;
  readonly #settled: SettledCombinations;
  readonly #length: number;
  readonly #isFolded: boolean;

  constructor(
    { packer, part }: StateSpace,
    renamed: RenamedForms,
    table: StateTable,
    settled: SettledCombinations,
  ) {
    this.#renamed = renamed;
    this.#table = table;
    this.#settled = settled;
    this.#length = packer.length;
    this.#isFolded = part.opaque.length > 0;
  }

  /** Of the states of a form on a level those that are the least of their orbits, by the size of these. */
  leastOf(unit: Unit): Unit[] {
    const renamings = this.#renamed.count;
    if (renamings === 0) return [unit];
    const { form, combinations } = unit;
    const fixing = this.#renamingsThatFix(form);
    if (fixing === undefined) return [];
    if (!this.#isFolded || fixing.length === 0)
      return [{ form, combinations, weight: (renamings + 1) / (fixing.length + 1) }];
    const byWeight = new Map<number, number[]>();
    for (const combination of combinations) {
      const others = fixing.map((renaming) => this.#combinationAfter(renaming, form, combination));
      if (others.some((other) => other < combination)) continue;
      const weight = (renamings + 1) / (others.filter((other) => other === combination).length + 1);
      const alike = byWeight.get(weight);
      if (alike === undefined) byWeight.set(weight, [combination]);
      else alike.push(combination);
    }
    return [...byWeight].map(([weight, alike]) => ({ form, combinations: alike, weight }));
  }

  /** The renamings that lead from a form to itself; nothing where one leads to a lesser form. */
  #renamingsThatFix(form: number): number[] | undefined {
    const [words, at] = this.#find(form);
    const fixing: number[] = [];
    for (let renaming = 0; renaming < this.#renamed.count; renaming++) {
      const order = this.#compare(renaming, words, at);
      if (order < 0) return undefined;
      if (order === 0) fixing.push(renaming);
    }
    return fixing;
  }

  /** Visits the other states of the orbits of some states of a form, each once. */
  visitOthers(
    { form, combinations }: Unit,
    visit: (words: Words, at: number, combination: number) => void,
  ): void {
    if (this.#renamed.count === 0) return;
    const [words, at] = this.#find(form);
    for (const combination of combinations) {
      const visited = new Set([`${words.slice(at, at + this.#length)} ${combination}`]);
      for (let renaming = 0; renaming < this.#renamed.count; renaming++) {
        const { forms } = this.#renamed;
        const place = forms.placeOf(renaming);
        const other = this.#table.find(forms.words, place);
        const after = this.#combinationAfter(renaming, other, combination);
        const key = `${forms.words.slice(place, place + this.#length)} ${after}`;
        if (!visited.has(key)) visit(forms.words, place, after);
        visited.add(key);
      }
    }
  }

  #find(form: number): [words: Words, at: number] {
    this.#table.see(form);
    const { words } = this.#table;
    const at = this.#table.placeOf(form);
    this.#renamed.find(words, at);
    return [words, at];
  }

  /** @param form the one to which the renaming leads */
  #combinationAfter(renaming: number, form: number, combination: number): number {
    const copied = this.#renamed.combinationAfter(renaming, combination);
    return this.#renamed.forms.isRigid[renaming] === 1 ? copied : this.#settled.of(form, copied);
  }

  /** Compares the form to which a renaming leads with another one. */
  #compare(renaming: number, words: Words, at: number): number {
    const { forms } = this.#renamed;
    const place = forms.placeOf(renaming);
    for (let word = 0; word < this.#length; word++) {
      const difference = (forms.words[place + word] ?? 0) - (words[at + word] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}
