import { type Guard, unguarded } from "../checked/guard.ts";
import type { Words } from "../codec/words.ts";
import { RenamedForms } from "../expand/renamed-forms.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Barrier } from "./barrier.ts";
import { restore, type StatesCheckpoint } from "./checkpoint.ts";
import { type ExaminedLevel, Examiner, openAmong, openOnLevel } from "./examiner.ts";
import { Frontier, sizeOfLevel, type Unit } from "./frontier.ts";
import { OrbitsOfNames } from "./orbits-of-names.ts";
import { RenamedStates } from "./renamed-states.ts";
import { type SearchTask, spaceOf } from "./search-task.ts";
import { SettledCombinations } from "./settled-combinations.ts";
import { CONTROL, type SharedMemory, STOP } from "./shared-memory.ts";
import { StateStore } from "./state-store.ts";
import { type Expanded, SuccessorAdder } from "./successor-adder.ts";

/** The most forms that a worker takes before it checks whether to meet the others. */
const LARGEST_BATCH = 64;
/** On a large level each worker gets at least this many batches, so that all end at about the same time. */
const BATCHES_OF_WORKER = 8;

/** One worker's pass over a level. */
interface Pass {
  /** Whether something is left for this worker. */
  hasMore(): boolean;
  /** Works through a batch, or through as much of it as the store has room for. */
  work(): void;
}

/**
 * One worker of a search. All go through the levels together: each claims forms of the frontier, expands them, and adds their successors to the
 * store, which all share.
 *
 * If nothing is opaque, a level is one pass. Otherwise the forms are expanded first, and then the successors are added operation by operation, so
 * which operation has led to a state does not depend on which worker comes first.
 */
export class SearchWorker {
  readonly space: StateSpace;
  readonly store: StateStore;
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #guard: Guard;
  readonly #barrier: Barrier;
  readonly #examiner: Examiner;
  readonly #adder: SuccessorAdder;
  readonly #orbits: OrbitsOfNames;

  /** @param guard runs work that calls the design or the properties, and may end it with an error if it does not return */
  constructor(task: SearchTask, memory: SharedMemory, worker: number, guard: Guard = unguarded) {
    this.#task = task;
    this.#memory = memory;
    this.#worker = worker;
    this.#guard = guard;
    this.#barrier = new Barrier(memory.control);
    this.space = spaceOf(task);
    this.store = new StateStore(memory, worker, this.#isFolded);
    this.#examiner = new Examiner(task, this.space, memory, worker);
    const { tally, tables } = this.#examiner;
    const { table } = this.store;
    const renamed = new RenamedForms(this.space, tables, task.renaming);
    const settled = new SettledCombinations(this.space, table);
    const states = new RenamedStates(renamed, table, settled);
    this.#adder = new SuccessorAdder(this.space, this.store, tally, tables, settled, states);
    this.#orbits = new OrbitsOfNames(this.space, states);
  }

  /** Whether states that differ only in who shares opaque values are expanded together. */
  get #isFolded(): boolean {
    return this.space.part.opaque.length > 0;
  }

  /** Puts the first state on the first level. For one worker, before any of them works. */
  begin(): void {
    this.store.open(0);
    this.#adder.addFirst(this.space.locate(this.space.first()));
    this.#noteForms();
  }

  /** Resumes where another search left off. */
  restore(checkpoint: StatesCheckpoint): void {
    restore(this.#memory, checkpoint);
    if (!this.store.reindex()) throw new RangeError("the saved search does not fit into memory");
    this.store.refresh();
    this.#noteForms();
  }

  /** How many states the next level has. For the leader, while all wait. */
  get sizeOfNext(): number {
    return sizeOfLevel(this.#memory, Atomics.load(this.#memory.control, CONTROL.level));
  }

  /**
   * Works until the search ends, yielding after each batch.
   *
   * @param atLevelEnd what the leader, worker 0, does while all wait at the end of a level, if the next level has any states
   */
  *work(atLevelEnd: () => void = () => undefined): Generator<void> {
    const { control } = this.#memory;
    while (Atomics.load(control, CONTROL.isDone) === 0) {
      const level = Atomics.load(control, CONTROL.level);
      const isLast = level >= Atomics.load(control, CONTROL.lastLevel);
      if (this.#worker === 0 && this.#barrier.areReady) this.#barrier.enlist();
      this.store.refresh();
      this.store.open(level + 1);
      const expanded: Expanded[] = [];
      yield* this.#pass(this.#expansions(level, isLast, expanded));
      const operations = this.#isFolded && !isLast ? Object.keys(this.#task.model.calls).length : 0;
      for (let operation = 0; operation < operations; operation++)
        yield* this.#pass(this.#additions(expanded, operation));
      yield* this.#meet(() => this.#closeLevel(level, isLast, atLevelEnd));
    }
  }

  #closeLevel(level: number, isLast: boolean, atLevelEnd: () => void): void {
    const { control } = this.#memory;
    if (control[CONTROL.stop] === STOP.not) {
      control[CONTROL.level] = level + 1;
      control[CONTROL.claimed] = 0;
      if (isLast || sizeOfLevel(this.#memory, level + 1) === 0) control[CONTROL.isDone] = 1;
      else {
        atLevelEnd();
        this.#noteForms();
      }
    }
    if (control[CONTROL.stop] !== STOP.not) control[CONTROL.isDone] = 1;
  }

  /** Notes how many forms there are before the next level is expanded: a state found then with one of these forms is late. */
  #noteForms(): void {
    const { control } = this.#memory;
    control[CONTROL.formsBefore] = control[CONTROL.forms] ?? 0;
  }

  /** Goes through a pass, and lets the leader make room when needed. All workers end it together. */
  *#pass(pass: Pass): Generator<void> {
    const { control } = this.#memory;
    do {
      while (pass.hasMore() && this.#mayGoOn()) {
        this.#guard(() => pass.work());
        yield;
      }
      if (pass.hasMore()) Atomics.add(control, CONTROL.unfinished, 1);
      yield* this.#meet(() => {
        this.store.grow();
        control[CONTROL.isPassDone] = control[CONTROL.unfinished] === 0 ? 1 : 0;
        control[CONTROL.unfinished] = 0;
      });
      this.store.refresh();
    } while (
      Atomics.load(control, CONTROL.isPassDone) === 0 &&
      Atomics.load(control, CONTROL.stop) === STOP.not
    );
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

  /** The expansion of a level: each worker claims some forms at a time. @param expanded receives those whose successors are still to be added */
  #expansions(level: number, isLast: boolean, expanded: Expanded[]): Pass {
    const { control } = this.#memory;
    const frontier = new Frontier(this.#memory, level, this.#isFolded);
    const open = openAmong(this.#task, openOnLevel(this.#task, this.#memory, level));
    const examined = { level, size: sizeOfLevel(this.#memory, level), open };
    const batches = Atomics.load(control, CONTROL.workers) * BATCHES_OF_WORKER;
    const batch = Math.min(LARGEST_BATCH, Math.ceil(frontier.length / batches));
    const left: Unit[] = [];
    return {
      hasMore: () => left.length > 0 || Atomics.load(control, CONTROL.claimed) < frontier.length,
      work: () => {
        if (left.length === 0) {
          const from = Atomics.add(control, CONTROL.claimed, batch);
          for (let place = Math.min(from + batch, frontier.length) - 1; place >= from; place--)
            left.push(...this.#orbits.leastOf(frontier.unit(place)));
        }
        for (let unit = left.at(-1); unit !== undefined; unit = left.at(-1)) {
          if (isLast) this.#check(unit, examined);
          else if (!this.#expand(unit, examined, expanded)) return;
          left.pop();
        }
      },
    };
  }

  /** The addition of the successors by one operation. */
  #additions(expanded: readonly Expanded[], operation: number): Pass {
    let place = 0;
    return {
      hasMore: () => place < expanded.length,
      work: () => {
        for (const end = place + LARGEST_BATCH; place < end; place++) {
          const one = expanded[place];
          if (one === undefined || !this.#adder.addCombinations(one, operation)) return;
        }
      },
    };
  }

  #check({ form, combinations, weight }: Unit, level: ExaminedLevel): void {
    this.#examiner.check(...this.#wordsOf(form), combinations, level, weight);
  }

  /** Expands the states of a form. @returns whether there was room for their successors; if not, nothing was recorded and it has to be repeated */
  #expand(unit: Unit, level: ExaminedLevel, expanded: Expanded[]): boolean {
    const { form, combinations, weight } = unit;
    const [words, at] = this.#wordsOf(form);
    const isRoom = (successors: number): boolean => this.#adder.takeRoom(successors);
    const expansion = this.#examiner.expand(words, at, combinations, level, weight, isRoom);
    if (expansion === undefined) return false;
    if (expansion.isTerminal)
      this.#orbits.visitOthers(unit, (...other) => this.#examiner.tally.takeTerminal(...other));
    if (this.#isFolded) expanded.push(this.#adder.addForms(expansion, unit));
    else this.#adder.addStates(expansion);
    return true;
  }

  #wordsOf(form: number): [words: Words, at: number] {
    const { table } = this.store;
    table.see(form);
    return [table.words, table.placeOf(form)];
  }
}

/** Works besides the leader until the search ends. */
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
