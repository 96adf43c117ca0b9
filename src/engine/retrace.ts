import { counted } from "../model/counted.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Breach, Finding, Property, Step } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { attemptIn } from "./attempt.ts";
import { Canonicalizer } from "./packed/canonical.ts";
import { type Codec, codecOf, type Values } from "./packed/codec.ts";

/** A history that breaks a property, or that reaches what a `sometimes` claim looks for. */
export interface Retraced {
  readonly events: readonly Event[];
  /** What is broken; nothing where it was reached. */
  readonly breach: Breach | undefined;
  /** The call that would show the breach, carried out in the last world. */
  readonly call: Event | undefined;
}

/**
 * Finds the first of the shortest histories that settle a property, once a search has found how long they are.
 *
 * Depth first, calls in the order in which a search tries them, in worlds with real numbers: so the first that is found is the
 * first in the order of calls, whatever the search was that found its length, and it replays as it stands. A world from which no
 * way leads on is not entered again.
 *
 * @param length how many events the shortest have
 * @param symmetry whether worlds that differ only in numbers may be taken for one another
 * @throws {Error} where there is no such history: the search was misled
 */
export function retrace(
  model: Model,
  scope: Scope,
  property: Property,
  length: number,
  symmetry: boolean,
): Retraced {
  const walk = new Walk(model, scope, property, symmetry);
  const found = walk.from(model.initial(scope), length);
  if (found !== undefined) return found;
  throw new Error(
    `no history of ${counted(length, "event")} settles ${property.name}: ${model.name} does not do the same twice`,
  );
}

class Walk {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #property: Property;
  readonly #codec: Codec;
  readonly #canonicalizer: Canonicalizer | undefined;
  readonly #form: Values;
  /** For each number of events that are left the worlds from which no way leads on. */
  readonly #dead: Set<string>[] = [];
  readonly #events: Event[] = [];

  constructor(model: Model, scope: Scope, property: Property, symmetry: boolean) {
    this.#model = model;
    this.#scope = scope;
    this.#property = property;
    this.#codec = codecOf(model.shape(scope));
    this.#canonicalizer = symmetry ? new Canonicalizer(this.#codec.layout) : undefined;
    this.#form = new Int32Array(this.#codec.layout.slots.length);
  }

  /** @param left how many events are to come */
  from(world: object, left: number): Retraced | undefined {
    if (this.#property.form !== "on every step" && left === 0) return this.#settleWorld(world);
    if (left === 0) return undefined;
    const values = this.#valuesOf(world);
    const before = this.#property.form === "on every step" && left === 1 ? this.#observe(world) : undefined;
    for (const operation of operationsIn(this.#model, this.#worldOf(values), this.#scope)) {
      const after = this.#worldOf(values);
      const outcome = this.#model.apply(after, operation, this.#scope);
      this.#events.push({ operation, outcome });
      const found =
        before === undefined
          ? this.#goOn(after, left - 1)
          : this.#settleStep(before, { operation, outcome }, after);
      if (found !== undefined) return found;
      this.#events.pop();
    }
    return undefined;
  }

  #goOn(world: object, left: number): Retraced | undefined {
    const key = this.#keyOf(world);
    this.#dead[left] ??= new Set();
    if (this.#dead[left].has(key)) return undefined;
    const found = this.from(world, left);
    if (found === undefined) this.#dead[left].add(key);
    return found;
  }

  /** A text that is the same for worlds that may be taken for one another. */
  #keyOf(world: object): string {
    const values = this.#valuesOf(world);
    if (this.#canonicalizer === undefined) return values.join();
    this.#canonicalizer.form(values, this.#form);
    return this.#form.join();
  }

  #settleWorld(world: object): Retraced | undefined {
    if (this.#property.form === "on every step") return undefined;
    const finding = this.#property.check(this.#observe(world), this.#scope, this.#attemptIn(world));
    return this.#settle(finding, world);
  }

  #settleStep(before: Observation, event: Event, world: object): Retraced | undefined {
    if (this.#property.form !== "on every step") return undefined;
    const step: Step = { before, ...event, after: this.#observe(world) };
    return this.#settle(this.#property.check(step, this.#scope, this.#attemptIn(world)), world);
  }

  #settle(finding: Finding, world: object): Retraced | undefined {
    if (finding === "no case") return undefined;
    if (finding !== "holds") {
      const call = finding.call && this.#perform(world, finding.call);
      return { events: [...this.#events], breach: finding, call };
    }
    if (this.#property.form !== "sometimes") return undefined;
    return { events: [...this.#events], breach: undefined, call: undefined };
  }

  #perform(world: object, operation: Operation): Event {
    const copy = this.#worldOf(this.#valuesOf(world));
    return { operation, outcome: this.#model.apply(copy, operation, this.#scope) };
  }

  #attemptIn(world: object) {
    return attemptIn(this.#model, this.#scope, () => this.#worldOf(this.#valuesOf(world)));
  }

  #observe(world: object): Observation {
    return this.#model.observe(world, this.#scope);
  }

  #valuesOf(world: object): Values {
    const values = new Int32Array(this.#codec.layout.slots.length);
    this.#codec.read(world, values);
    return values;
  }

  /** A world of its own. */
  #worldOf(values: Values): object {
    const world = this.#codec.scratch();
    this.#codec.write(values, world);
    return structuredClone(world);
  }
}
