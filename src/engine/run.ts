import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { carryOut } from "./carry-out.ts";
import { type Point, pointOf } from "./point.ts";
import { WorldChanges } from "./world-changes.ts";

/**
 * A run of a design in one world that changes in place, for long histories in which properties are checked at few points. A property on
 * steps needs the world before the last event, which is copied if it is wanted.
 */
export class Run {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #world: object;
  #last: { readonly before: object; readonly event: Event } | undefined;
  #isAsked = true;
  #point: Point | undefined;
  #changes: WorldChanges | undefined;

  constructor(model: Model, scope: Scope) {
    this.#model = model;
    this.#scope = scope;
    this.#world = model.initial(scope);
  }

  /**
   * Performs an operation.
   *
   * @param isAsked whether properties will be asked about it
   * @throws {Error} if the design returns something other than an outcome
   */
  perform(operation: Operation, isAsked: boolean): Event {
    const before = isAsked ? structuredClone(this.#world) : undefined;
    const outcome = carryOut(this.#model, this.#world, operation, this.#scope);
    const event = { operation, outcome };
    this.#last = before && { before, event };
    this.#isAsked = isAsked;
    this.#point = undefined;
    return event;
  }

  /** A copy of the world as it is now. */
  copy(): object {
    return structuredClone(this.#world);
  }

  /** The world as it is now. */
  observe(): Observation {
    return this.#model.observe(this.#world, this.#scope);
  }

  /** The point that the run has reached, valid until the next event. @throws {Error} if the last event was performed without `isAsked` */
  point(): Point {
    if (!this.#isAsked)
      throw new Error(
        "a property is asked about an event that was performed without keeping the world before it",
      );
    this.#point ??= this.#pointNow();
    return this.#point;
  }

  #pointNow(): Point {
    this.#changes ??= new WorldChanges(this.#model, this.#scope);
    const pointIn = (world: object, before?: { point: Point; event: Event }): Point =>
      pointOf(this.#model, this.#scope, world, before, this.#changes);
    if (this.#last === undefined) return pointIn(this.#world);
    const { before, event } = this.#last;
    return pointIn(this.#world, { point: pointIn(before), event });
  }
}
