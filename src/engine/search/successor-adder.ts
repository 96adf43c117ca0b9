import type { Words } from "../codec/words.ts";
import type { Expansion } from "../expand/expansion.ts";
import type { StateSpace } from "../expand/state-space.ts";
import {
  combinationsAfter,
  OPERATION,
  type Steps,
  stepsOf,
  TABLES,
  TARGET,
  WEIGHT,
} from "../expand/steps.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import { NO_STATE } from "../store/state-table.ts";
import { COUNT } from "./findings.ts";
import type { Unit } from "./frontier.ts";
import type { RenamedStates } from "./renamed-states.ts";
import type { SettledCombinations } from "./settled-combinations.ts";
import { IS_KNOWN, IS_NEW, type StateStore } from "./state-store.ts";
import type { Tally } from "./tally.ts";

/** A form that was expanded, and whose successors are being added. */
export interface Expanded extends Unit {
  readonly steps: Steps;
  /** Where in `steps` to go on. */
  next: number;
}

/** Adds successors and their renamings to the store, and counts those that are new. */
export class SuccessorAdder {
  readonly #space: StateSpace;
  readonly #store: StateStore;
  readonly #tally: Tally;
  readonly #tables: CopyTables;
  readonly #states: RenamedStates;
  readonly #settled: SettledCombinations;
  /** Reused for each step: the combinations after it, and those of them that are not known to be found. */
  readonly #copied: number[] = [];
  readonly #added: number[] = [];

  /** @param tables the copy tables that the expansions refer to */
  constructor(
    space: StateSpace,
    store: StateStore,
    tally: Tally,
    tables: CopyTables,
    settled: SettledCombinations,
    states: RenamedStates,
  ) {
    this.#space = space;
    this.#store = store;
    this.#tally = tally;
    this.#tables = tables;
    this.#settled = settled;
    this.#states = states;
  }

  /** Adds the first state of a search, which `space` has located. */
  addFirst(isRigid: boolean): void {
    const { words, sharing, part } = this.#space;
    this.#tally.increase(COUNT.states, 1);
    this.#store.takeRoom(1); // there always is some at first
    if (part.opaque.length === 0) {
      this.#store.addState(words, 0, 0);
      return;
    }
    const form = this.#store.addForm(words, 0, sharing.combinations(), isRigid);
    const combination = sharing.combination();
    this.#store.takeRoomFor(form, 1);
    this.#store.addCombination(form, isRigid ? combination : this.#settled.of(form, combination));
  }

  /** Takes room for the forms of successors. @returns whether there is any */
  takeRoom(successors: number): boolean {
    return this.#store.takeRoom(successors * (1 + this.#states.renamed.count));
  }

  #giveBackRoom(successors: number, found: number): void {
    this.#store.giveBackRoom(successors * (1 + this.#states.renamed.count) - found);
  }

  /** Adds the successors of a state, for which room was taken, if nothing is opaque. */
  addStates({ successors }: Expansion): void {
    const { words, count, operations, stride } = successors;
    this.#store.table.lookAhead(words, count, stride);
    let found = 0;
    for (let successor = 0; successor < count; successor++) {
      const operation = operations[successor] ?? 0;
      const added = this.#store.addState(words, successors.placeOf(successor), operation);
      if (added === IS_KNOWN) continue;
      found += this.#countState(added, operation);
      if (this.#states.renamed.count > 0)
        found += this.#addRenamed(words, successors.placeOf(successor), operation);
    }
    this.#tally.increase(COUNT.states, found);
    this.#giveBackRoom(count, found);
  }

  /** Adds every renaming of a successor; the same operation leads to each. @returns how many are new */
  #addRenamed(words: Words, at: number, operation: number): number {
    const { renamed } = this.#states;
    renamed.find(words, at);
    let found = 0;
    for (let renaming = 0; renaming < renamed.count; renaming++) {
      const added = this.#store.addState(renamed.forms.words, renamed.forms.placeOf(renaming), operation);
      if (added !== IS_KNOWN) found += this.#countState(added, operation);
    }
    return found;
  }

  /** Counts a state by the operation that leads to it. @param added what `addState` returned @returns 1 if the state is new, otherwise 0 */
  #countState(added: number, operation: number): number {
    this.#tally.countNew(operation, 1);
    if (added === IS_NEW) return 1;
    this.#tally.countNew(added, -1);
    return 0;
  }

  /** Adds the forms of the successors, for which room was taken. */
  addForms({ successors }: Expansion, unit: Unit): Expanded {
    const { words, count, combinations, isRigid, stride } = successors;
    this.#store.table.lookAhead(words, count, stride);
    let found = 0;
    const steps = stepsOf(successors, this.#space.part.opaque.length, (successor, at) => {
      const form = this.#store.addForm(words, at, combinations[successor] ?? 1, isRigid[successor] === 1);
      if (!this.#store.table.isNew) return form;
      found++;
      if (this.#states.renamed.count > 0) found += this.#addRenamedForms(words, at);
      return form;
    });
    this.#giveBackRoom(count, found);
    return { ...unit, steps, next: 0 };
  }

  /** @returns how many are new */
  #addRenamedForms(words: Words, at: number): number {
    const { renamed } = this.#states;
    const { count, forms } = renamed;
    renamed.find(words, at);
    let found = 0;
    for (let renaming = 0; renaming < count; renaming++) {
      const isRigid = forms.isRigid[renaming] === 1;
      this.#store.addForm(forms.words, forms.placeOf(renaming), forms.combinations[renaming] ?? 1, isRigid);
      if (this.#store.table.isNew) found++;
    }
    return found;
  }

  /**
   * Adds the states that an operation leads to from those of a form, after those of earlier operations.
   *
   * @returns whether all were added; if not, more room must be made first
   */
  addCombinations(expanded: Expanded, operation: number): boolean {
    const width = TABLES + this.#space.part.opaque.length;
    for (; expanded.steps[expanded.next + OPERATION] === operation; expanded.next += width)
      if (!this.#addStep(expanded, operation)) return false;
    return true;
  }

  #addStep({ form, combinations, weight, steps, next }: Expanded, operation: number): boolean {
    const target = steps[next + TARGET] ?? NO_STATE;
    if (target === NO_STATE) return true; // there was no memory for it, which ends the search
    const isRigid = this.#store.isRigid(target);
    const opaque = this.#space.part.opaque.length;
    const [copied, added] = [this.#copied, this.#added];
    combinationsAfter(this.#tables, steps, next, opaque, combinations, copied);
    let unchanged = 0;
    added.length = 0;
    for (let state = 0; state < combinations.length; state++) {
      const after = isRigid ? (copied[state] ?? 0) : this.#settled.of(target, copied[state] ?? 0);
      if (target === form && after === combinations[state]) unchanged++;
      else if (!this.#store.hasCombination(target, after)) added.push(after);
    }
    if (added.length > 0) {
      const found = this.#addWithRenamed(target, added);
      if (found === undefined) return false;
      this.#tally.countNew(operation, found);
      this.#tally.increase(COUNT.states, found);
    }
    this.#tally.countUnchanged(operation, unchanged * weight * (steps[next + WEIGHT] ?? 0));
    return true;
  }

  /** Adds states of a form and all their renamings. @returns how many are new, or `undefined` if more room must be made first */
  #addWithRenamed(form: number, combinations: readonly number[]): number | undefined {
    const targets = [{ form, combinations }, ...this.#renamedStates(form, combinations)];
    for (const [place, target] of targets.entries()) {
      if (this.#store.takeRoomFor(target.form, combinations.length)) continue;
      for (const before of targets.slice(0, place))
        this.#store.giveBackRoomFor(before.form, combinations.length);
      return undefined;
    }
    let found = 0;
    for (const target of targets) {
      let own = 0;
      for (const combination of target.combinations)
        if (this.#store.addCombination(target.form, combination)) own++;
      this.#store.giveBackRoomFor(target.form, combinations.length - own);
      found += own;
    }
    return found;
  }

  /** The images of states of a form under each renaming. */
  #renamedStates(form: number, combinations: readonly number[]): Pick<Unit, "form" | "combinations">[] {
    const { count } = this.#states.renamed;
    if (count === 0) return [];
    this.#states.find(form);
    return Array.from({ length: count }, (_, renaming) => {
      const other = this.#states.formAfter(renaming);
      if (other === NO_STATE) return []; // there was no memory for it, which ends the search
      const after = (combination: number) => this.#states.combinationAfter(renaming, other, combination);
      return { form: other, combinations: combinations.map(after) };
    }).flat();
  }
}
