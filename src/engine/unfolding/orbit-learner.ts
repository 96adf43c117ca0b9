import { Numberings } from "../orbits/numberings.ts";
import { Orbits } from "../orbits/orbits.ts";
import { OrderTables } from "../orbits/order-tables.ts";
import { codecOf, type Values } from "../packed/codec.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { textOf, type Words } from "../packed/words.ts";
import { Expander } from "../parallel/expander.ts";
import { requireSameEnds } from "../parallel/numbers-matter.ts";
import type { SearchTask } from "../parallel/search-task.ts";
import {
  COUNT,
  callCount,
  numberedWorldsOf,
  type SharedMemory,
  UNCHANGED,
} from "../parallel/shared-memory.ts";
import { GrowingWords } from "./growing-words.ts";
import { ORBIT, STEP, WORDS_OF_ORBIT } from "./numbered-worlds.ts";
import { OrbitOwners } from "./orbit-owners.ts";
import { type RenumberCode, renumberCodeOf } from "./renumber-code.ts";

/** A number that is counted in every world of an orbit: where, and how much. */
type Counted = readonly [place: number, count: number];

/**
 * Finds out what can be done in the worlds of orbits: in the form of each it carries every call out, checks the claims, and writes
 * down for all workers which orbits its steps lead to, and with which numbers.
 */
export class OrbitLearner {
  readonly #task: SearchTask;
  readonly #counts: Float64Array;
  readonly #expander: Expander;
  readonly #numberings: Numberings;
  readonly #tableWords: GrowingWords;
  readonly #orbits: Orbits;
  readonly #packer: Packer;
  readonly #directory: GrowingWords;
  readonly #steps: GrowingWords;
  #stepsEnd = 0;
  /** Of each orbit that is known, and how many of its worlds were expanded since they were last counted. */
  readonly #counted: (readonly Counted[])[] = [];
  readonly #expanded: number[] = [];
  /** For each level where the cases of the claims stand that were still to be checked on it. */
  readonly #casePlaces: (readonly number[])[] = [];
  readonly #owners: OrbitOwners;
  readonly #values: Values;
  readonly #form: Values;
  readonly #packed: Words;
  readonly #countsBefore: Float64Array;
  /** 1 for each count that tells what the calls of a world came to, but for the worlds that they led to. */
  readonly #isCall: Uint8Array;
  readonly #code: RenumberCode;
  /** The worlds to which the calls of the world at hand lead, each once, with the least operation that leads there. */
  readonly #led = new Map<string, { readonly operation: number; readonly words: Words }>();

  constructor(task: SearchTask, memory: SharedMemory, worker: number) {
    const { options } = memory;
    const worlds = numberedWorldsOf(memory);
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const { layout } = codecOf(task.model.shape(task.scope));
    this.#task = task;
    this.#counts = counts;
    this.#expander = new Expander(task, memory, worker, (words, operation) => this.#take(words, operation));
    this.#numberings = new Numberings(layout);
    this.#tableWords = new GrowingWords(worlds.tables);
    this.#orbits = new Orbits(
      layout,
      this.#numberings,
      new OrderTables(this.#tableWords, this.#numberings.sorts),
    );
    this.#packer = packerOf(layout);
    this.#directory = new GrowingWords(worlds.orbits);
    this.#owners = new OrbitOwners(memory, this.#directory);
    this.#steps = new GrowingWords(worlds.steps);
    this.#values = new Int32Array(layout.slots.length);
    this.#form = new Int32Array(layout.slots.length);
    this.#packed = new Int32Array(this.#packer.length);
    this.#countsBefore = new Float64Array(counts.length);
    this.#isCall = new Uint8Array(counts.length);
    for (const place of callPlacesOf(options.operations)) this.#isCall[place] = 1;
    this.#code = renumberCodeOf(worlds.fields);
  }

  /** How many orbits were found, and of how many it is known what can be done. */
  get found(): number {
    return this.#orbits.count;
  }
  get known(): number {
    return this.#counted.length;
  }

  /** The first world. */
  first(): { orbit: number; numbering: number } {
    this.#packer.unpack(this.#expander.firstWorld(), 0, this.#values);
    const place = this.#orbits.find(this.#values);
    this.#owners.assign(place.orbit + 1);
    return { orbit: place.orbit, numbering: this.#orbits.numberingOf(place) };
  }

  /** Finds out which claims are still to be checked on a level. */
  open(level: number): void {
    this.#expander.open(level);
    this.#casePlaces[level] = this.#expander.casePlaces;
  }

  /** Finds out what can be done in the next orbit of which it is not known. @param level that of its first worlds */
  learn(level: number): void {
    const orbit = this.known;
    const at = orbit * this.#packer.length;
    const counted = this.#expand(this.#orbits.packedForms.slice(at, at + this.#packer.length), level, true);
    const stepsFrom = this.#stepsEnd;
    for (const { operation, words } of this.#led.values()) {
      this.#packer.unpack(words, 0, this.#values);
      const { orbit: to, tables } = this.#orbits.find(this.#values);
      this.#write([operation, to, tables.length, ...tables.flat()]);
    }
    const isFinal = !counted.some(([place]) => this.#isCall[place] === 1);
    this.#counted.push(counted);
    this.#expanded.push(0);
    this.#owners.assign(this.found);
    this.#directory.view[orbit * WORDS_OF_ORBIT + ORBIT.stepsFrom] = stepsFrom;
    this.#directory.view[orbit * WORDS_OF_ORBIT + ORBIT.stepsTo] = this.#stepsEnd;
    this.#directory.view[orbit * WORDS_OF_ORBIT + ORBIT.isFinal] = isFinal ? 1 : 0;
  }

  /** Divides the orbits among all workers anew; see `OrbitOwners.share`. */
  share(steps: number, learning: number): void {
    this.#owners.share(steps, learning);
  }

  /** How much there is to do for a world of an orbit, as the length of what is known of its steps. */
  workOf(orbit: number): number {
    const at = orbit * WORDS_OF_ORBIT;
    return (
      (this.#directory.view[at + ORBIT.stepsTo] ?? 0) - (this.#directory.view[at + ORBIT.stepsFrom] ?? 0)
    );
  }

  /** Whether nothing can be tried in the worlds of an orbit. */
  isFinal(orbit: number): boolean {
    return this.#directory.view[orbit * WORDS_OF_ORBIT + ORBIT.isFinal] === 1;
  }

  /** Notes a world in which nothing can be tried. */
  keepFinal(orbit: number, numbering: number): void {
    this.#expander.keepFinal(this.#worldOf(orbit, numbering), 0);
  }

  /** Checks the claims about worlds, in so many of an orbit. */
  check(orbit: number, worlds: number, level: number): void {
    this.#countsBefore.set(this.#counts);
    this.#expander.check(this.#orbits.packedForms, orbit * this.#packer.length, level);
    for (const place of this.#expander.casePlaces) {
      const before = this.#countsBefore[place] ?? 0;
      this.#counts[place] = before + ((this.#counts[place] ?? 0) - before) * worlds;
    }
  }

  /** Notes that so many worlds of an orbit were expanded. */
  isExpanded(orbit: number, worlds: number): void {
    this.#expanded[orbit] = (this.#expanded[orbit] ?? 0) + worlds;
    this.#counts[COUNT.expanded] = (this.#counts[COUNT.expanded] ?? 0) + worlds;
  }

  /** Counts what was found in the worlds that were expanded on a level. */
  addUp(level: number): void {
    const isCounted = this.#isCall.slice();
    for (const place of this.#casePlaces[level] ?? []) isCounted[place] = 1;
    for (const [orbit, worlds] of this.#expanded.entries()) {
      if (worlds === 0) continue;
      this.#expanded[orbit] = 0;
      for (const [place, count] of this.#counted[orbit] ?? [])
        if (isCounted[place] === 1) this.#counts[place] = (this.#counts[place] ?? 0) + count * worlds;
    }
  }

  /**
   * Carries every call out in a world, and compares with what is known of its orbit.
   *
   * @throws {Error} where they differ: numbers matter to the design
   */
  compare(orbit: number, numbering: number, level: number): void {
    const counted = this.#expand(this.#worldOf(orbit, numbering), level, false);
    const expected = this.#ledFrom(orbit, numbering);
    const areWorldsSame =
      expected.size === this.#led.size && [...this.#led.keys()].every((world) => expected.has(world));
    const areCallsSame = this.#textOfCalls(counted) === this.#textOfCalls(this.#counted[orbit] ?? []);
    requireSameEnds(this.#task.model, areWorldsSame && areCallsSame);
  }

  /** The worlds to which the steps of an orbit lead from one of its worlds, as texts. */
  #ledFrom(orbit: number, numbering: number): Set<string> {
    const led = new Set<string>();
    const [directory, steps] = [this.#directory.view, this.#steps.view];
    const [before, after] = [Int32Array.of(numbering), new Int32Array(1)];
    const sorts = this.#numberings.sorts.length;
    const end = directory[orbit * WORDS_OF_ORBIT + ORBIT.stepsTo] ?? 0;
    for (let at = directory[orbit * WORDS_OF_ORBIT + ORBIT.stepsFrom] ?? 0; at < end; ) {
      const to = steps[at + STEP.orbit] ?? 0;
      const symmetries = steps[at + STEP.symmetries] ?? 0;
      at += STEP.tables;
      this.#code.renumber(this.#tableWords.view, steps, at, before, 0, 1, after);
      for (let symmetry = 1; symmetry < symmetries; symmetry++)
        this.#code.keepLesser(this.#tableWords.view, steps, at + symmetry * sorts, before, 0, 1, after);
      led.add(textOf(this.#worldOf(to, after[0] ?? 0)));
      at += symmetries * sorts;
    }
    return led;
  }

  #textOfCalls(counted: readonly Counted[]): string {
    return counted
      .filter(([place]) => this.#isCall[place] === 1)
      .map((of) => of.join())
      .join(";");
  }

  /** Expands a world, and says what is counted in it. The counts stay as they were. */
  #expand(words: Words, level: number, withClaims: boolean): Counted[] {
    this.#led.clear();
    this.#countsBefore.set(this.#counts);
    this.#expander.expand(words, 0, level, withClaims);
    const counted: Counted[] = [];
    for (let place = 0; place < this.#counts.length; place++) {
      const more = (this.#counts[place] ?? 0) - (this.#countsBefore[place] ?? 0);
      if (more !== 0) counted.push([place, more]);
    }
    this.#counts.set(this.#countsBefore);
    return counted;
  }

  /** Takes a world to which a call of the world at hand leads. */
  #take(words: Words, operation: number): void {
    const text = textOf(words);
    const known = this.#led.get(text);
    if (known === undefined || known.operation > operation)
      this.#led.set(text, { operation, words: known?.words ?? words.slice() });
  }

  #worldOf(orbit: number, numbering: number): Words {
    this.#packer.unpack(this.#orbits.packedForms, orbit * this.#packer.length, this.#form);
    this.#numberings.renumber(this.#form, numbering, this.#values);
    this.#packer.pack(this.#values, this.#packed, 0);
    return this.#packed;
  }

  #write(words: readonly number[]): void {
    this.#steps.reserve(this.#stepsEnd + words.length);
    this.#steps.view.set(words, this.#stepsEnd);
    this.#stepsEnd += words.length;
  }
}

/** The counts of each operation up to those that left the world as it was. */
function callPlacesOf(operations: number): number[] {
  return Array.from({ length: operations }, (_, operation) =>
    Array.from({ length: UNCHANGED + 1 }, (__, outcome) => callCount(operation, outcome)),
  ).flat();
}
