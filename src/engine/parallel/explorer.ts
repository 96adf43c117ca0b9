import { codecOf } from "../packed/codec.ts";
import { ExactSet, wordsOfExactEntry } from "../packed/exact-set.ts";
import { FingerprintSet, WORDS_OF_FINGERPRINT } from "../packed/fingerprint-set.ts";
import { packerOf } from "../packed/packer.ts";
import type { Words } from "../packed/words.ts";
import { FULLEST, type WorldSet } from "../packed/world-set.ts";
import { Expander, OUTCOME_COUNTS } from "./expander.ts";
import { Frontier, FrontierWriter } from "./frontier.ts";
import { OrbitExpander } from "./orbit-expander.ts";
import { Rendezvous } from "./rendezvous.ts";
import type { SearchTask } from "./search-task.ts";
import {
  bytesOf,
  CONTROL,
  COUNT,
  type SharedMemory,
  type SharedMemoryOptions,
  STOP,
} from "./shared-memory.ts";

/** So many new worlds are told of at once: workers that write to one place hold each other up. It is far less than what room is left. */
const MOST_UNTOLD = 1024;
/** How many worlds a worker takes at once. */
const BATCH = 64;

/** What the shared memory of a search has to hold. */
export function memoryFor(task: SearchTask, workers: number, mostBytes: number): SharedMemoryOptions {
  const wordsOfWorld = packerOf(codecOf(task.model.shape(task.scope)).layout).length;
  return {
    workers,
    mostBytes,
    wordsOfWorld,
    wordsOfEntry: task.exact ? wordsOfExactEntry(wordsOfWorld) : WORDS_OF_FINGERPRINT,
    operations: Object.keys(task.model.calls).length,
    outcomes: OUTCOME_COUNTS,
    properties: task.properties.length,
  };
}

/**
 * One worker of a search. All workers go through the levels together: each takes batches of the worlds of the level, tries every
 * call in them, and keeps those that are new for the next level.
 */
export class Explorer {
  readonly #task: SearchTask;
  readonly #memory: SharedMemory;
  readonly #worker: number;
  readonly #counts: Float64Array;
  readonly #visited: WorldSet;
  /** The worlds of the next level. */
  readonly #next: FrontierWriter;
  readonly #rendezvous: Rendezvous;
  /** How many worlds were found that the others have not been told of. */
  #found = 0;
  readonly #expander: Expander | OrbitExpander;

  constructor(task: SearchTask, memory: SharedMemory, worker: number) {
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const capacity = memory.control[CONTROL.capacity] ?? 0;
    const { wordsOfWorld } = memory.options;

    this.#task = task;
    this.#memory = memory;
    this.#worker = worker;
    this.#counts = counts;
    this.#visited = task.exact
      ? new ExactSet(memory.visited, capacity, wordsOfWorld)
      : new FingerprintSet(memory.visited, capacity, wordsOfWorld);
    this.#next = new FrontierWriter(memory, worker);
    this.#rendezvous = new Rendezvous(memory.control);
    const isShared = task.sharing && !task.symmetry;
    this.#expander = isShared
      ? new OrbitExpander(task, memory, worker, {
          add: (words) => this.#add(words),
          addAll: (words, count, isNew) => this.#addAll(words, count, isNew),
        })
      : new Expander(task, memory, worker, (words) => this.#add(words));
  }

  /** Puts the first world on the first level. One worker does, before any of them works. */
  begin(): void {
    this.#next.begin(0);
    this.#add(this.#expander.firstWorld());
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
      this.#visited.refresh(Atomics.load(control, CONTROL.capacity));
      this.#expander.open();
      this.#next.begin(level + 1);
      yield* this.#workOnLevel(new Frontier(this.#memory, level), level, atLevelEnd);
    }
  }

  *#workOnLevel(frontier: Frontier, level: number, atLevelEnd: () => void): Generator<void> {
    const { control } = this.#memory;
    const isLast = level >= this.#task.depth;
    while (Atomics.load(control, CONTROL.level) === level && Atomics.load(control, CONTROL.isDone) === 0) {
      while (this.#mayGoOn()) {
        const first = Atomics.add(control, CONTROL.nextBatch, 1) * BATCH;
        if (first >= frontier.size) break;
        frontier.forEach(first, Math.min(first + BATCH, frontier.size), (words, at) =>
          this.#visit(words, at, level, isLast),
        );
        this.#noteFound();
        yield;
      }
      this.#expander.addUp();
      this.#next.publish();
      if (this.#worker === 0)
        yield* this.#rendezvous.lead(() => this.#between(frontier, level, isLast, atLevelEnd));
      else yield* this.#rendezvous.follow();
      this.#visited.refresh(Atomics.load(control, CONTROL.capacity));
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
    const { control, options, visited } = this.#memory;
    const capacity = (control[CONTROL.capacity] ?? 0) * 2;
    const bytes = capacity * options.wordsOfEntry * Int32Array.BYTES_PER_ELEMENT;
    const isTooMuch = bytesOf(this.#memory) + bytes - visited.byteLength > options.mostBytes;
    if (isTooMuch || bytes > visited.maxByteLength) control[CONTROL.stop] = STOP.memory;
    else {
      this.#visited.grow(capacity);
      control[CONTROL.capacity] = capacity;
    }
    control[CONTROL.isFull] = 0;
  }

  #visit(words: Words, at: number, level: number, isLast: boolean): void {
    if (isLast) {
      this.#expander.check(words, at, level);
      return;
    }
    const found = this.#counts[COUNT.worlds] ?? 0;
    this.#expander.expand(words, at, level);
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

  /** Adds a world to those that were found. @returns whether it is new */
  #add(words: Words): boolean {
    if (!this.#visited.add(words, 0)) return false;
    this.#keep(words, 0);
    return true;
  }

  #addAll(words: Words, count: number, isNew: Uint8Array): void {
    this.#visited.addAll(words, count, isNew);
    const { wordsOfWorld } = this.#memory.options;
    for (let world = 0; world < count; world++)
      if (isNew[world] === 1) this.#keep(words, world * wordsOfWorld);
  }

  /** Keeps a new world for the next level. */
  #keep(words: Words, at: number): void {
    if (!this.#next.add(words, at)) Atomics.store(this.#memory.control, CONTROL.stop, STOP.memory);
    this.#counts[COUNT.worlds] = (this.#counts[COUNT.worlds] ?? 0) + 1;
  }
}
