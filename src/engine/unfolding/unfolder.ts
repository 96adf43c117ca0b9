import {
  CONTROL,
  COUNT,
  callCount,
  isShortOfMemory,
  LED_TO_NEW,
  numberedWorldsOf,
  type SharedMemory,
  STOP,
} from "../parallel/shared-memory.ts";
import { GrowingWords } from "./growing-words.ts";
import {
  type NumberedWorlds,
  ORBIT,
  SIZE,
  STEP,
  sizeAt,
  WORDS_OF_FOUND,
  WORDS_OF_ORBIT,
} from "./numbered-worlds.ts";
import { NumberingSet } from "./numbering-set.ts";
import { type RenumberCode, renumberCodeOf } from "./renumber-code.ts";
import { SortedLevel } from "./sorted-level.ts";

/** How many worlds of an orbit a worker takes at once. */
export const MOST_OF_A_CHUNK = 256;
/** So many new worlds are counted at once. */
const MOST_UNCOUNTED = 1024;

/**
 * One worker of a search that keeps worlds as orbits and numberings. It finds the worlds to which those of a level lead by what is
 * known of their orbits; of the design it knows nothing.
 *
 * On each level every worker (1) sorts its worlds by orbit; (2) goes through the worlds of all, and carries out the steps that lead to orbits
 * which belong to it: so nobody else looks up, or writes, what it does. After each of these all of them meet.
 */
export class Unfolder {
  readonly #memory: SharedMemory;
  readonly #worlds: NumberedWorlds;
  readonly #worker: number;
  readonly #counts: Float64Array;
  readonly #code: RenumberCode;
  /** The worlds that it has found: orbit, numbering. */
  readonly #found: GrowingWords;
  #foundCount = 0;
  readonly #level: SortedLevel;
  readonly #orbits: GrowingWords;
  readonly #steps: GrowingWords;
  readonly #tables: GrowingWords;
  readonly #isExpanded: (orbit: number, worlds: number) => void;
  /** For each orbit that belongs to this worker, once a world of it was found. */
  readonly #sets: (NumberingSet | undefined)[] = [];
  #bytesOfSets = 0;
  /** Numberings after a step, and those of them that are new. */
  readonly #after = new Int32Array(MOST_OF_A_CHUNK);
  readonly #new = new Int32Array(MOST_OF_A_CHUNK);
  /** For each operation how many worlds of the next level are reached by it; it may be less than 0, as it is taken off where another comes. */
  readonly #ledToNew: Int32Array;
  #levelNumber = 0;
  /** How often orbits were shared out when it looked last. */
  #shared = 0;
  /** How long it has carried out steps. */
  #milliseconds = 0;

  /** @param isExpanded takes how many worlds of an orbit it has gone through */
  constructor(
    memory: SharedMemory,
    worker: number,
    isExpanded: (orbit: number, worlds: number) => void = () => undefined,
  ) {
    const { counts, options } = memory;
    const worlds = numberedWorldsOf(memory);
    const [found, ownCounts] = [worlds.found[worker], counts[worker]];
    if (found === undefined || ownCounts === undefined) throw new RangeError(`there is no worker ${worker}`);
    this.#memory = memory;
    this.#worlds = worlds;
    this.#worker = worker;
    this.#counts = ownCounts;
    this.#code = renumberCodeOf(worlds.fields);
    this.#found = new GrowingWords(found);
    this.#level = new SortedLevel(worlds, worker, MOST_OF_A_CHUNK);
    this.#orbits = new GrowingWords(worlds.orbits);
    this.#steps = new GrowingWords(worlds.steps);
    this.#tables = new GrowingWords(worlds.tables);
    this.#isExpanded = isExpanded;
    this.#ledToNew = new Int32Array(options.operations);
  }

  /** Adds a world that no call of this search leads to: the first, or one that it goes on from. */
  adopt(orbit: number, numbering: number): void {
    this.#setOf(orbit).adopt(numbering);
    this.#new[0] = numbering;
    this.#keep(orbit, 1);
  }

  /** Lets the worlds that were found so far be those of earlier levels but for the last ones. */
  beginWith(levelFrom: number): void {
    this.#level.begin(levelFrom);
    this.#countFound();
    this.#publish();
  }

  /** Sorts its worlds of a level. */
  openLevel(level: number): void {
    this.#levelNumber = level;
    this.#level.sort(this.#found.view, this.#foundCount, this.#sets.length);
    this.#publish();
  }

  /** Takes notice of what the others have for the level. */
  seeLevel(): void {
    this.#level.refresh();
    for (const words of [this.#orbits, this.#steps, this.#tables]) words.refresh();
    const shared = Atomics.load(this.#memory.control, CONTROL.shared);
    if (shared === this.#shared) return;
    this.#shared = shared;
    this.#takeOver();
  }

  /** Calls with the orbit and the numberings of each chunk of the level, of all workers. */
  forEachChunk(visit: (orbit: number, numberings: Int32Array) => void): void {
    const chunks = this.#level.chunkCount;
    for (let index = 0; index < chunks; index++) {
      this.#level.find(index);
      const { orbit, numberings, from, count } = this.#level;
      visit(orbit, numberings.subarray(from, from + count));
    }
  }

  /** Carries out the steps of the level that are its own, in chunks; gives way after each. */
  *carryOutLevel(): Generator<void> {
    const began = performance.now();
    const { control, options } = this.#memory;
    if (this.#levelNumber >= options.depth) return;
    for (let chunk = 0; this.#level.find(chunk); chunk++) {
      if (Atomics.load(control, CONTROL.stop) !== STOP.not) break;
      this.#carryOut();
      if (this.#foundCount - (this.#counts[COUNT.worlds] ?? 0) >= MOST_UNCOUNTED) this.#countFound();
      yield;
    }
    this.#milliseconds += performance.now() - began;
  }

  /** Lets the others know what it has found on the level. */
  closeLevel(): void {
    this.#countFound();
    for (const [operation, worlds] of this.#ledToNew.entries())
      this.#increase(callCount(operation, LED_TO_NEW), worlds);
    this.#ledToNew.fill(0);
    this.#publish();
  }

  #carryOut(): void {
    const { orbit, numberings, from, count } = this.#level;
    const [orbits, steps, tables, after] = [
      this.#orbits.view,
      this.#steps.view,
      this.#tables.view,
      this.#after,
    ];
    const fields = this.#worlds.fields.length;
    const end = orbits[orbit * WORDS_OF_ORBIT + ORBIT.stepsTo] ?? 0;
    for (let at = orbits[orbit * WORDS_OF_ORBIT + ORBIT.stepsFrom] ?? 0; at < end; ) {
      const to = steps[at + STEP.orbit] ?? 0;
      const operation = steps[at + STEP.operation] ?? 0;
      const symmetries = steps[at + STEP.symmetries] ?? 0;
      const first = at + STEP.tables;
      at = first + symmetries * fields;
      if (orbits[to * WORDS_OF_ORBIT + ORBIT.owner] !== this.#worker) continue;
      this.#code.renumber(tables, steps, first, numberings, from, count, after);
      for (let other = first + fields; other < at; other += fields)
        this.#code.keepLesser(tables, steps, other, numberings, from, count, after);
      this.#add(to, after, count, operation);
    }
    this.#isExpanded(orbit, count);
  }

  #add(orbit: number, numberings: Int32Array, count: number, operation: number): void {
    const set = this.#setOf(orbit);
    const bytes = set.bytes;
    const found = set.addAll(numberings, count, operation, this.#levelNumber, this.#new, this.#ledToNew);
    if (found === 0) return;
    this.#bytesOfSets += set.bytes - bytes;
    this.#keep(orbit, found);
  }

  /** Keeps so many new worlds of an orbit for the next level. */
  #keep(orbit: number, count: number): void {
    this.#found.reserve((this.#foundCount + count) * WORDS_OF_FOUND);
    const words = this.#found.view;
    let at = this.#foundCount * WORDS_OF_FOUND;
    for (let index = 0; index < count; index++) {
      words[at++] = orbit;
      words[at++] = this.#new[index] ?? 0;
    }
    this.#foundCount += count;
  }

  #setOf(orbit: number): NumberingSet {
    const known = this.#sets[orbit];
    if (known !== undefined) return known;
    while (this.#sets.length <= orbit) this.#sets.push(undefined);
    const set = new NumberingSet();
    this.#sets[orbit] = set;
    return set;
  }

  /** Gives up the orbits that belong to others now, and takes those that belong to it, with the worlds that all have found so far. */
  #takeOver(): void {
    const directory = this.#orbits.view;
    const isTaken = new Uint8Array(directory.length / WORDS_OF_ORBIT);
    for (let orbit = 0; orbit < isTaken.length; orbit++) {
      const isOwn = directory[orbit * WORDS_OF_ORBIT + ORBIT.owner] === this.#worker;
      const has = this.#sets[orbit] !== undefined;
      if (isOwn && !has) isTaken[orbit] = 1;
      if (!isOwn && has) this.#sets[orbit] = undefined;
    }
    for (const [worker, buffer] of this.#worlds.found.entries()) {
      const count = this.#worlds.sizes[sizeAt(worker, SIZE.found)] ?? 0;
      const words = new Int32Array(buffer, 0, count * WORDS_OF_FOUND);
      for (let at = 0; at < words.length; at += WORDS_OF_FOUND) {
        const orbit = words[at] ?? 0;
        if (isTaken[orbit] === 1) this.#setOf(orbit).adopt(words[at + 1] ?? 0);
      }
    }
    this.#bytesOfSets = this.#sets.reduce((sum, set) => sum + (set?.bytes ?? 0), 0);
  }

  /** Counts the worlds that it has found, and stops the search where memory is short. */
  #countFound(): void {
    const { control } = this.#memory;
    const more = this.#foundCount - (this.#counts[COUNT.worlds] ?? 0);
    this.#increase(COUNT.worlds, more);
    Atomics.add(control, CONTROL.entries, more);
    this.#worlds.sizes[sizeAt(this.#worker, SIZE.kibibytesOfSets)] = Math.ceil(this.#bytesOfSets / 1024);
    if (isShortOfMemory(this.#memory) || this.#found.isNearItsEnd)
      Atomics.store(control, CONTROL.stop, STOP.memory);
  }

  #publish(): void {
    const { sizes } = this.#worlds;
    sizes[sizeAt(this.#worker, SIZE.found)] = this.#foundCount;
    sizes[sizeAt(this.#worker, SIZE.levelFrom)] = this.#level.nextFrom;
    sizes[sizeAt(this.#worker, SIZE.chunks)] = this.#level.ownChunks;
    sizes[sizeAt(this.#worker, SIZE.kibibytesOfSets)] = Math.ceil(this.#bytesOfSets / 1024);
    sizes[sizeAt(this.#worker, SIZE.milliseconds)] = this.#milliseconds;
  }

  #increase(place: number, by: number): void {
    this.#counts[place] = (this.#counts[place] ?? 0) + by;
  }
}
