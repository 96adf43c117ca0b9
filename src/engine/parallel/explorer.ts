import { type Guard, unguarded } from "../checked/guard.ts";
import { ExactSet } from "../packed/exact-set.ts";
import { FingerprintSet } from "../packed/fingerprint-set.ts";
import type { Words } from "../packed/words.ts";
import { FULLEST, IS_KNOWN, IS_NEW, type WorldSet } from "../packed/world-set.ts";
import { Expander } from "./expander.ts";
import { FailedInWorld } from "./failed-in-world.ts";
import { Frontier, FrontierWriter } from "./frontier.ts";
import { Rendezvous } from "./rendezvous.ts";
import type { SearchTask } from "./search-task.ts";
import { bytesOf, CONTROL, COUNT, callCount, LED_TO_NEW, type SharedMemory, STOP } from "./shared-memory.ts";
import { restore, type WorldsSnapshot } from "./snapshot.ts";

/** So many new worlds are told of at once: workers that write to one place hold each other up. It is far less than what room is left. */
const MOST_UNTOLD = 1024;
/** How many worlds a worker takes at once. */
const BATCH = 64;

/**
 * One worker of a search. All workers go through the levels together: each takes batches of the worlds of the level, tries every
 * call in them, and keeps those that are new for the next level.
 */
export class Explorer {
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #guard: Guard;
  /** Where the world that is being expanded stands. */
  #words: Words = new Int32Array();
  #at = 0;
  readonly #counts: Float64Array;
  /** The worlds that were found. */
  readonly visited: WorldSet;
  readonly #visitedBuffer: SharedArrayBuffer;
  /** The worlds of the next level. */
  readonly #next: FrontierWriter;
  readonly #rendezvous: Rendezvous;
  /** How many worlds were found that the others have not been told of. */
  #found = 0;
  /** The level of the worlds that are found now. */
  #levelOfNext = 0;
  readonly #expander: Expander;

  /** @param guard runs what calls the design and the claims, and may end it with an error where it does not come back */
  constructor(task: SearchTask, memory: SharedMemory, worker: number, guard: Guard = unguarded) {
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const { worlds } = memory;
    const capacity = memory.control[CONTROL.capacity] ?? 0;
    const { wordsOfWorld } = memory.options;

    this.#memory = memory;
    this.#visitedBuffer = worlds.visited;
    this.#worker = worker;
    this.#guard = guard;
    this.#counts = counts;
    this.visited = task.exact
      ? new ExactSet(worlds.visited, capacity, wordsOfWorld)
      : new FingerprintSet(worlds.visited, capacity, wordsOfWorld);
    this.#next = new FrontierWriter(memory, worker);
    this.#rendezvous = new Rendezvous(memory.control);
    this.#expander = new Expander(task, memory, worker, (words, operation) => this.#take(words, operation));
  }

  /** Goes on where another search was. */
  restore(snapshot: WorldsSnapshot): void {
    restore(this.#memory, snapshot);
  }

  /** How many worlds there are on the level that comes next. For the leader, while all wait. */
  get sizeOfNext(): number {
    return new Frontier(this.#memory, Atomics.load(this.#memory.control, CONTROL.level)).size;
  }

  /** Puts the first world on the first level. One worker does, before any of them works. */
  begin(): void {
    this.#next.begin(0);
    const first = this.#expander.firstWorld();
    this.visited.add(first, 0, 0, 0);
    this.#keep(first, 0);
    this.#noteEntries(1);
    this.#next.publish();
  }

  /**
   * Works until the search is at its end, and gives way after each batch.
   *
   * @param atLevelEnd what the leader, worker 0, does while all wait at the end of a level; more worlds than none are left
   */
  *work(atLevelEnd: () => void = () => undefined): Generator<void> {
    const { control } = this.#memory;
    while (Atomics.load(control, CONTROL.isDone) === 0) {
      const level = Atomics.load(control, CONTROL.level);
      if (this.#worker === 0 && this.#rendezvous.areReady) this.#rendezvous.enlist();
      this.visited.refresh(Atomics.load(control, CONTROL.capacity));
      this.#expander.open(level);
      this.#levelOfNext = level + 1;
      this.#next.begin(this.#levelOfNext);
      yield* this.#workOnLevel(new Frontier(this.#memory, level), level, atLevelEnd);
    }
  }

  *#workOnLevel(frontier: Frontier, level: number, atLevelEnd: () => void): Generator<void> {
    const { control } = this.#memory;
    const isLast = level >= Atomics.load(control, CONTROL.lastLevel);
    while (Atomics.load(control, CONTROL.level) === level && Atomics.load(control, CONTROL.isDone) === 0) {
      while (this.#mayGoOn()) {
        const first = Atomics.add(control, CONTROL.nextBatch, 1) * BATCH;
        if (first >= frontier.size) break;
        this.#visitBatch(frontier, first, level, isLast);
        this.#noteFound();
        yield;
      }
      this.#next.publish();
      if (this.#worker === 0)
        yield* this.#rendezvous.lead(() => this.#between(frontier, level, isLast, atLevelEnd));
      else yield* this.#rendezvous.follow();
      this.visited.refresh(Atomics.load(control, CONTROL.capacity));
    }
  }

  #visitBatch(frontier: Frontier, first: number, level: number, isLast: boolean): void {
    const end = Math.min(first + BATCH, frontier.size);
    try {
      this.#guard(() =>
        frontier.forEach(first, end, (words, at) => this.#visit(words, at, level, frontier.size, isLast)),
      );
    } catch (error) {
      const { wordsOfWorld } = this.#memory.options;
      throw new FailedInWorld(error, this.#words.subarray(this.#at, this.#at + wordsOfWorld), level);
    }
  }

  /** Whether the next batch may be taken: nothing asks the workers to meet. */
  #mayGoOn(): boolean {
    const { control } = this.#memory;
    return Atomics.load(control, CONTROL.isFull) === 0 && Atomics.load(control, CONTROL.stop) === STOP.not;
  }

  /** What the leader does between batches while all wait. */
  #between(frontier: Frontier, level: number, isLast: boolean, atLevelEnd: () => void): void {
    const { control } = this.#memory;
    if (control[CONTROL.isFull] === 1) this.#growVisited();
    const isLevelDone = (control[CONTROL.nextBatch] ?? 0) * BATCH >= frontier.size;
    if (control[CONTROL.stop] === STOP.not && isLevelDone) {
      control[CONTROL.nextBatch] = 0;
      control[CONTROL.level] = level + 1;
      if (isLast || new Frontier(this.#memory, level + 1).size === 0) control[CONTROL.isDone] = 1;
      else atLevelEnd();
    }
    if (control[CONTROL.stop] !== STOP.not) control[CONTROL.isDone] = 1;
  }

  #growVisited(): void {
    const { control, options } = this.#memory;
    const visited = this.#visitedBuffer;
    const capacity = (control[CONTROL.capacity] ?? 0) * 2;
    const bytes = capacity * options.wordsOfEntry * Int32Array.BYTES_PER_ELEMENT;
    const isTooMuch = bytesOf(this.#memory) + bytes - visited.byteLength > options.mostBytes;
    if (isTooMuch || bytes > visited.maxByteLength) control[CONTROL.stop] = STOP.memory;
    else {
      this.visited.grow(capacity);
      control[CONTROL.capacity] = capacity;
    }
    control[CONTROL.isFull] = 0;
  }

  #visit(words: Words, at: number, level: number, size: number, isLast: boolean): void {
    this.#words = words;
    this.#at = at;
    if (isLast) {
      this.#expander.check(words, at, level, size);
      return;
    }
    const found = this.#counts[COUNT.worlds] ?? 0;
    this.#expander.expand(words, at, level, size);
    this.#counts[COUNT.expanded] = (this.#counts[COUNT.expanded] ?? 0) + 1;
    this.#found += (this.#counts[COUNT.worlds] ?? 0) - found;
    if (this.#found >= MOST_UNTOLD) this.#noteFound();
  }

  #noteFound(): void {
    this.#noteEntries(this.#found);
    this.#found = 0;
  }

  /** Lets all know that the visited set has so many more entries, and that it is full, where it is. */
  #noteEntries(more: number): void {
    if (more === 0) return;
    const { control } = this.#memory;
    const entries = Atomics.add(control, CONTROL.entries, more) + more;
    if (entries > (control[CONTROL.capacity] ?? 0) * FULLEST) Atomics.store(control, CONTROL.isFull, 1);
  }

  /** Takes a world to which a call of an operation leads. */
  #take(words: Words, operation: number): void {
    const found = this.visited.add(words, 0, operation, this.#levelOfNext);
    if (found === IS_KNOWN) return;
    this.#countNew(operation, 1);
    if (found === IS_NEW) this.#keep(words, 0);
    else this.#countNew(found, -1);
  }

  /** Counts the worlds that are reached by an operation. It may be negative in one worker; the sum is not. */
  #countNew(operation: number, worlds: number): void {
    const place = callCount(operation, LED_TO_NEW);
    this.#counts[place] = (this.#counts[place] ?? 0) + worlds;
  }

  /** Keeps a new world for the next level. */
  #keep(words: Words, at: number): void {
    if (!this.#next.add(words, at)) Atomics.store(this.#memory.control, CONTROL.stop, STOP.memory);
    this.#counts[COUNT.worlds] = (this.#counts[COUNT.worlds] ?? 0) + 1;
  }
}

/** Works besides the leader, until the search is at its end. */
export function* exploreAsFollower(
  task: SearchTask,
  memory: SharedMemory,
  worker: number,
  guard: Guard = unguarded,
): Generator<void> {
  const explorer = new Explorer(task, memory, worker, guard);
  yield* new Rendezvous(memory.control).begin();
  yield* explorer.work();
}
