import { Canonicalizer } from "../packed/canonical.ts";
import { codecOf, type Values } from "../packed/codec.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { textOf, type Words } from "../packed/words.ts";
import { Expander, type Found } from "./expander.ts";
import { requireSameEnds } from "./numbers-matter.ts";
import type { SearchTask } from "./search-task.ts";
import { callCount, type SharedMemory, UNCHANGED } from "./shared-memory.ts";

/** What is known of all the worlds that differ only in numbers, from one of them. */
interface Known {
  /** What was counted in the one: calls by their ends, and the cases of claims. */
  readonly counts: Float64Array;
  /** How many more such worlds were met since their counts were last added up. */
  more: number;
}

/** The most bytes that all that is known may take; what comes later is worked out each time. */
const MOST_BYTES = 2 ** 29;
/** What is known of one form, besides its counts. */
const BYTES_OF_A_FORM = 400;

/**
 * Expands worlds, but checks claims in one only of those that differ in nothing but numbers. It is for designs of which calls
 * have to be carried out in each: where the order of numbers means something, or where there are very many of them.
 */
export class ClaimSharer {
  readonly #task: SearchTask;
  readonly #counts: Float64Array;
  readonly #expander: Expander;
  readonly #canonicalizer: Canonicalizer;
  readonly #packer: Packer;
  readonly #values: Values;
  readonly #form: Values;
  readonly #words: Words;
  readonly #countsBefore: Float64Array;
  /** Where the counts stand that tell how calls ended. */
  readonly #endPlaces: readonly number[];
  readonly #known = new Map<string, Known>();
  /** Those that have counts to be added up. */
  readonly #toAdd: Known[] = [];
  #bytes = 0;

  constructor(task: SearchTask, memory: SharedMemory, worker: number, found: Found) {
    const counts = memory.counts[worker];
    if (counts === undefined) throw new RangeError(`there is no worker ${worker}`);
    const { layout } = codecOf(task.model.shape(task.scope));
    this.#task = task;
    this.#counts = counts;
    this.#expander = new Expander(task, memory, worker, found);
    this.#canonicalizer = new Canonicalizer(layout);
    this.#packer = packerOf(layout);
    this.#values = new Int32Array(layout.slots.length);
    this.#form = new Int32Array(layout.slots.length);
    this.#words = new Int32Array(this.#packer.length);
    this.#countsBefore = new Float64Array(counts.length);
    this.#endPlaces = Array.from({ length: memory.options.operations }, (_, operation) =>
      Array.from({ length: UNCHANGED }, (__, outcome) => callCount(operation, outcome)),
    ).flat();
  }

  firstWorld(): Words {
    return this.#expander.firstWorld();
  }

  open(level: number): void {
    this.#expander.open(level);
  }

  check(words: Words, at: number, level: number): void {
    this.#expander.check(words, at, level);
  }

  expand(words: Words, at: number, level: number): void {
    this.#packer.unpack(words, at, this.#values);
    this.#canonicalizer.form(this.#values, this.#form);
    this.#packer.pack(this.#form, this.#words, 0);
    const key = textOf(this.#words);
    const known = this.#known.get(key);
    this.#countsBefore.set(this.#counts);
    this.#expander.expand(words, at, level, known === undefined);
    const counts = this.#counts.map((count, place) => count - (this.#countsBefore[place] ?? 0));
    if (known === undefined) {
      this.#keep(key, counts);
      return;
    }
    requireSameEnds(
      this.#task.model,
      this.#endPlaces.every((place) => counts[place] === known.counts[place]),
    );
    if (known.more === 0) this.#toAdd.push(known);
    known.more++;
  }

  /** Counts the cases of the worlds in which claims were not checked. The counts are whole only after it. */
  addUp(): void {
    for (const known of this.#toAdd) {
      for (const place of this.#expander.casePlaces)
        this.#counts[place] = (this.#counts[place] ?? 0) + (known.counts[place] ?? 0) * known.more;
      known.more = 0;
    }
    this.#toAdd.length = 0;
  }

  #keep(key: string, counts: Float64Array): void {
    if (this.#bytes > MOST_BYTES) return;
    this.#bytes += BYTES_OF_A_FORM + counts.byteLength;
    this.#known.set(key, { counts, more: 0 });
  }
}
