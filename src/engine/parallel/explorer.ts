import type { Model } from "../../model/model.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import { OUTCOMES, type Outcome } from "../../model/outcome.ts";
import { attemptIn } from "../attempt.ts";
import { Canonicalizer } from "../packed/canonical.ts";
import { type Codec, codecOf, type Values } from "../packed/codec.ts";
import { ExactSet, wordsOfExactEntry } from "../packed/exact-set.ts";
import { FingerprintSet, WORDS_OF_FINGERPRINT } from "../packed/fingerprint-set.ts";
import { KnownCases } from "../packed/known-cases.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { Twins } from "../packed/twins.ts";
import type { Words } from "../packed/words.ts";
import { FULLEST, type WorldSet } from "../packed/world-set.ts";
import { ClaimChecker } from "./claim-checker.ts";
import { Frontier, FrontierWriter } from "./frontier.ts";
import { Rendezvous } from "./rendezvous.ts";
import type { SearchTask } from "./search-task.ts";
import {
  bytesOf,
  CONTROL,
  COUNT,
  callCount,
  MOST_FINALS,
  type SharedMemory,
  type SharedMemoryOptions,
  STOP,
} from "./shared-memory.ts";

/** The counts of an operation: each outcome, then `ok` without a change, then those that led to a new world. */
export const UNCHANGED = OUTCOMES.length;
export const LED_TO_NEW = OUTCOMES.length + 1;
const OUTCOME_COUNTS = OUTCOMES.length + 2;

/**
 * Where the counts stand of what calls came to: `ok`, and each errno. Not whether the world changed: to record a subtree that an
 * image holds already is no change, unless the image has its own numbers in another order.
 */
function placesOfCalls(options: SharedMemoryOptions): number[] {
  return Array.from({ length: options.operations }, (_, operation) =>
    OUTCOMES.map((__, outcome) => callCount(options, operation, outcome)),
  ).flat();
}

function numbersMatterIn({ name }: Model): string {
  return (
    `in two worlds of ${name} that differ only in numbers the same calls come to different ends; ` +
    "a design to which numbers matter says so: numbersMatter: true"
  );
}

/** How many worlds a worker takes at once. */
const BATCH = 16;

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
  readonly #codec: Codec;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #packer: Packer;
  readonly #canonicalizer: Canonicalizer | undefined;
  readonly #twins: Twins | undefined;
  readonly #knownCases: KnownCases | undefined;
  /** The counts before the calls of a world, and where those stand that tell what its calls came to. */
  readonly #countsBefore: Float64Array;
  readonly #callPlaces: Int32Array;
  readonly #visited: WorldSet;
  readonly #found: FrontierWriter;
  readonly #rendezvous: Rendezvous;
  readonly #operationIndex: ReadonlyMap<string, number>;
  readonly #outcomeIndex: ReadonlyMap<Outcome, number>;
  /** The values of the world that is expanded, of the one after a call, and of its canonical form. */
  readonly #before: Values;
  readonly #after: Values;
  readonly #form: Values;
  /** The packed world after a call, and where that before it stands. */
  readonly #packed: Words;
  #wordsBefore: Words;
  #placeBefore = 0;
  /** The world that calls change, and the one in which claims try calls. */
  readonly #scratch: object;
  readonly #trial: object;
  readonly #claims: ClaimChecker;

  constructor(task: SearchTask, memory: SharedMemory, worker: number) {
    const { model, scope } = task;
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const capacity = memory.control[CONTROL.capacity] ?? 0;

    this.#task = task;
    this.#memory = memory;
    this.#worker = worker;
    this.#counts = counts;
    this.#codec = codecOf(model.shape(scope));
    this.#codecOfTrial = codecOf(model.shape(scope));
    this.#packer = packerOf(this.#codec.layout);
    this.#canonicalizer = task.symmetry ? new Canonicalizer(this.#codec.layout) : undefined;
    this.#twins = task.symmetry && task.twins ? new Twins(this.#codec.layout) : undefined;
    this.#knownCases = task.shareClaims && !task.symmetry ? new KnownCases(this.#codec.layout) : undefined;
    this.#countsBefore = new Float64Array(counts.length);
    this.#callPlaces = Int32Array.from(placesOfCalls(memory.options));
    this.#visited = task.exact
      ? new ExactSet(memory.visited, capacity, this.#packer.length)
      : new FingerprintSet(memory.visited, capacity, this.#packer.length);
    this.#found = new FrontierWriter(memory, worker);
    this.#rendezvous = new Rendezvous(memory.control);
    this.#operationIndex = new Map(Object.keys(model.calls).map((op, index) => [op, index]));
    this.#outcomeIndex = new Map(OUTCOMES.map((outcome, index) => [outcome, index]));
    const values = () => new Int32Array(this.#codec.layout.slots.length);
    this.#before = values();
    this.#after = values();
    this.#form = values();
    this.#packed = new Int32Array(this.#packer.length);
    this.#wordsBefore = this.#packed;
    this.#scratch = this.#codec.scratch();
    this.#trial = this.#codecOfTrial.scratch();
    this.#claims = new ClaimChecker(task, memory, worker, {
      before: attemptIn(model, scope, () => this.#trialOf(this.#before)),
      after: attemptIn(model, scope, () => this.#trialAfter()),
    });
  }

  /** Puts the first world on the first level. One worker does, before any of them works. */
  begin(): void {
    const world = this.#task.model.initial(this.#task.scope);
    this.#codec.check(world);
    this.#codec.read(world, this.#after);
    this.#canonicalizer?.form(this.#after, this.#form);
    this.#packer.pack(this.#canonicalizer === undefined ? this.#after : this.#form, this.#packed, 0);
    this.#found.begin(0);
    this.#add();
    this.#found.publish();
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
      this.#claims.open(this.#operationIndex.keys());
      this.#found.begin(level + 1);
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
        yield;
      }
      this.#found.publish();
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

  /** Checks the claims about a world and tries every call in it. */
  #visit(words: Words, at: number, level: number, isLast: boolean): void {
    const { model, scope } = this.#task;
    this.#wordsBefore = words;
    this.#placeBefore = at;
    this.#packer.unpack(words, at, this.#before);
    this.#codec.write(this.#before, this.#scratch);
    const { hasClaims } = this.#claims;
    if (isLast) {
      if (hasClaims) this.#claims.checkWorld(model.observe(this.#scratch, scope), level);
      return;
    }
    const known = hasClaims ? this.#knownCases?.find(this.#before) : undefined;
    this.#countsBefore.set(this.#counts);
    const world = hasClaims && known === undefined ? model.observe(this.#scratch, scope) : undefined;
    if (world !== undefined) this.#claims.checkWorld(world, level);
    this.#tryAll(words, at, world, level);
    if (known !== undefined) this.#addCases(known);
    else if (hasClaims && this.#knownCases !== undefined) {
      this.#knownCases.keep(this.#counts.map((count, place) => count - (this.#countsBefore[place] ?? 0)));
    }
  }

  /** Tries every call in the scratch world. @param world how claims see it; nothing where none is to be checked */
  #tryAll(words: Words, at: number, world: Observation | undefined, level: number): void {
    const tried = this.#task.model.operations(this.#scratch, this.#task.scope);
    // All of them before the first is carried out: that changes the world that they are made from.
    const operations = Array.isArray(tried) ? tried : [...tried];
    const found = this.#counts[COUNT.worlds] ?? 0;
    this.#twins?.find(this.#before);
    for (const operation of operations) {
      const weight = this.#twins?.weightOf(operation.task) ?? 1;
      if (weight > 0) this.#try(operation, weight, world, level);
    }
    this.#noteEntries((this.#counts[COUNT.worlds] ?? 0) - found);
    this.#increase(COUNT.expanded);
    if (operations.length === 0) this.#keepFinal(words, at);
  }

  /**
   * Adds the cases of the claims that are still open in a world that differs only in numbers from one that is known. Its calls must
   * have come to what the calls of that one came to.
   */
  #addCases(known: Float64Array): void {
    for (const place of this.#callPlaces) {
      const counted = (this.#counts[place] ?? 0) - (this.#countsBefore[place] ?? 0);
      if (known[place] !== counted) throw new Error(numbersMatterIn(this.#task.model));
    }
    for (const place of this.#claims.casePlaces) this.#increase(place, known[place] ?? 0);
  }

  #keepFinal(words: Words, at: number): void {
    const index = this.#counts[COUNT.finals] ?? 0;
    const length = this.#packer.length;
    if (index < MOST_FINALS)
      this.#memory.finals[this.#worker]?.set(words.subarray(at, at + length), index * length);
    this.#increase(COUNT.finals);
  }

  /** Lets all know that the visited set has so many more entries, and that it is full, where it is. */
  #noteEntries(more: number): void {
    if (more === 0) return;
    const { control } = this.#memory;
    const entries = Atomics.add(control, CONTROL.entries, more) + more;
    if (entries > (control[CONTROL.capacity] ?? 0) * FULLEST) Atomics.store(control, CONTROL.isFull, 1);
  }

  /** @param weight how many calls this one stands for */
  #try(operation: Operation, weight: number, before: Observation | undefined, level: number): void {
    const { model, scope } = this.#task;
    const outcome = model.apply(this.#scratch, operation, scope);
    const isChanged = this.#readAfter();
    const index = this.#indexOf(operation);
    this.#countCall(index, outcome === "ok" ? 0 : (this.#outcomeIndex.get(outcome) ?? 0), weight);
    if (outcome === "ok" && !isChanged) this.#countCall(index, UNCHANGED, weight);
    if (before !== undefined && this.#claims.areAbout(index, outcome, isChanged)) {
      const after = isChanged ? model.observe(this.#scratch, scope) : before;
      this.#claims.checkStep(index, { before, operation, outcome, after }, isChanged, weight, level);
    }
    if (!isChanged) return;
    if (this.#add()) this.#countCall(index, LED_TO_NEW, 1);
    this.#codec.write(this.#before, this.#scratch);
  }

  /** Reads and packs the world after a call. @returns whether it is another than the one before */
  #readAfter(): boolean {
    if (this.#canonicalizer === undefined) {
      return this.#codec.readPacked(this.#scratch, this.#wordsBefore, this.#placeBefore, this.#packed);
    }
    const isChanged = this.#codec.readChanged(this.#scratch, this.#before, this.#after);
    if (isChanged) {
      this.#canonicalizer.form(this.#after, this.#form);
      this.#packer.pack(this.#form, this.#packed, 0);
    }
    return isChanged;
  }

  /** Adds the world that was read and packed to those that were found. @returns whether it is new */
  #add(): boolean {
    if (!this.#visited.add(this.#packed, 0)) return false;
    if (!this.#found.add(this.#packed, 0)) Atomics.store(this.#memory.control, CONTROL.stop, STOP.memory);
    this.#counts[COUNT.worlds] = (this.#counts[COUNT.worlds] ?? 0) + 1;
    return true;
  }

  #indexOf({ op }: Operation): number {
    const index = this.#operationIndex.get(op);
    if (index !== undefined) return index;
    throw new Error(`${this.#task.model.name} tries ${op}, which it does not declare`);
  }

  #countCall(operation: number, outcome: number, times: number): void {
    this.#increase(callCount(this.#memory.options, operation, outcome), times);
  }

  #increase(count: number, by = 1): void {
    this.#counts[count] = (this.#counts[count] ?? 0) + by;
  }

  /** The world after the call, which the scratch world still is. */
  #trialAfter(): object {
    this.#codec.read(this.#scratch, this.#after);
    return this.#trialOf(this.#after);
  }

  #trialOf(values: Values): object {
    this.#codecOfTrial.write(values, this.#trial);
    return this.#trial;
  }
}
