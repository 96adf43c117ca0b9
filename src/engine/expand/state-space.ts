/**
 * The states of a design in a scope, up to symmetry or not. A state is a world of the design: its authors say "world", this folder "state". All that depends
 * on the design's shape alone is made here once: search, trace, tour and comparison share it.
 *
 * Up to symmetry a state is told by its control form (the canonical form of its control part, packed) and one number, which says for each opaque sort who
 * shares a value: see `ControlPart`. Without symmetry it is told by its packed values, and that number is 0.
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

/** How states are told apart. */
export interface Telling {
  /** Whether states that differ only in numbers are one. */
  readonly symmetry: boolean;
  /** The sorts that would be opaque, but which the design was seen to look at; nothing where none is taken for opaque. */
  readonly looked?: ReadonlySet<string> | undefined;
}

/** What a call comes to in a state. */
export interface Successor {
  readonly outcome: Outcome;
  /** The state after the call: the very same object where nothing has changed. */
  readonly values: Values;
}

/** Why states of a design cannot be told apart up to symmetry, by the shape that it declares; nothing where they can. */
export function whyNotSymmetric(model: Model, scope: Scope): string | undefined {
  return whyNotRenumbered(layOut(shapeOf(model, scope)));
}

export class StateSpace {
  readonly model: Model;
  readonly scope: Scope;
  readonly symmetry: boolean;
  readonly part: ControlPart;
  /** Of whole states. It has one scratch world; for a second one see `anotherCodec`. */
  readonly codec: Codec;
  readonly #forms: FormFinder;
  #withNothingOpaque: StateSpace | undefined;

  /** @throws {ShapeError} where the scope is too large; {Error} where states cannot be renumbered, and are to be */
  constructor(model: Model, scope: Scope, { symmetry, looked }: Telling) {
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

  /** The same states, up to symmetry alone. */
  get withNothingOpaque(): StateSpace {
    if (this.part.opaque.length === 0) return this;
    this.#withNothingOpaque ??= new StateSpace(this.model, this.scope, { symmetry: true });
    return this.#withNothingOpaque;
  }

  /** Packs control parts. */
  get packer(): Packer {
    return this.#forms.packer;
  }

  /** The control form of the state that was located last. */
  get words(): Words {
    return this.#forms.words;
  }

  /** Who shares opaque values in the state that was located last. */
  get sharing(): Sharing {
    return this.#forms.sharing;
  }

  /**
   * Finds the control form of a state, in `words`, and who shares opaque values, in `sharing`.
   *
   * @returns whether that tells the state: else its control form has automorphisms, which may take one way to share to another (see `settle`)
   */
  locate(values: Values): boolean {
    return this.#forms.locate(values);
  }

  /** As `locate`, but of all states that differ only in numbers the same way to share is found. */
  settle(values: Values): void {
    this.#forms.settle(values);
  }

  /** What each number (see `elementsOf`) of the state that was located last becomes in the control form, until the next one is. Only with symmetry. */
  numbersInForm(values: Values): Int32Array {
    return this.#forms.numbersInForm(values);
  }

  /** A codec with a scratch world of its own. */
  anotherCodec(): Codec {
    return codecOf(shapeOf(this.model, this.scope), this.part.whole);
  }

  /** The values of a world. @throws {Error} where it is not of the design's shape */
  valuesOf(world: object): Values {
    const values = this.values();
    this.codec.read(world, values);
    return values;
  }

  /** The world of a state, until the next one is asked for: it is one object, written into. */
  worldOf(values: Values): object {
    const world = this.codec.scratch();
    this.codec.write(values, world);
    return world;
  }

  /** All that a search tries in a state, in its order. */
  operationsIn(values: Values): Operation[] {
    return operationsIn(this.model, this.worldOf(values), this.scope);
  }

  /**
   * Carries one call out in a state; `worldOf` is then the world after it. (`Expander` carries out all at once, in less time.)
   *
   * @param after takes the values of the state after it
   * @throws {Error} where the world after the call is not of the design's shape
   */
  carryOut(values: Values, operation: Operation, after: Values = this.values()): Successor {
    const world = this.worldOf(values);
    const outcome = carryOut(this.model, world, operation, this.scope);
    const isOther = this.codec.readChanged(world, values, after);
    if (!this.codec.arePartsWhole()) this.codec.check(world);
    return { outcome, values: isOther ? after : values };
  }

  /** A text that a state has in common with those alone that count as one with it. */
  keyOf(values: Values): string {
    this.settle(values);
    return `${this.words.join()} ${this.sharing.combination()}`;
  }

  /** Room for the values of a state. */
  values(): Values {
    return new Int32Array(this.part.whole.slots.length);
  }

  /** The values of the first state. @throws {Error} where it is not of the design's shape */
  first(): Values {
    const world = this.model.initial(this.scope);
    this.codec.check(world);
    return this.valuesOf(world);
  }

  /** Writes the values of the state that has a control form and a combination of partitions. */
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
