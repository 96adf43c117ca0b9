/**
 * Finds the history that settles a property, once a search has found how long the shortest is: of those of that length the first in the order of calls,
 * with W2's numbers.
 *
 * A prefix of a shortest history is a shortest history itself: the state after n of its events is on level n. So the walk goes from level to level, by the
 * first call whose successor leads on to a state that settles the property. Whether one does is found out in the quotient graph, where each state is
 * visited once; so it takes no longer than the search up to that level.
 */

import type { Event } from "../../model/operation.ts";
import type { Property } from "../../model/property.ts";
import { counted } from "../../text/counted.ts";
import type { Values } from "../codec/codec.ts";
import { SETTLED } from "../expand/expansion.ts";
import { OpenProperties } from "../expand/open-properties.ts";
import { replayed, type Trace } from "../replayed.ts";
import { NO_STATE } from "../store/state-table.ts";
import type { Levels } from "./levels.ts";
import type { Quotient, State } from "./quotient.ts";

/** A property that a search has settled, and how many events the shortest history has that does. */
export interface Sought {
  readonly property: Property;
  readonly length: number;
}

/** Properties that no history of the length settles which the search has found. */
export class Unsettled extends Error {
  readonly property: Property;

  constructor(property: Property, message: string) {
    super(message);
    this.property = property;
  }
}

/**
 * Finds the history for one property. It gives way now and then.
 *
 * @throws {Unsettled} where no history of that length settles the property
 * @throws {Error} where it finds something else when the history is replayed: the design or the property does not do the same twice
 */
export function* traceOf(quotient: Quotient, levels: Levels, sought: Sought): Generator<void, Trace> {
  const events: Event[] = [];
  const walk = new Walk(quotient, levels, sought);
  let values = quotient.space.first();
  if (!(yield* walk.leadsOn(quotient.locate(values), 0))) throw walk.unsettled();
  while (events.length < walk.end) {
    const step = yield* walk.next(values, events.length);
    events.push(step.event);
    values = step.values;
  }
  const { model, scope } = quotient.space;
  return replayed(model, scope, sought.property, [...events, ...walk.last(values)]);
}

/** A state on the way, and which of its steps is to be tried next. */
interface Stop {
  readonly state: State;
  next: number;
}

class Walk {
  /** How many events lead to the last state; a property on steps is settled by one event more. */
  readonly end: number;
  readonly #quotient: Quotient;
  readonly #levels: Levels;
  readonly #sought: Sought;
  readonly #open: OpenProperties;
  /** Of the states that were visited whether they lead to one that settles the property. */
  readonly #known = new Map<string, boolean>();

  constructor(quotient: Quotient, levels: Levels, sought: Sought) {
    const { property, length } = sought;
    this.#quotient = quotient;
    this.#levels = levels;
    this.#sought = sought;
    this.end = property.form === "on every step" ? length - 1 : length;
    this.#open = new OpenProperties([{ property, index: 0 }], Object.keys(quotient.space.model.calls));
  }

  unsettled(): Unsettled {
    const { property, length } = this.#sought;
    const { model } = this.#quotient.space;
    return new Unsettled(
      property,
      `no history of ${counted(length, "event")} settles ${property.name}, though the search has found one: ${model.name} or ${property.name} does not do the same twice, or makes something of a number`,
    );
  }

  /** The first call in a state of a level that leads on, and the state after it. */
  *next(values: Values, level: number): Generator<void, { readonly event: Event; readonly values: Values }> {
    const { space } = this.#quotient;
    for (const operation of space.operationsIn(values)) {
      const { outcome, values: after } = space.carryOut(values, operation);
      if (after === values) continue;
      const state = this.#quotient.locate(after);
      if (!this.#isOn(state, level + 1)) continue;
      if (yield* this.leadsOn(state, level + 1)) return { event: { operation, outcome }, values: after };
    }
    throw this.unsettled();
  }

  /** For a property on steps: the first call in the last state that settles it. */
  last(values: Values): Event[] {
    const { property } = this.#sought;
    if (property.form !== "on every step") return [];
    const event = this.#quotient.firstSettling(values, property);
    if (event === undefined) throw this.unsettled();
    return [event];
  }

  /** Whether a state of a level leads, from level to level, to one that settles the property. */
  *leadsOn(state: State, level: number): Generator<void, boolean> {
    const way: Stop[] = [];
    let answer = this.#enter(state, way, level);
    for (let steps = 1; way.length > 0; steps++) {
      if (steps % STEPS_BETWEEN_YIELDS === 0) yield;
      const here = way[way.length - 1];
      if (here === undefined) break;
      if (answer === true) {
        this.#known.set(keyOf(here.state), true);
        way.pop();
        continue;
      }
      const depth = level + way.length;
      const successor = this.#quotient.successor(here.state, here.next++);
      if (successor === undefined) {
        this.#known.set(keyOf(here.state), false);
        way.pop();
        answer = false;
      } else answer = this.#isOn(successor, depth) ? this.#enter(successor, way, depth) : false;
    }
    return answer === true;
  }

  /** What is known of a state of a level; else it is put on the way. */
  #enter(state: State, way: Stop[], level: number): boolean | undefined {
    const known = this.#known.get(keyOf(state));
    if (known !== undefined) return known;
    if (level < this.end) {
      way.push({ state, next: 0 });
      return undefined;
    }
    const isStep = this.#sought.property.form === "on every step";
    const settled = this.#quotient.settled(state, this.#open, isStep);
    const isSettled = settled === (isStep ? SETTLED.byStep : SETTLED.here);
    this.#known.set(keyOf(state), isSettled);
    return isSettled;
  }

  #isOn(state: State, level: number): boolean {
    return state.form !== NO_STATE && this.#levels.of(state.form, state.combination) === level;
  }
}

const STEPS_BETWEEN_YIELDS = 256;

function keyOf({ form, combination }: State): string {
  return `${form} ${combination}`;
}
