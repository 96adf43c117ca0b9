import { Rendezvous } from "../parallel/rendezvous.ts";
import type { SearchTask } from "../parallel/search-task.ts";
import {
  CONTROL,
  COUNT,
  MOST_FINALS,
  numberedWorldsOf,
  type SharedMemory,
  STOP,
} from "../parallel/shared-memory.ts";
import { restore, type Snapshot } from "../parallel/snapshot.ts";
import { SIZE, sizeAt, WORDS_OF_FOUND } from "./numbered-worlds.ts";
import { OrbitLearner } from "./orbit-learner.ts";
import { Unfolder } from "./unfolder.ts";

/** The second world of an orbit, and each so manieth after it, is expanded and compared with what is known of its orbit. */
const WORLDS_BETWEEN_CHECKS = 4096;
/** The place of the first of those. */
const FIRST_CHECKED = 1;

/**
 * The leader of a search that keeps worlds as orbits and numberings: it finds out what can be done in each orbit, and then works as
 * the others do.
 */
export class UnfoldingExplorer {
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #learner: OrbitLearner;
  readonly #unfolder: Unfolder;
  readonly #rendezvous: Rendezvous;
  /** For each orbit how many of its worlds were on the levels so far. */
  readonly #met: number[] = [];
  /** How many orbits are met up to the level that was learned about last. */
  #toKnow = 0;
  /** How long it did what only it does. */
  #millisecondsOfLearning = 0;
  /** How much there was to do on the levels so far. */
  #workDone = 0;

  constructor(task: SearchTask, memory: SharedMemory) {
    this.#task = task;
    this.#memory = memory;
    this.#learner = new OrbitLearner(task, memory, 0);
    this.#unfolder = new Unfolder(memory, 0, (orbit, worlds) => this.#learner.isExpanded(orbit, worlds));
    this.#rendezvous = new Rendezvous(memory.control);
  }

  /** Puts the first world on the first level. */
  begin(): void {
    const { orbit, numbering } = this.#learner.first();
    this.#toKnow = this.#learner.found;
    this.#unfolder.adopt(orbit, numbering);
    this.#unfolder.beginWith(0);
  }

  /**
   * Goes on where another search was. Orbits are learned again in the same order, as far as the worlds that were found tell of them:
   * what their claims came to is counted already.
   *
   * @throws {RangeError} where the design leads elsewhere now
   */
  restore(snapshot: Snapshot): void {
    const level = snapshot.levels.length - 1;
    restore(this.#memory, snapshot);
    const orbits = 1 + largestOrbitOf([...snapshot.visited, ...snapshot.frontier]);
    this.#learner.first();
    this.#learner.open(level);
    while (this.#learner.found < orbits && this.#learner.known < this.#learner.found)
      this.#learner.learn(level);
    if (this.#learner.found !== orbits) throw new RangeError("the design is not the one that was saved");
    this.#toKnow = orbits;
    const levelFrom = this.#adopt(snapshot.visited);
    this.#adopt(snapshot.frontier);
    this.#unfolder.beginWith(levelFrom);
  }

  /** @returns how many worlds there are */
  #adopt(parts: readonly Int32Array[]): number {
    let worlds = 0;
    for (const part of parts) {
      for (let at = 0; at < part.length; at += WORDS_OF_FOUND) {
        this.#unfolder.adopt(part[at] ?? 0, part[at + 1] ?? 0);
        worlds++;
      }
    }
    return worlds;
  }

  /** How many worlds there are on the level that comes next. */
  get sizeOfNext(): number {
    const worlds = numberedWorldsOf(this.#memory);
    return worlds.found.reduce(
      (sum, _, worker) =>
        sum +
        (worlds.sizes[sizeAt(worker, SIZE.found)] ?? 0) -
        (worlds.sizes[sizeAt(worker, SIZE.levelFrom)] ?? 0),
      0,
    );
  }

  /** See `Explorer.work`. */
  *work(atLevelEnd: () => void = () => undefined): Generator<void> {
    const { control } = this.#memory;
    while (Atomics.load(control, CONTROL.isDone) === 0) {
      const level = Atomics.load(control, CONTROL.level);
      this.#share();
      yield* this.#learn(level);
      this.#unfolder.openLevel(level);
      yield* this.#rendezvous.lead(() => undefined);
      this.#unfolder.seeLevel();
      if (level >= this.#task.depth) this.#check(level);
      else {
        yield* this.#look(level);
        yield* this.#unfolder.carryOutLevel();
        // The orbits that are met next are known already; so the others need not wait for it.
        this.#toKnow = this.#learner.found;
        yield* this.#learn(level + 1);
      }
      this.#unfolder.closeLevel();
      yield* this.#rendezvous.lead(() => this.#between(level, atLevelEnd));
    }
  }

  /** Lets the others begin once they can, and shares orbits out by what there is to do on the next level. */
  #share(): void {
    const { control } = this.#memory;
    if (this.#rendezvous.areReady) this.#rendezvous.enlist();
    if (control[CONTROL.mostWorkers] === 1) return;
    const { found, sizes } = numberedWorldsOf(this.#memory);
    const work = this.#workOfLevel();
    if (control[CONTROL.workers] !== 1) {
      const worked = found.reduce(
        (sum, _, worker) => sum + (sizes[sizeAt(worker, SIZE.milliseconds)] ?? 0),
        0,
      );
      const { known } = this.#learner;
      // As long as it took so far: for each step, and for each orbit that is new.
      const steps = (work * worked) / Math.max(1, this.#workDone);
      const learning = ((this.#learner.found - known) * this.#millisecondsOfLearning) / known;
      this.#learner.share(steps, learning);
    }
    this.#workDone += work;
  }

  /** How much there is to do on the level that comes next: see `OrbitLearner.workOf`. */
  #workOfLevel(): number {
    const { found, sizes } = numberedWorldsOf(this.#memory);
    let work = 0;
    for (const [worker, buffer] of found.entries()) {
      const words = new Int32Array(buffer, 0, (sizes[sizeAt(worker, SIZE.found)] ?? 0) * WORDS_OF_FOUND);
      const from = (sizes[sizeAt(worker, SIZE.levelFrom)] ?? 0) * WORDS_OF_FOUND;
      for (let at = from; at < words.length; at += WORDS_OF_FOUND)
        work += this.#learner.workOf(words[at] ?? 0);
    }
    return work;
  }

  get #isStopped(): boolean {
    return Atomics.load(this.#memory.control, CONTROL.stop) !== STOP.not;
  }

  /** Finds out what can be done in the orbits that are met first on a level. */
  *#learn(level: number): Generator<void> {
    this.#learner.open(level);
    if (level >= this.#task.depth) return;
    const began = performance.now();
    while (this.#learner.known < this.#toKnow && !this.#isStopped) {
      this.#learner.learn(level);
      yield;
    }
    this.#millisecondsOfLearning += performance.now() - began;
  }

  /** Looks at the worlds of a level for those that are to be compared, and those in which nothing can be tried. */
  *#look(level: number): Generator<void> {
    const counts = this.#memory.counts[0];
    const toCompare: [orbit: number, numbering: number][] = [];
    const began = performance.now();
    if (this.#isStopped) return;
    this.#unfolder.forEachChunk((orbit, numberings) => {
      const met = this.#met[orbit] ?? 0;
      this.#met[orbit] = met + numberings.length;
      const between = WORLDS_BETWEEN_CHECKS;
      const first = (FIRST_CHECKED - (met % between) + between) % between;
      for (let index = first; index < numberings.length; index += between)
        toCompare.push([orbit, numberings[index] ?? 0]);
      if (!this.#learner.isFinal(orbit) || counts === undefined) return;
      const kept = Math.max(0, MOST_FINALS - (counts[COUNT.finals] ?? 0));
      for (const numbering of numberings.subarray(0, kept)) this.#learner.keepFinal(orbit, numbering);
      counts[COUNT.finals] = (counts[COUNT.finals] ?? 0) + Math.max(0, numberings.length - kept);
    });
    for (const [orbit, numbering] of toCompare) {
      if (this.#isStopped) return;
      this.#learner.compare(orbit, numbering, level);
      yield;
    }
    this.#millisecondsOfLearning += performance.now() - began;
  }

  /** Checks the claims about the worlds of the last level, which are not expanded. */
  #check(level: number): void {
    const worlds = new Map<number, number>();
    this.#unfolder.forEachChunk((orbit, { length }) => worlds.set(orbit, (worlds.get(orbit) ?? 0) + length));
    for (const [orbit, count] of worlds) this.#learner.check(orbit, count, level);
  }

  /** What the leader does at the end of a level, while all wait. */
  #between(level: number, atLevelEnd: () => void): void {
    const { control } = this.#memory;
    this.#learner.addUp(level);
    if (!this.#isStopped) {
      control[CONTROL.level] = level + 1;
      if (level >= this.#task.depth || this.sizeOfNext === 0) control[CONTROL.isDone] = 1;
      else atLevelEnd();
    }
    if (this.#isStopped) control[CONTROL.isDone] = 1;
  }
}

function largestOrbitOf(parts: readonly Int32Array[]): number {
  let largest = 0;
  for (const part of parts)
    for (let at = 0; at < part.length; at += WORDS_OF_FOUND) largest = Math.max(largest, part[at] ?? 0);
  return largest;
}
