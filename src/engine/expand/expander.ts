import { finish } from "../../history/finish.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { type Outcome, outcomesOf } from "../../model/outcome.ts";
import { carryOut, failAtOutcome } from "../carry-out.ts";
import type { Values } from "../codec/codec.ts";
import { areEqual, type Words } from "../codec/words.ts";
import { CopyTables } from "../partition/copy-tables.ts";
import type { Pauses } from "../pauses.ts";
import { Changes } from "../symmetry/changes.ts";
import { InterchangeableCallers } from "../symmetry/interchangeable-callers.ts";
import { Expansion, MOST_OUTCOMES, UNCHANGED } from "./expansion.ts";
import type { OpenProperties } from "./open-properties.ts";
import { PropertyChecker } from "./property-checker.ts";
import type { StateSpace } from "./state-space.ts";

/** Expands states: tries every call, checks the properties, and finds the successors. */
export class Expander {
  readonly space: StateSpace;
  readonly tables = new CopyTables();
  /** What the last expansion came to. */
  readonly expansion: Expansion;
  readonly #checker: PropertyChecker;
  readonly #scratch: object;
  readonly #interchangeable: InterchangeableCallers | undefined;
  readonly #changes: Changes | undefined;
  readonly #operationIndex: ReadonlyMap<string, number>;
  readonly #outcomeIndex: ReadonlyMap<Outcome, number>;
  readonly #before: Values;
  readonly #after: Values;
  readonly #holdersBefore: Uint8Array;
  readonly #sources: Uint8Array;
  readonly #isFolded: boolean;

  /** @param each whether each call is carried out, also where one stands for others: those of tasks that are alike */
  constructor(space: StateSpace, properties: number, each: "each call" | undefined = undefined) {
    const { model, part, codec } = space;
    this.space = space;
    this.#isFolded = part.opaque.length > 0;
    this.expansion = new Expansion(Object.keys(model.calls).length, properties, this.stride);
    this.#scratch = codec.scratch();
    this.#interchangeable =
      space.symmetry && each === undefined ? new InterchangeableCallers(part.whole) : undefined;
    this.#changes = space.symmetry ? undefined : new Changes(model, part.whole);
    this.#operationIndex = new Map(Object.keys(model.calls).map((op, index) => [op, index]));
    this.#outcomeIndex = indexOfOutcomes(model);
    this.#before = space.values();
    this.#after = space.values();
    this.#holdersBefore = new Uint8Array(part.opaque.length);
    this.#sources = new Uint8Array(Math.max(0, ...part.opaque.map(({ slots }) => slots.length)));
    this.#checker = new PropertyChecker(space, this.expansion, this.#before, this.#holdersBefore);
  }

  /** How many words a successor takes: its own and those of its copy tables. */
  get stride(): number {
    return this.space.packer.length + this.space.part.opaque.length;
  }

  /**
   * Expands a control form, or a state where nothing is opaque.
   *
   * @param combinations those of its states, for what depends on who shares opaque values
   */
  expand(words: Words, at: number, combinations: readonly number[], open: OpenProperties): Expansion {
    const { space } = this;
    space.stateWhereAllDiffer(words, at, this.#before);
    this.#holdersBefore.set(space.sharing.holders);
    return finish(this.#expand(words, at, combinations, open));
  }

  /**
   * Expands a state as it is, where nothing is opaque, and gives way now and then: nothing else may be asked of the space meanwhile.
   *
   * @param words those of the state
   */
  expandState(
    values: Values,
    words: Words,
    open: OpenProperties,
    pauses: Pauses,
  ): Generator<void, Expansion> {
    this.#before.set(values);
    return this.#expand(words, 0, [0], open, pauses);
  }

  *#expand(
    words: Words,
    at: number,
    combinations: readonly number[],
    open: OpenProperties,
    pauses?: Pauses,
  ): Generator<void, Expansion> {
    const { expansion } = this;
    const { codec } = this.space;
    expansion.begin();
    codec.write(this.#before, this.#scratch);
    this.#changes?.from(this.#before);
    this.#checker.begin(open, combinations);
    this.#interchangeable?.find(this.#before);
    const operations = this.#operations();
    expansion.isTerminal = operations.length === 0;
    for (const operation of operations) {
      if (pauses?.takeOne()) yield;
      this.#carryOut(operation, words, at, open);
    }
    if (!codec.arePartsWhole()) this.#failAtCall(operations);
    this.#checker.end();
    return expansion;
  }

  /** Carries a call out in the state that the scratch world is, and makes it that state again. */
  #carryOut(operation: Operation, words: Words, at: number, open: OpenProperties): void {
    const { expansion } = this;
    const { model, scope, codec } = this.space;
    const weight = this.#interchangeable?.weightOf(operation.task) ?? 1;
    const outcome = model.apply(this.#scratch, operation, scope);
    const place = this.#outcomeIndex.get(outcome) ?? failAtOutcome(model, operation, outcome);
    const index = this.#indexOf(operation);
    expansion.count(index, place, weight);
    const isOther = codec.readAfterCall(this.#before, this.#after);
    const isChanged = isOther && this.#addSuccessor(words, at, index, weight);
    if (isChanged === false && outcome === "ok") expansion.count(index, UNCHANGED, weight);
    const about = open.aboutStep(index, outcome, isChanged);
    if (about.length > 0) this.#checker.checkStep(about, operation, outcome, isOther, isChanged, weight);
    codec.restore(this.#before);
  }

  /** Carries the calls out again, and fails at the one that leads to a world which is not of the shape. */
  #failAtCall(operations: readonly Operation[]): never {
    const { model, scope } = this.space;
    for (const operation of operations) {
      const codec = this.space.anotherCodec();
      codec.write(this.#before, codec.scratch());
      carryOut(model, codec.scratch(), operation, scope);
      codec.check(codec.scratch());
    }
    throw new Error(
      `${model.name} adds a field to a row, of which its shape says nothing, and not when it is asked again`,
    );
  }

  /** Asks the properties: where none is about steps, no call is carried out. */
  ask(words: Words, at: number, combinations: readonly number[], open: OpenProperties): Expansion {
    return open.areAboutWorldsAlone
      ? this.check(words, at, combinations, open)
      : this.expand(words, at, combinations, open);
  }

  /** Checks the properties that are about states alone. */
  check(words: Words, at: number, combinations: readonly number[], open: OpenProperties): Expansion {
    const { space, expansion } = this;
    expansion.begin();
    if (open.areNone) return expansion;
    space.stateWhereAllDiffer(words, at, this.#before);
    this.#holdersBefore.set(space.sharing.holders);
    space.codec.write(this.#before, this.#scratch);
    this.#checker.begin(open, combinations);
    this.#checker.end();
    return expansion;
  }

  #operations(): Operation[] {
    const { model, scope } = this.space;
    const operations: Operation[] = [];
    // All of them before the first is carried out: that changes the world that they are made from.
    for (const task of model.callers(this.#scratch)) {
      if (this.#interchangeable?.weightOf(task) === 0) continue;
      for (const operation of model.operations(this.#scratch, task, scope)) operations.push(operation);
    }
    return operations;
  }

  /** Adds the state after a call. @returns whether it is another, up to symmetry; nothing where that depends on who shares opaque values */
  #addSuccessor(words: Words, at: number, operation: number, weight: number): boolean | undefined {
    const { space, expansion } = this;
    const isRigid = space.locate(this.#after);
    const isSame = areEqual(space.words, words, at);
    if (this.#isFolded) {
      this.#addStep(operation, weight, isRigid);
      return isSame ? undefined : true;
    }
    if (!isSame) {
      const place = expansion.add(operation, weight); // which may put the words elsewhere
      copyWords(space.words, expansion.words, place);
    }
    return this.#changes === undefined ? !isSame : this.#changes.isChanged(this.#after);
  }

  /** Adds the control form after a call, and what becomes of who shares. */
  #addStep(operation: number, weight: number, isRigid: boolean): void {
    const { space, expansion } = this;
    const { sharing } = space;
    const place = expansion.add(operation, weight);
    expansion.combinations[expansion.successors - 1] = sharing.combinations();
    expansion.isRigid[expansion.successors - 1] = isRigid ? 1 : 0;
    copyWords(space.words, expansion.words, place);
    for (let opaque = 0; opaque < sharing.held.length; opaque++) {
      const before = this.#holdersBefore[opaque] ?? 0;
      const count = sharing.sourcesOf(opaque, before, this.#sources);
      expansion.words[place + space.words.length + opaque] = this.tables.numberOf(
        before,
        this.#sources,
        count,
      );
    }
    expansion.merge();
  }

  #indexOf({ op }: Operation): number {
    const index = this.#operationIndex.get(op);
    if (index !== undefined) return index;
    throw new Error(`${this.space.model.name} tries ${op}, which it does not declare`);
  }
}

function copyWords(from: Words, to: Words, at: number): void {
  for (let word = 0; word < from.length; word++) to[at + word] = from[word] ?? 0;
}

/** @throws {Error} where the design declares more outcomes than can be counted */
function indexOfOutcomes(model: Model): ReadonlyMap<Outcome, number> {
  const outcomes = outcomesOf(model);
  if (outcomes.length > MOST_OUTCOMES)
    throw new Error(
      `${model.name} declares ${outcomes.length - 1} errnos, and at most ${MOST_OUTCOMES - 1} can be counted`,
    );
  return new Map(outcomes.map((outcome, index) => [outcome, index]));
}
