import type { Model } from "../../model/model.ts";
import { OUTCOMES } from "../../model/outcome.ts";
import { type Orbit, Orbits } from "../orbits/orbits.ts";
import { StepCode } from "../orbits/step-code.ts";
import { codecOf, type Values } from "../packed/codec.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { textOf, type Words } from "../packed/words.ts";
import { Expander, type Finder, LED_TO_NEW, UNCHANGED } from "./expander.ts";
import type { SearchTask } from "./search-task.ts";
import { callCount, type SharedMemory, type SharedMemoryOptions } from "./shared-memory.ts";

/** The second world of an orbit, and each so manieth after it, is expanded and compared with what is known of the first. */
const WORLDS_BETWEEN_CHECKS = 256;

/**
 * Expands worlds by what is known of others that differ only in numbers: the first of an orbit is expanded, and what is found out
 * there holds for all of them. So the rules are carried out a few times for hundreds of worlds.
 */
export class OrbitExpander {
  readonly #model: Model;
  readonly #options: SharedMemoryOptions;
  readonly #counts: Float64Array;
  readonly #finder: Finder;
  readonly #expander: Expander;
  readonly #orbits: Orbits;
  /** Nothing where the order of numbers means something: then calls are carried out in each world, and only claims are shared. */
  readonly #stepCode: StepCode | undefined;
  readonly #packer: Packer;
  readonly #before: Values;
  readonly #after: Values;
  readonly #packed: Words;
  /** The worlds to which the steps of the world at hand lead, the operation of each step, and whether each world is new. */
  #afterSteps = new Int32Array(0);
  #operations = new Int32Array(0);
  #isNew = new Uint8Array(0);
  readonly #countsBefore: Float64Array;
  /** Where the counts stand that tell what the calls of a world came to, but for those that led to a new one. */
  readonly #callPlaces: readonly number[];
  readonly #endPlaces: readonly number[];
  /** The worlds to which the calls of the world at hand lead, each once, with the operation of the first that leads there. */
  readonly #led = new Map<string, { readonly operation: number; readonly words: Words }>();
  /** What is done with these worlds. */
  #mode: "keep" | "pass on" | "keep and pass on" = "pass on";

  constructor(task: SearchTask, memory: SharedMemory, worker: number, finder: Finder) {
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const { layout } = codecOf(task.model.shape(task.scope));
    this.#model = task.model;
    this.#options = memory.options;
    this.#counts = counts;
    this.#finder = finder;
    this.#expander = new Expander(task, memory, worker, (words, operation) => this.#take(words, operation));
    this.#orbits = new Orbits(layout);
    this.#stepCode = layout.hasOrder ? undefined : new StepCode(layout);
    this.#packer = packerOf(layout);
    this.#before = new Int32Array(layout.slots.length);
    this.#after = new Int32Array(layout.slots.length);
    this.#packed = new Int32Array(this.#packer.length);
    this.#countsBefore = new Float64Array(counts.length);
    this.#endPlaces = placesOf(memory.options, OUTCOMES.length);
    this.#callPlaces = placesOf(memory.options, UNCHANGED + 1);
  }

  firstWorld(): Words {
    return this.#expander.firstWorld();
  }

  open(): void {
    this.#expander.open();
  }

  check(words: Words, at: number, level: number): void {
    this.#expander.check(words, at, level);
  }

  expand(words: Words, at: number, level: number): void {
    this.#packer.unpack(words, at, this.#before);
    const orbit = this.#orbits.find(this.#before);
    if (orbit === undefined) this.#meetFirst(words, at, level);
    else this.#meetAgain(orbit, words, at, level);
  }

  /** Counts what was found in worlds that were not expanded each by itself. The counts are whole only after it. */
  addUp(): void {
    this.#orbits.addUp(({ counts, steps }, worlds) => {
      const add = (place: number): void => this.#increase(place, (counts[place] ?? 0) * worlds);
      if (steps !== undefined) this.#callPlaces.forEach(add);
      this.#expander.casePlaces.forEach(add);
    });
  }

  #meetFirst(words: Words, at: number, level: number): void {
    this.#mode = this.#stepCode === undefined ? "pass on" : "keep and pass on";
    const counts = this.#expandAndCount(words, at, level, true);
    const steps = this.#stepCode && this.#stepsOf(this.#stepCode);
    const isFinal = this.#callPlaces.every((place) => counts[place] === 0);
    this.#orbits.keep({ counts, steps, isFinal });
  }

  #meetAgain(orbit: Orbit, words: Words, at: number, level: number): void {
    this.#orbits.meet(orbit);
    if (orbit.steps === undefined || this.#stepCode === undefined) {
      this.#mode = "pass on";
      const counts = this.#expandAndCount(words, at, level, false);
      this.#requireSame(this.#endPlaces.every((place) => counts[place] === orbit.counts[place]));
      return;
    }
    this.#stepCode.open(this.#orbits.numbersOf(this.#before));
    if (orbit.met % WORLDS_BETWEEN_CHECKS === 2) this.#compare(orbit, words, at, level);
    this.#carryOutAll(orbit.steps, this.#stepCode, words, at);
    if (orbit.isFinal) this.#expander.keepFinal(words, at);
  }

  /** Finds the worlds to which steps lead from the world at hand. */
  #carryOutAll(steps: Int32Array, stepCode: StepCode, words: Words, at: number): void {
    const length = this.#packer.length;
    let count = 0;
    for (let place = 0; place < steps.length; count++) {
      if (count === this.#operations.length) this.#makeRoom();
      this.#operations[count] = steps[place] ?? 0;
      place = stepCode.carryOut(steps, place + 1, words, at, this.#afterSteps, count * length);
    }
    this.#finder.addAll(this.#afterSteps, count, this.#isNew);
    for (let step = 0; step < count; step++) {
      if (this.#isNew[step] === 0) continue;
      this.#increase(callCount(this.#options, this.#operations[step] ?? 0, LED_TO_NEW), 1);
    }
  }

  /** Expands a world and says what was counted. */
  #expandAndCount(words: Words, at: number, level: number, withClaims: boolean): Float64Array {
    this.#led.clear();
    this.#countsBefore.set(this.#counts);
    this.#expander.expand(words, at, level, withClaims);
    return this.#counts.map((count, place) => count - (this.#countsBefore[place] ?? 0));
  }

  /** Expands a world in which it is known what its calls do, and compares. */
  #compare({ counts: known, steps = NO_STEPS }: Orbit, words: Words, at: number, level: number): void {
    this.#mode = "keep";
    const counts = this.#expandAndCount(words, at, level, false);
    this.#counts.set(this.#countsBefore);
    this.#requireSame(this.#callPlaces.every((place) => counts[place] === known[place]));
    const led = new Set<string>();
    for (let place = 0; place < steps.length; ) {
      place = this.#stepCode?.carryOut(steps, place + 1, words, at, this.#packed, 0) ?? steps.length;
      led.add(textOf(this.#packed));
    }
    this.#requireSame(led.size === this.#led.size && [...led].every((text) => this.#led.has(text)));
  }

  #requireSame(isSame: boolean): void {
    if (isSame) return;
    const { name } = this.#model;
    throw new Error(
      `in two worlds of ${name} that differ only in numbers the same calls come to different ends; ` +
        "a design to which numbers matter says so: numbersMatter: true",
    );
  }

  /** Takes a world to which a call of the world at hand leads. @returns whether it is new in the search */
  #take(words: Words, operation: number): boolean {
    if (this.#mode === "pass on") return this.#finder.add(words);
    const text = textOf(words);
    if (this.#led.has(text)) return false;
    this.#led.set(text, { operation, words: words.slice() });
    return this.#mode === "keep and pass on" && this.#finder.add(words);
  }

  #stepsOf(stepCode: StepCode): Int32Array {
    const numbers = this.#orbits.numbersOf(this.#before);
    const codes = [...this.#led.values()].flatMap(({ operation, words }) => {
      this.#packer.unpack(words, 0, this.#after);
      return [operation, ...stepCode.codesOf(this.#before, this.#after, numbers)];
    });
    return Int32Array.from(codes);
  }

  #makeRoom(): void {
    const steps = Math.max(FEW_STEPS, 2 * this.#operations.length);
    this.#afterSteps = withRoom(this.#afterSteps, steps * this.#packer.length);
    this.#operations = withRoom(this.#operations, steps);
    this.#isNew = new Uint8Array(steps);
  }

  #increase(place: number, by: number): void {
    this.#counts[place] = (this.#counts[place] ?? 0) + by;
  }
}

const NO_STEPS = new Int32Array(0);
const FEW_STEPS = 64;

function withRoom(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}

/** The counts of each operation up to one. */
function placesOf(options: SharedMemoryOptions, end: number): number[] {
  return Array.from({ length: options.operations }, (_, operation) =>
    Array.from({ length: end }, (__, outcome) => callCount(options, operation, outcome)),
  ).flat();
}
