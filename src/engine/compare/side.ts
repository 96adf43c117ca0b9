import type { Model } from "../../model/model.ts";
import type { Event, Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Scope } from "../../model/scope.ts";
import { type Codec, codecOf, type Values } from "../packed/codec.ts";
import { shapeOf } from "../packed/shape-limits.ts";
import { pictureOf } from "./picture.ts";

/** What a call comes to on one side. */
export interface Happening {
  readonly event: Event;
  readonly values: Values;
  readonly picture: string;
}

/** One of two designs that are compared: it carries calls out in worlds that are kept as rows of numbers. */
export class Side {
  readonly model: Model;
  readonly #scope: Scope;
  readonly #codec: Codec;
  readonly #after: Values;

  constructor(model: Model, scope: Scope) {
    this.model = model;
    this.#scope = scope;
    this.#codec = codecOf(shapeOf(model, scope));
    this.#after = new Int32Array(this.#codec.layout.slots.length);
  }

  /** The first world. @throws {Error} where it is not of the design's shape */
  begin(): { readonly values: Values; readonly picture: string } {
    const world = this.model.initial(this.#scope);
    this.#codec.check(world);
    this.#codec.read(world, this.#after);
    return { values: this.#after.slice(), picture: this.#picture(world) };
  }

  /** All that a search tries in a world, in its order. */
  operationsIn(values: Values): Operation[] {
    return operationsIn(this.model, this.worldOf(values), this.#scope);
  }

  /** Carries a call out. @param picture that of the world before */
  perform(values: Values, picture: string, operation: Operation): Happening {
    const world = this.worldOf(values);
    const outcome = this.model.apply(world, operation, this.#scope);
    if (!this.#codec.arePartsWhole()) this.#codec.check(world);
    const event = { operation, outcome };
    if (!this.#codec.readChanged(world, values, this.#after)) return { event, values, picture };
    return { event, values: this.#after.slice(), picture: this.#picture(world) };
  }

  /** The world of some values, until the next is asked for: it is one object, written into. */
  worldOf(values: Values): object {
    const world = this.#codec.scratch();
    this.#codec.write(values, world);
    return world;
  }

  #picture(world: object): string {
    return pictureOf(this.model.observe(world, this.#scope), this.#scope.kinds);
  }
}
