import { whyNotApplicable } from "../../model/property.ts";
import { type Guard, unguarded } from "../checked/guard.ts";
import { Expander } from "../expand/expander.ts";
import { COUNTS_OF_OPERATION, type Expansion, SETTLED } from "../expand/expansion.ts";
import { StateSpace } from "../expand/state-space.ts";
import type { Values } from "../packed/codec.ts";
import { NO_STATE } from "../store/state-table.ts";
import { DESIGN, isAsymmetricBefore, noteAsymmetry } from "./asymmetries.ts";
import { Barrier } from "./barrier.ts";
import { isBrokenBefore } from "./breaches.ts";
import { restore, type StatesCheckpoint } from "./checkpoint.ts";
import { FailedInState } from "./failed-in-state.ts";
import { OpenClaims } from "./open-claims.ts";
import { OrbitComparer } from "./orbit-comparer.ts";
import type { SearchTask } from "./search-task.ts";
import {
  CONTROL,
  COUNT,
  callCount,
  caseCount,
  LED_TO_NEW,
  MOST_TERMINAL,
  notesOf,
  type SharedMemory,
  STOP,
} from "./shared-memory.ts";
import { forEachInFrontier, IS_KNOWN, IS_NEW, StateStore, sizeOfLevel } from "./state-store.ts";
import { combinationAfter, OPERATION, type Steps, stepsOf, TABLES, TARGET, WEIGHT } from "./steps.ts";

/** How many forms are expanded between two looks at what the others do. */
const BATCH = 64;

/** The states of one form on a level. */
interface Unit {
  readonly form: number;
  readonly combinations: number[];
}

/**
 * One worker of a search. All go through the levels together; a state belongs to the worker that its form's number points to. That one expands
 * it and adds its successors to the store, which all share.
 *
 * Where nothing is opaque a level is one pass. Else the forms are expanded first, and then the successors are added operation by operation: so it
 * does not depend on who comes first which operation has led to a state.
 */
export class SearchWorker {
  readonly space: StateSpace;
  readonly store: StateStore;
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #guard: Guard;
  readonly #counts: Float64Array;
  readonly #breaches: Int32Array;
  readonly #barrier: Barrier;
  readonly #expander: Expander;
  readonly #comparer: OrbitComparer | undefined;
  readonly #isFolded: boolean;
  readonly #operations: readonly string[];
  #claims = new OpenClaims([], []);
  #level = 0;
  /** With opaque sorts: for each unit of the level its successors, see `Steps`. */
  #steps: Steps[] = [];
  /** The canonical combination for one of a form that may have automorphisms, by form and combination. */
  readonly #settled = new Map<string, number>();
  readonly #values: Values;

  /** @param guard runs what calls the design and the properties, and may end it with an error where it does not come back */
  constructor(task: SearchTask, memory: SharedMemory, worker: number, guard: Guard = unguarded) {
    const [counts, breaches] = [memory.counts[worker], memory.breaches[worker]];
    if (counts === undefined || breaches === undefined) throw new RangeError(`there is no worker ${worker}`);
    const { model, scope, symmetry, dataIndependence, properties } = task;
    this.#task = task;
    this.#memory = memory;
    this.#worker = worker;
    this.#guard = guard;
    this.#counts = counts;
    this.#breaches = breaches;
    this.#barrier = new Barrier(memory.control);
    this.space = new StateSpace(model, scope, { symmetry, looked: dataIndependence ? new Set() : undefined });
    this.#isFolded = this.space.part.opaque.length > 0;
    this.store = new StateStore(memory, worker, this.#isFolded);
    this.#expander = new Expander(this.space, properties.length);
    this.#comparer = symmetry ? new OrbitComparer(task, this.space) : undefined;
    this.#operations = Object.keys(model.calls);
    this.#values = this.space.values();
  }

  /** Puts the first state on the first level. One worker does, before any of them works. */
  begin(): void {
    const { space, store } = this;
    const isRigid = space.locate(space.first());
    store.open(0);
    this.#increase(COUNT.states, 1);
    if (!this.#isFolded) {
      store.addState(space.words, 0, 0);
      this.#noteForms();
      return;
    }
    const form = store.addForm(space.words, 0, space.sharing.combinations(), isRigid);
    store.addCombination(form, this.#settledCombination(form, space.sharing.combination()));
    this.#noteForms();
  }

  /** Goes on where another search was. */
  restore(checkpoint: StatesCheckpoint): void {
    restore(this.#memory, checkpoint);
    if (!this.store.reindex()) throw new RangeError("there is no room for what was saved");
    this.store.refresh();
    this.#noteForms();
    this.#memory.control[CONTROL.found] = this.#counts[COUNT.states] ?? 0;
  }

  /** How many states there are on the level that comes next. For the leader, while all wait. */
  get sizeOfNext(): number {
    return sizeOfLevel(this.#memory, Atomics.load(this.#memory.control, CONTROL.level));
  }

  /**
   * Works until the search is at its end, and gives way after each batch.
   *
   * @param atLevelEnd what the leader, worker 0, does while all wait at the end of a level; more states than none are left
   */
  *work(atLevelEnd: () => void = () => undefined): Generator<void> {
    const { control } = this.#memory;
    while (Atomics.load(control, CONTROL.isDone) === 0) {
      this.#level = Atomics.load(control, CONTROL.level);
      if (this.#worker === 0 && this.#barrier.areReady) this.#barrier.enlist();
      this.store.refresh();
      this.#claims = this.#openClaims();
      this.store.open(this.#level + 1);
      const units = this.#unitsOf(this.#level);
      const size = sizeOfLevel(this.#memory, this.#level);
      const isLast = this.#level >= Atomics.load(control, CONTROL.lastLevel);
      this.#steps = [];
      yield* this.#pass(units, (unit) => this.#expand(unit, size, isLast));
      const operations = this.#isFolded && !isLast ? this.#operations.length : 0;
      for (let operation = 0; operation < operations; operation++)
        yield* this.#pass(units, (unit, place) => this.#addSuccessors(unit, place, operation));
      yield* this.#meet(() => this.#closeLevel(isLast, atLevelEnd));
    }
  }

  #closeLevel(isLast: boolean, atLevelEnd: () => void): void {
    const { control } = this.#memory;
    if (control[CONTROL.stop] === STOP.not) {
      control[CONTROL.level] = this.#level + 1;
      if (isLast || sizeOfLevel(this.#memory, this.#level + 1) === 0) control[CONTROL.isDone] = 1;
      else {
        atLevelEnd();
        this.#noteForms();
      }
    }
    if (control[CONTROL.stop] !== STOP.not) control[CONTROL.isDone] = 1;
  }

  /** Notes how many forms there are before the next level is expanded: what is found then with one of these is late. */
  #noteForms(): void {
    const { control } = this.#memory;
    control[CONTROL.formsBefore] = control[CONTROL.forms] ?? 0;
  }

  /** Goes through some units, and lets the leader make room when that is needed. All workers end a pass together. */
  *#pass(units: readonly Unit[], visit: (unit: Unit, place: number) => void): Generator<void> {
    const { control } = this.#memory;
    let place = 0;
    for (;;) {
      while (place < units.length && this.#mayGoOn()) {
        const end = Math.min(units.length, place + BATCH);
        this.#guard(() => {
          for (; place < end; place++) {
            const unit = units[place];
            if (unit !== undefined) visit(unit, place);
            if (this.store.isFull) Atomics.store(control, CONTROL.isFull, 1);
          }
        });
        yield;
      }
      if (place < units.length) Atomics.add(control, CONTROL.unfinished, 1);
      let isEnd = false;
      yield* this.#meet(() => {
        if (control[CONTROL.isFull] === 1) this.store.grow();
        control[CONTROL.isFull] = 0;
        control[CONTROL.pass] = control[CONTROL.unfinished] === 0 ? 1 : 0;
        control[CONTROL.unfinished] = 0;
      });
      this.store.refresh();
      isEnd = Atomics.load(control, CONTROL.pass) === 1 || Atomics.load(control, CONTROL.stop) !== STOP.not;
      if (isEnd) return;
    }
  }

  *#meet(alone: () => void): Generator<void> {
    if (this.#worker === 0) yield* this.#barrier.lead(alone);
    else yield* this.#barrier.follow();
  }

  /** Whether the next batch may be taken: nothing asks the workers to meet. */
  #mayGoOn(): boolean {
    const { control } = this.#memory;
    return Atomics.load(control, CONTROL.isFull) === 0 && Atomics.load(control, CONTROL.stop) === STOP.not;
  }

  /** The states of a level that are this worker's to expand. */
  #unitsOf(level: number): Unit[] {
    const workers = Atomics.load(this.#memory.control, CONTROL.workers);
    const units = new Map<number, Unit>();
    forEachInFrontier(this.#memory, level, (form, combination) => {
      if (form % workers !== this.#worker) return;
      const unit = units.get(form);
      if (unit === undefined) units.set(form, { form, combinations: [combination] });
      else unit.combinations.push(combination);
    });
    return [...units.values()];
  }

  #expand({ form, combinations }: Unit, size: number, isLast: boolean): void {
    const { table } = this.store;
    table.see(form);
    const [words, at] = [table.words, table.placeOf(form)];
    let expansion: Expansion;
    try {
      expansion = isLast
        ? this.#expander.check(words, at, combinations, this.#claims)
        : this.#expander.expand(words, at, combinations, this.#claims);
      this.#compare(words, at, combinations, size, isLast ? undefined : expansion);
    } catch (error) {
      throw new FailedInState(
        error,
        words.slice(at, at + this.space.packer.length),
        combinations[0] ?? 0,
        this.#level,
      );
    }
    this.#takeProperties(expansion);
    if (isLast) return;
    const states = combinations.length;
    this.#takeCounts(expansion, states);
    this.#increase(COUNT.expanded, states);
    if (expansion.isTerminal) this.#keepTerminal(words, at, combinations);
    if (this.#isFolded) this.#steps.push(this.#addForms(expansion));
    else this.#addAll(expansion);
  }

  #compare(
    words: Int32Array,
    at: number,
    combinations: readonly number[],
    size: number,
    expansion: Expansion | undefined,
  ): void {
    if (this.#comparer === undefined) return;
    const members = this.#comparer.compare(
      words,
      at,
      combinations,
      size,
      this.#claims,
      expansion,
      (who, combination, member) => {
        const state = Int32Array.of(...words.subarray(at, at + this.space.packer.length), combination);
        const number = who === "design" ? DESIGN : who;
        noteAsymmetry(notesOf(this.#memory), this.#worker, number, { level: this.#level, member, state });
      },
    );
    this.#increase(COUNT.compared, members);
  }

  #takeProperties(expansion: Expansion): void {
    for (let property = 0; property < expansion.cases.length; property++) {
      const cases = expansion.cases[property] ?? 0;
      if (cases > 0) this.#increase(caseCount(this.#memory.options, property), cases);
      const settled = expansion.settled[property];
      if (settled === SETTLED.not) continue;
      const length = settled === SETTLED.here ? this.#level : this.#level + 1;
      const known = this.#breaches[property] ?? 0;
      if (known === 0 || known > length + 1) this.#breaches[property] = length + 1;
    }
  }

  #takeCounts({ counts }: Expansion, states: number): void {
    for (let operation = 0; operation < this.#operations.length; operation++)
      for (let count = 0; count < COUNTS_OF_OPERATION; count++) {
        const calls = counts[operation * COUNTS_OF_OPERATION + count] ?? 0;
        if (calls > 0) this.#increase(callCount(operation, count), calls * states);
      }
  }

  #addAll(expansion: Expansion): void {
    const stride = this.#expander.stride;
    for (let successor = 0; successor < expansion.successors; successor++) {
      const operation = expansion.operations[successor] ?? 0;
      const found = this.store.addState(expansion.words, successor * stride, operation);
      if (found === IS_KNOWN) continue;
      this.#countNew(operation, 1);
      if (found === IS_NEW) this.#increase(COUNT.states, 1);
      else this.#countNew(found, -1);
    }
  }

  /** Adds the forms of the successors. @returns the steps to them; none where there is no room, which ends the search */
  #addForms(expansion: Expansion): Steps {
    const { space, store } = this;
    let isFull = false;
    const steps = stepsOf(expansion, space.packer.length, space.part.opaque.length, (successor, at) => {
      const { combinations, isRigid, words } = expansion;
      const form = store.addForm(words, at, combinations[successor] ?? 1, isRigid[successor] === 1);
      if (form === NO_STATE) isFull = true;
      return form;
    });
    return isFull ? new Int32Array() : steps;
  }

  /** Adds the successors that an operation leads to from the states of a form. */
  #addSuccessors({ form, combinations }: Unit, place: number, operation: number): void {
    const steps = this.#steps[place];
    if (steps === undefined) return;
    const opaque = this.space.part.opaque.length;
    for (let at = 0; at < steps.length; at += TABLES + opaque) {
      if (steps[at + OPERATION] !== operation) continue;
      const target = steps[at + TARGET] ?? 0;
      const isRigid = this.store.isRigid(target);
      let unchanged = 0;
      let found = 0;
      for (let state = 0; state < combinations.length; state++) {
        const combination = combinations[state] ?? 0;
        const copied = combinationAfter(this.#expander.tables, steps, at, opaque, combination);
        const image = isRigid ? copied : this.#settledCombination(target, copied);
        if (target === form && image === combination) unchanged++;
        else if (this.store.addCombination(target, image)) found++;
      }
      if (unchanged > 0)
        this.#increase(callCount(operation, COUNTS_OF_OPERATION - 1), unchanged * (steps[at + WEIGHT] ?? 0));
      if (found === 0) continue;
      this.#countNew(operation, found);
      this.#increase(COUNT.states, found);
    }
  }

  /** The one combination that stands for all to which the automorphisms of a form take one. */
  #settledCombination(form: number, combination: number): number {
    if (this.store.isRigid(form)) return combination;
    const key = `${form} ${combination}`;
    const known = this.#settled.get(key);
    if (known !== undefined) return known;
    const { table } = this.store;
    table.see(form);
    this.space.stateOf(table.words, table.placeOf(form), combination, this.#values);
    this.space.settle(this.#values);
    const settled = this.space.sharing.combination();
    this.#settled.set(key, settled);
    return settled;
  }

  #keepTerminal(words: Int32Array, at: number, combinations: readonly number[]): void {
    const kept = this.#memory.terminal[this.#worker];
    const length = this.space.packer.length;
    for (const combination of combinations) {
      const place = this.#counts[COUNT.terminal] ?? 0;
      if (kept !== undefined && place < MOST_TERMINAL) {
        kept.set(words.subarray(at, at + length), place * (length + 1));
        kept[place * (length + 1) + length] = combination;
      }
      this.#increase(COUNT.terminal, 1);
    }
  }

  /** The claims that are to be checked: those that apply, and that nobody found settled or not symmetric on an earlier level. */
  #openClaims(): OpenClaims {
    const { model, scope, properties } = this.#task;
    const memory = this.#memory;
    const open = properties
      .map((property, index) => ({ property, index }))
      .filter(({ property }) => whyNotApplicable(property, model, scope) === undefined)
      .filter(({ index }) => !isAsymmetricBefore(notesOf(memory), index, this.#level))
      .filter(
        ({ property, index }) =>
          property.form === "sometimes" || !isBrokenBefore(memory, index, property, this.#level),
      );
    return new OpenClaims(open, this.#operations);
  }

  /** It may be negative in one worker; the sum is not. */
  #countNew(operation: number, states: number): void {
    this.#increase(callCount(operation, LED_TO_NEW), states);
  }

  #increase(count: number, by: number): void {
    if (count === COUNT.states) Atomics.add(this.#memory.control, CONTROL.found, by);
    this.#counts[count] = (this.#counts[count] ?? 0) + by;
  }
}

/** Works besides the leader, until the search is at its end. */
export function* searchAsFollower(
  task: SearchTask,
  memory: SharedMemory,
  worker: number,
  guard: Guard = unguarded,
): Generator<void> {
  const follower = new SearchWorker(task, memory, worker, guard);
  yield* new Barrier(memory.control).begin();
  yield* follower.work();
}
