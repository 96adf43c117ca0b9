import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import { OUTCOMES, type Outcome } from "../../model/outcome.ts";
import { attemptIn } from "../attempt.ts";
import { carryOut } from "../carry-out.ts";
import { Canonicalizer } from "../packed/canonical.ts";
import { Changes } from "../packed/changes.ts";
import { type Codec, codecOf, type Values } from "../packed/codec.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { shapeOf } from "../packed/shape-limits.ts";
import { Twins } from "../packed/twins.ts";
import type { Words } from "../packed/words.ts";
import type { Expansion } from "../symmetry/expansion.ts";
import { ClaimChecker } from "./claim-checker.ts";
import { ClassComparer } from "./class-comparer.ts";
import type { SearchTask } from "./search-task.ts";
import { COUNT, callCount, MOST_FINALS, type SharedMemory, UNCHANGED } from "./shared-memory.ts";

/** Takes the packed world to which a call of an operation leads. */
export type Found = (words: Words, operation: number) => void;

/** Checks the claims about worlds, and finds the worlds to which their calls lead, by carrying each call out. */
export class Expander {
  readonly #task: SearchTask;
  readonly #counts: Float64Array;
  readonly #finals: Int32Array;
  readonly #found: Found;
  readonly #codec: Codec;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #packer: Packer;
  readonly #canonicalizer: Canonicalizer | undefined;
  /** Where worlds are kept with their numbers: whether a call has changed one up to numbers. */
  readonly #changes: Changes | undefined;
  readonly #twins: Twins | undefined;
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
  readonly #comparer: ClassComparer | undefined;
  /** What takes the expansion of the state, where that is to be compared. */
  #expansion: Expansion | undefined;

  constructor(task: SearchTask, memory: SharedMemory, worker: number, found: Found) {
    const { model, scope } = task;
    const [counts, finals] = [memory.counts[worker], memory.finals[worker]];
    if (counts === undefined || finals === undefined) throw new RangeError(`there is no worker ${worker}`);

    this.#task = task;
    this.#counts = counts;
    this.#finals = finals;
    this.#found = found;
    this.#codec = codecOf(shapeOf(model, scope));
    this.#codecOfTrial = codecOf(shapeOf(model, scope));
    const { layout } = this.#codec;
    this.#packer = packerOf(layout);
    this.#canonicalizer = task.symmetry ? new Canonicalizer(layout) : undefined;
    this.#changes = task.symmetry ? undefined : new Changes(model, layout);
    this.#twins = task.symmetry && task.twins ? new Twins(layout) : undefined;
    this.#operationIndex = new Map(Object.keys(model.calls).map((op, index) => [op, index]));
    this.#outcomeIndex = new Map(OUTCOMES.map((outcome, index) => [outcome, index]));
    const values = () => new Int32Array(layout.slots.length);
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
    this.#comparer = task.symmetry ? new ClassComparer(task, memory, worker) : undefined;
  }

  /** The first world, packed. */
  firstWorld(): Words {
    const world = this.#task.model.initial(this.#task.scope);
    this.#codec.check(world);
    this.#codec.read(world, this.#after);
    this.#canonicalizer?.form(this.#after, this.#form);
    this.#packer.pack(this.#canonicalizer === undefined ? this.#after : this.#form, this.#packed, 0);
    return this.#packed;
  }

  /** Finds out which claims are still to be checked on a level. */
  open(level: number): void {
    this.#claims.open(this.#operationIndex.keys(), level);
  }

  /**
   * Checks the claims about the world that is packed in `words` from a place on.
   *
   * @param size how many worlds its level has
   */
  check(words: Words, at: number, level: number, size: number): void {
    if (this.#claims.claims.areNone) return;
    this.#take(words, at);
    this.#expansion = this.#comparer?.begin(words, at, size);
    this.#claims.checkWorld(this.#observe(), level, this.#expansion?.findings);
    if (this.#expansion === undefined) return;
    this.#expansion.offered = operationsIn(this.#task.model, this.#scratch, this.#task.scope);
    this.#compare(words, at, level, size);
  }

  /**
   * Tries every call in a world, and checks the claims about the steps and the world.
   *
   * @param level how many steps the world is from the first
   * @param size how many worlds its level has
   */
  expand(words: Words, at: number, level: number, size: number): void {
    this.#take(words, at);
    this.#expansion = this.#comparer?.begin(words, at, size);
    const world = this.#claims.claims.areNone ? undefined : this.#observe();
    if (world !== undefined) this.#claims.checkWorld(world, level, this.#expansion?.findings);
    // All of them before the first is carried out: that changes the world that they are made from.
    const operations = operationsIn(this.#task.model, this.#scratch, this.#task.scope);
    if (this.#expansion !== undefined) this.#expansion.offered = operations;
    this.#twins?.find(this.#before);
    for (const operation of operations) {
      const weight = this.#twins?.weightOf(operation.task) ?? 1;
      if (weight > 0) this.#try(operation, weight, world, level);
    }
    if (operations.length === 0) this.#keepFinal(words, at);
    if (this.#expansion !== undefined) this.#compare(words, at, level, size);
  }

  #compare(words: Words, at: number, level: number, size: number): void {
    this.#comparer?.compare(this.#before, words, at, level, size, this.#claims.claims);
  }

  /** Keeps a world in which nothing can be tried. */
  #keepFinal(words: Words, at: number): void {
    const index = this.#counts[COUNT.finals] ?? 0;
    const length = this.#packer.length;
    if (index < MOST_FINALS) this.#finals.set(words.subarray(at, at + length), index * length);
    this.#increase(COUNT.finals);
  }

  #take(words: Words, at: number): void {
    this.#wordsBefore = words;
    this.#placeBefore = at;
    this.#packer.unpack(words, at, this.#before);
    this.#codec.write(this.#before, this.#scratch);
    this.#changes?.from(this.#before);
  }

  #observe(): Observation {
    return this.#task.model.observe(this.#scratch, this.#task.scope);
  }

  /** @param weight how many calls this one stands for */
  #try(operation: Operation, weight: number, before: Observation | undefined, level: number): void {
    const { model, scope } = this.#task;
    const outcome = carryOut(model, this.#scratch, operation, scope);
    const isOther = this.#readAfter();
    const isChanged = isOther && this.#isOtherUpToNumbers();
    const index = this.#indexOf(operation);
    this.#countCall(index, this.#placeOf(outcome), weight);
    if (outcome === "ok" && !isChanged) this.#countCall(index, UNCHANGED, weight);
    this.#expansion?.add(operation, outcome, isChanged ? this.#packed : undefined);
    if (before !== undefined && this.#claims.areAbout(index, outcome, isChanged)) {
      const after = isOther ? this.#observe() : before;
      const step = { before, operation, outcome, after, changed: isChanged };
      this.#claims.checkStep(index, step, weight, level, this.#expansion?.findings);
    }
    if (!isOther) return;
    if (isChanged || this.#canonicalizer === undefined) this.#found(this.#packed, index);
    this.#codec.write(this.#before, this.#scratch);
  }

  /** Reads and packs the world after a call. @returns whether it differs from the one before, if only in numbers */
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

  /** Whether the world that was read is another than the one before, up to numbers. */
  #isOtherUpToNumbers(): boolean {
    if (this.#changes === undefined) return this.#isPackedOther();
    this.#packer.unpack(this.#packed, 0, this.#after);
    return this.#changes.isChanged(this.#after);
  }

  /** With symmetry the worlds that are expanded are forms, and so are those that are packed. */
  #isPackedOther(): boolean {
    for (let word = 0; word < this.#packed.length; word++)
      if (this.#packed[word] !== this.#wordsBefore[this.#placeBefore + word]) return true;
    return false;
  }

  #placeOf(outcome: Outcome): number {
    const place = this.#outcomeIndex.get(outcome);
    if (place === undefined) throw new RangeError(`there is no outcome ${outcome}`);
    return place;
  }

  #indexOf({ op }: Operation): number {
    const index = this.#operationIndex.get(op);
    if (index !== undefined) return index;
    throw new Error(`${this.#task.model.name} tries ${op}, which it does not declare`);
  }

  #countCall(operation: number, outcome: number, times: number): void {
    this.#increase(callCount(operation, outcome), times);
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
