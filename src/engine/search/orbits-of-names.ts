import type { Words } from "../codec/words.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { Unit } from "./frontier.ts";
import type { RenamedStates } from "./renamed-states.ts";

/**
 * The orbits of the states of a search under renamings. A history that leads to one state of an orbit leads, renamed, to any other; so all of
 * them are found on one level. The least, by the words of its form and then by its combination, is expanded for all.
 */
export class OrbitsOfNames {
  readonly #states: RenamedStates;
  readonly #length: number;
  readonly #isFolded: boolean;

  constructor({ packer, part }: StateSpace, states: RenamedStates) {
    this.#states = states;
    this.#length = packer.length;
    this.#isFolded = part.opaque.length > 0;
  }

  /** Those states of a form on a level that are the least of their orbits, grouped by the size of the orbit. */
  leastOf(unit: Unit): Unit[] {
    const renamings = this.#states.renamed.count;
    if (renamings === 0) return [unit];
    const { form, combinations } = unit;
    const fixing = this.#renamingsThatFix(form);
    if (fixing === undefined) return [];
    if (!this.#isFolded || fixing.length === 0)
      return [{ form, combinations, weight: (renamings + 1) / (fixing.length + 1) }];
    const byWeight = new Map<number, number[]>();
    for (const combination of combinations) {
      const others = fixing.map((renaming) => this.#states.combinationAfter(renaming, form, combination));
      if (others.some((other) => other < combination)) continue;
      const weight = (renamings + 1) / (others.filter((other) => other === combination).length + 1);
      const alike = byWeight.get(weight);
      if (alike === undefined) byWeight.set(weight, [combination]);
      else alike.push(combination);
    }
    return [...byWeight].map(([weight, alike]) => ({ form, combinations: alike, weight }));
  }

  /** The renamings that map a form to itself; `undefined` if one maps it to a lesser form. */
  #renamingsThatFix(form: number): number[] | undefined {
    const [words, at] = this.#states.find(form);
    const fixing: number[] = [];
    for (let renaming = 0; renaming < this.#states.renamed.count; renaming++) {
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
    const { count, forms } = this.#states.renamed;
    if (count === 0) return;
    const [words, at] = this.#states.find(form);
    for (const combination of combinations) {
      const visited = new Set([`${words.slice(at, at + this.#length)} ${combination}`]);
      for (let renaming = 0; renaming < count; renaming++) {
        const place = forms.placeOf(renaming);
        const other = this.#states.formAfter(renaming);
        const after = this.#states.combinationAfter(renaming, other, combination);
        const key = `${forms.words.slice(place, place + this.#length)} ${after}`;
        if (!visited.has(key)) visit(forms.words, place, after);
        visited.add(key);
      }
    }
  }

  /** Compares the form that a renaming leads to with another one. */
  #compare(renaming: number, words: Words, at: number): number {
    const { forms } = this.#states.renamed;
    const place = forms.placeOf(renaming);
    for (let word = 0; word < this.#length; word++) {
      const difference = (forms.words[place + word] ?? 0) - (words[at + word] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}
