import { finish } from "../../history/finish.ts";
import type { Operation } from "../../model/operation.ts";
import { carryOut } from "../carry-out.ts";
import type { Values } from "../codec/codec.ts";
import type { Words } from "../codec/words.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import type { Pauses } from "../pauses.ts";
import { InterchangeableCallers } from "../symmetry/interchangeable-callers.ts";
import { CallNumbers } from "./call-numbers.ts";
import { Expansion, UNCHANGED } from "./expansion.ts";
import type { OpenProperties } from "./open-properties.ts";
import { PropertyChecker } from "./property-checker.ts";
import type { Memory } from "./property-view.ts";
import type { StateSpace } from "./state-space.ts";
import { SuccessorFinder } from "./successor-finder.ts";

/** Expands states: tries every call, checks the properties, and finds the successors. */
export class Expander {
  readonly space: StateSpace;
  /** The result of the last expansion. */
  readonly expansion: Expansion;
  readonly #numbers: CallNumbers;
  readonly #finder: SuccessorFinder;
  readonly #checker: PropertyChecker;
  readonly #scratch: object;
  readonly #interchangeable: InterchangeableCallers | undefined;
  readonly #before: Values;
  readonly #after: Values;
  readonly #holdersBefore: Uint8Array;

  /**
   * @param each whether every call is carried out, even where one could stand for those of several interchangeable tasks
   * @param memory whether the properties may remember what they have read
   */
  constructor(
    space: StateSpace,
    properties: number,
    each: "each call" | undefined = undefined,
    memory: Memory = "may remember",
  ) {
    const { model, part, codec, packer } = space;
    this.space = space;
    const stride = packer.length + part.opaque.length;
    this.expansion = new Expansion(Object.keys(model.calls).length, properties, stride);
    this.#numbers = new CallNumbers(model);
    this.#scratch = codec.scratch();
    this.#interchangeable =
      space.symmetry && each === undefined ? new InterchangeableCallers(part.whole) : undefined;
    this.#before = space.values();
    this.#after = space.values();
    this.#holdersBefore = new Uint8Array(part.opaque.length);
    this.#finder = new SuccessorFinder(space, this.expansion.successors, this.#holdersBefore);
    this.#checker = new PropertyChecker(space, this.expansion, this.#before, this.#holdersBefore, memory);
  }

  /** The copy tables that its expansions refer to. */
  get tables(): CopyTables {
    return this.#finder.tables;
  }

  /**
   * Expands a control form, or a state if nothing is opaque.
   *
   * @param combinations one for each of its states, for what depends on who shares opaque values
   */
  expand(words: Words, at: number, combinations: readonly number[], open: OpenProperties): Expansion {
    const { space } = this;
    space.stateWhereAllDiffer(words, at, this.#before);
    this.#holdersBefore.set(space.sharing.holders);
    return finish(this.#expand(words, at, combinations, open));
  }

  /**
   * Expands a state with the numbers that it has; nothing may be opaque. Yields now and then; the space must not be used for anything else meanwhile.
   *
   * @param words the packed state
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
    this.#finder.begin(this.#before);
    this.#checker.begin(open, combinations);
    this.#interchangeable?.find(this.#before);
    const operations = this.#operations();
    expansion.isTerminal = operations.length === 0;
    for (const operation of operations) {
      if (pauses?.takeOne()) yield;
      this.#carryOut(operation, words, at, open);
    }
    if (!codec.hasDeclaredFieldsOnly()) this.#failAtCall(operations);
    this.#checker.end();
    return expansion;
  }

  /** Carries out a call in the scratch world, then restores it. */
  #carryOut(operation: Operation, words: Words, at: number, open: OpenProperties): void {
    const { expansion } = this;
    const { model, scope, codec } = this.space;
    const weight = this.#interchangeable?.weightOf(operation.task) ?? 1;
    const outcome = model.apply(this.#scratch, operation, scope);
    const number = this.#numbers.ofOperation(operation);
    expansion.count(number, this.#numbers.ofOutcome(outcome, operation), weight);
    const isOther = codec.readAfterCall(this.#before, this.#after);
    const isChanged = isOther && this.#finder.add(this.#after, words, at, number, weight);
    if (isChanged === false && outcome === "ok") expansion.count(number, UNCHANGED, weight);
    const about = open.aboutStep(number, outcome, isChanged);
    if (about.length > 0) this.#checker.checkStep(about, operation, outcome, isOther, isChanged, weight);
    codec.restore(this.#before);
  }

  /** Carries out the calls again and throws at the one that leads to a world that is not of the shape. */
  #failAtCall(operations: readonly Operation[]): never {
    const { model, scope } = this.space;
    for (const operation of operations) {
      const codec = this.space.anotherCodec();
      codec.write(this.#before, codec.scratch());
      carryOut(model, codec.scratch(), operation, scope);
      codec.check(codec.scratch());
    }
    throw new Error(
      `${model.name} added to a row a field that its shape does not declare, but not when the call was repeated`,
    );
  }

  /** Asks the properties. If none is about steps, no call is carried out. */
  ask(words: Words, at: number, combinations: readonly number[], open: OpenProperties): Expansion {
    return open.areAboutWorldsAlone
      ? this.check(words, at, combinations, open)
      : this.expand(words, at, combinations, open);
  }

  /** Checks only the properties about states. */
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
    // All are listed before the first is carried out, which changes the world that they are made from.
    for (const task of model.callers(this.#scratch)) {
      if (this.#interchangeable?.weightOf(task) === 0) continue;
      for (const operation of model.operations(this.#scratch, task, scope)) operations.push(operation);
    }
    return operations;
  }
}
