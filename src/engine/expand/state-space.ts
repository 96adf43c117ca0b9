/**
 * The states of a design in a scope, up to symmetry or not. A state is a world of the design: its authors say "world", this folder says "state". Whatever
 * depends only on the design's shape is made once, here, and shared by search, trace, tour and comparison.
 *
 * Up to symmetry, a state is identified by its control form (the canonical form of its control part, packed) and one number that says, for each opaque
 * sort, who shares a value: see `ControlPart`. Without symmetry it is identified by its packed values, and that number is 0.
 */
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Scope } from "../../model/scope.ts";
import { carryOut } from "../carry-out.ts";
import { type Codec, codecOf, type Values } from "../codec/codec.ts";
import { layOut } from "../codec/layout.ts";
import type { Packer } from "../codec/packer.ts";
import { shapeOf } from "../codec/shape-limits.ts";
import type { Words } from "../codec/words.ts";
import { type ControlPart, controlPartOf, opaqueSortsOf } from "../partition/control-part.ts";
import type { Sharing } from "../partition/sharing.ts";
import { whyNotRenumbered } from "../symmetry/elements.ts";
import { FormFinder } from "./form-finder.ts";

/** How states are distinguished. */
export interface StateIdentity {
  /** Whether states that differ only in numbers count as one. */
  readonly symmetry: boolean;
  /** The sorts that would be opaque but that the design was seen to look at; `undefined` if no sort is treated as opaque. */
  readonly looked?: ReadonlySet<string> | undefined;
}

/** The result of a call in a state. */
export interface Successor {
  readonly outcome: Outcome;
  /** The state after the call: the very same object if nothing has changed. */
  readonly values: Values;
}

/** Why the shape that a design declares does not allow states to be compared up to symmetry; `undefined` if it does. */
export function whyNotSymmetric(model: Model, scope: Scope): string | undefined {
  return whyNotRenumbered(layOut(shapeOf(model, scope)));
}

export class StateSpace {
  readonly model: Model;
  readonly scope: Scope;
  readonly symmetry: boolean;
  readonly part: ControlPart;
  /** For whole states. It has one scratch world; for a second one see `anotherCodec`. */
  readonly codec: Codec;
  readonly #forms: FormFinder;
  #withNothingOpaque: StateSpace | undefined;

  /** @throws {ShapeError} if the scope is too large; {Error} if `symmetry` is set and states cannot be renumbered */
  constructor(model: Model, scope: Scope, { symmetry, looked }: StateIdentity) {
    const shape = shapeOf(model, scope);
    const layout = layOut(shape);
    const isWatched = model.domain.observations.watch !== undefined;
    const opaque = symmetry && looked !== undefined && isWatched ? opaqueSortsOf(layout, looked) : [];
    this.model = model;
    this.scope = scope;
    this.symmetry = symmetry;
    this.part = controlPartOf(layout, opaque);
    this.codec = codecOf(shape, this.part.whole);
    this.#forms = new FormFinder(this.part, symmetry);
  }

  /** The same states up to symmetry, with nothing opaque. */
  get withNothingOpaque(): StateSpace {
    if (this.part.opaque.length === 0) return this;
    this.#withNothingOpaque ??= new StateSpace(this.model, this.scope, { symmetry: true });
    return this.#withNothingOpaque;
  }

  /** Packs control parts. */
  get packer(): Packer {
    return this.#forms.packer;
  }

  /** The control form of the state located last. */
  get words(): Words {
    return this.#forms.words;
  }

  /** Who shares opaque values in the state located last. */
  get sharing(): Sharing {
    return this.#forms.sharing;
  }

  /**
   * Finds the control form of a state, in `words`, and who shares opaque values, in `sharing`.
   *
   * @returns whether these identify the state; otherwise its control form may have automorphisms that map one way of sharing to another (see `settle`)
   */
  locate(values: Values): boolean {
    return this.#forms.locate(values);
  }

  /** Like `locate`, but finds the same way of sharing for all states that differ only in numbers. */
  settle(values: Values): void {
    this.#forms.settle(values);
  }

  /** What each number (see `elementsOf`) of the state located last becomes in the control form; valid until the next one is located. Only with symmetry. */
  numbersInForm(values: Values): Int32Array {
    return this.#forms.numbersInForm(values);
  }

  /** A codec with a scratch world of its own. */
  anotherCodec(): Codec {
    return codecOf(shapeOf(this.model, this.scope), this.part.whole);
  }

  /** The values of a world. @throws {Error} if it is not of the design's shape */
  valuesOf(world: object): Values {
    const values = this.values();
    this.codec.read(world, values);
    return values;
  }

  /** The world of a state; valid until the next call, which writes into the same object. */
  worldOf(values: Values): object {
    const world = this.codec.scratch();
    this.codec.write(values, world);
    return world;
  }

  /** All calls that a search tries in a state, in its order. */
  operationsIn(values: Values): Operation[] {
    return operationsIn(this.model, this.worldOf(values), this.scope);
  }

  /**
   * Carries out one call in a state; the codec's scratch world is then the world after it. (`Expander` carries out all at once, faster.)
   *
   * @param after receives the values of the state after it
   * @throws {Error} if the world after the call is not of the design's shape
   */
  carryOut(values: Values, operation: Operation, after: Values = this.values()): Successor {
    const world = this.worldOf(values);
    const outcome = carryOut(this.model, world, operation, this.scope);
    const isOther = this.codec.readChanged(world, values, after);
    if (!this.codec.hasDeclaredFieldsOnly()) this.codec.check(world);
    return { outcome, values: isOther ? after : values };
  }

  /** A text that a state shares with exactly those states that count as the same. */
  keyOf(values: Values): string {
    this.settle(values);
    return `${this.words.join()} ${this.sharing.combination()}`;
  }

  /** Room for the values of a state. */
  values(): Values {
    return new Int32Array(this.part.whole.slots.length);
  }

  /** The values of the first state. @throws {Error} if it is not of the design's shape */
  first(): Values {
    const world = this.model.initial(this.scope);
    this.codec.check(world);
    return this.valuesOf(world);
  }

  /** Writes the values of the state with a control form and a combination of partitions. */
  stateOf(words: Words, at: number, combination: number, values: Values): void {
    this.packer.unpack(words, at, values);
    if (this.part.opaque.length > 0) this.sharing.share(values, combination);
  }

  /** Writes the values of the state of a control form in which no two holders share. */
  stateWhereAllDiffer(words: Words, at: number, values: Values): void {
    this.packer.unpack(words, at, values);
    if (this.part.opaque.length > 0) this.sharing.makeAllDiffer(values);
  }
}
