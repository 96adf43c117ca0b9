import type { Expansion } from "../expand/expansion.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { combinationAfter, OPERATION, type Steps, stepsOf, TABLES, TARGET, WEIGHT } from "../expand/steps.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import { NO_STATE } from "../store/state-table.ts";
import { COUNT } from "./findings.ts";
import type { Unit } from "./frontier.ts";
import { SettledCombinations } from "./settled-combinations.ts";
import { IS_KNOWN, IS_NEW, type StateStore } from "./state-store.ts";
import type { Tally } from "./tally.ts";

/** A form that was expanded, and of which the successors are being added. */
export interface Expanded extends Unit {
  readonly steps: Steps;
  /** The step to go on with. */
  next: number;
}

/** Adds successors to the store, and counts those that are new. */
export class SuccessorAdder {
  readonly #space: StateSpace;
  readonly #store: StateStore;
  readonly #tally: Tally;
  readonly #tables: CopyTables;
  readonly #settled: SettledCombinations;

  /** @param tables those that the expansions refer to */
  constructor(space: StateSpace, store: StateStore, tally: Tally, tables: CopyTables) {
    this.#space = space;
    this.#store = store;
    this.#tally = tally;
    this.#tables = tables;
    this.#settled = new SettledCombinations(space, store.table);
  }

  /** Adds the first state of a search, which `space` has located. */
  addFirst(isRigid: boolean): void {
    const { words, sharing, part } = this.#space;
    this.#tally.increase(COUNT.states, 1);
    this.#store.takeRoom(1); // of which there always is some at first
    if (part.opaque.length === 0) {
      this.#store.addState(words, 0, 0);
      return;
    }
    const form = this.#store.addForm(words, 0, sharing.combinations(), isRigid);
    const combination = sharing.combination();
    this.#store.takeRoomFor(form, 1);
    this.#store.addCombination(form, isRigid ? combination : this.#settled.of(form, combination));
  }

  /** Adds the successors of a state, for which room was taken, where nothing is opaque. */
  addStates({ successors }: Expansion): void {
    const { words, count, operations, stride } = successors;
    this.#store.table.lookAhead(words, count, stride);
    let found = 0;
    for (let successor = 0; successor < count; successor++) {
      const operation = operations[successor] ?? 0;
      const added = this.#store.addState(words, successors.placeOf(successor), operation);
      if (added === IS_KNOWN) continue;
      this.#tally.countNew(operation, 1);
      if (added === IS_NEW) found++;
      else this.#tally.countNew(added, -1);
    }
    this.#tally.increase(COUNT.states, found);
    this.#store.giveBackRoom(count - found);
  }

  /** Adds the forms of the successors, for which room was taken. */
  addForms({ successors }: Expansion, unit: Unit): Expanded {
    const { words, count, combinations, isRigid, stride } = successors;
    this.#store.table.lookAhead(words, count, stride);
    let found = 0;
    const steps = stepsOf(successors, this.#space.part.opaque.length, (successor, at) => {
      const form = this.#store.addForm(words, at, combinations[successor] ?? 1, isRigid[successor] === 1);
      if (this.#store.table.isNew) found++;
      return form;
    });
    this.#store.giveBackRoom(count - found);
    return { ...unit, steps, next: 0 };
  }

  /** Adds the states that an operation leads to from those of a form. @returns whether all were: else more room has to be made before it goes on */
  addCombinations(expanded: Expanded, operation: number): boolean {
    const width = TABLES + this.#space.part.opaque.length;
    for (; expanded.next < expanded.steps.length; expanded.next += width) {
      if (expanded.steps[expanded.next + OPERATION] !== operation) continue;
      if (!this.#addStep(expanded, operation)) return false;
    }
    expanded.next = 0;
    return true;
  }

  #addStep({ form, combinations, steps, next }: Expanded, operation: number): boolean {
    const target = steps[next + TARGET] ?? NO_STATE;
    if (target === NO_STATE) return true; // there was no memory for it, which ends the search
    if (!this.#store.takeRoomFor(target, combinations.length)) return false;
    const isRigid = this.#store.isRigid(target);
    const opaque = this.#space.part.opaque.length;
    let unchanged = 0;
    let found = 0;
    for (let state = 0; state < combinations.length; state++) {
      const combination = combinations[state] ?? 0;
      const copied = combinationAfter(this.#tables, steps, next, opaque, combination);
      const after = isRigid ? copied : this.#settled.of(target, copied);
      if (target === form && after === combination) unchanged++;
      else if (this.#store.addCombination(target, after)) found++;
    }
    this.#store.giveBackRoomFor(target, combinations.length - found);
    this.#tally.countUnchanged(operation, unchanged * (steps[next + WEIGHT] ?? 0));
    this.#tally.countNew(operation, found);
    this.#tally.increase(COUNT.states, found);
    return true;
  }
}
