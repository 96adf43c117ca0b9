/**
 * Finds the history that settles a claim, once a search has found how long the shortest is.
 *
 * A prefix of a shortest history is a shortest history itself: the world after n of its events was found on level n. So the walk goes
 * from level to level, depth first, in worlds with W2's numbers and calls in the order in which a search tries them, and to each world
 * once. The first history that it finds is the first in the order of calls, whatever the search was that found its length, and it
 * takes no longer than the search up to that level.
 */
import { counted } from "../model/counted.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Finding, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { attemptIn } from "./attempt.ts";
import { carryOut } from "./carry-out.ts";
import { findingOnStep } from "./claims.ts";
import { Canonicalizer } from "./packed/canonical.ts";
import { Changes } from "./packed/changes.ts";
import { type Codec, codecOf, type Values } from "./packed/codec.ts";
import { type Packer, packerOf } from "./packed/packer.ts";
import { shapeOf } from "./packed/shape-limits.ts";
import { Twins } from "./packed/twins.ts";
import type { Words } from "./packed/words.ts";
import type { WorldSet } from "./packed/world-set.ts";
import { replayed, type Trace } from "./replayed.ts";

/** What was searched. */
export interface Searched {
  readonly model: Model;
  readonly scope: Scope;
  /** Whether worlds that differ only in numbers counted once, and calls of tasks that are alike. */
  readonly symmetry: boolean;
  readonly twins: boolean;
  /** The worlds that were found. Only the walk uses it. */
  readonly visited: WorldSet;
}

/** A claim that a search has settled, and how many events the shortest history has that does. */
export interface Sought {
  readonly property: Property;
  readonly length: number;
}

/** So many calls are tried between two looks at the clock. */
const CALLS_BETWEEN_YIELDS = 64;

/**
 * Finds the first of the shortest histories for each claim, those of the shortest first. It gives way now and then, and can be left
 * then: what was found until then stands in `found`.
 *
 * @param found takes each history, by its claim
 * @throws {Unsettled} where claims are not settled by a history of that length
 * @throws {Error} where one finds something else when the history is replayed: the
 * design or the claim does not do the same twice
 */
export function* traceInSteps(
  searched: Searched,
  sought: readonly Sought[],
  found: Map<Property, Trace>,
): Generator<void> {
  const lengths = [...new Set(sought.map(({ length }) => length))].sort((one, other) => one - other);
  for (const length of lengths) {
    const properties = sought.filter((one) => one.length === length).map(({ property }) => property);
    const walk = new Walk(searched, properties, length, found);
    try {
      yield* walk.go();
    } finally {
      searched.visited.unmarkAll();
    }
  }
}

/** Claims that no history of the length settles which the search has found. */
export class Unsettled extends Error {
  readonly properties: readonly Property[];

  constructor(properties: readonly Property[], message: string) {
    super(message);
    this.properties = properties;
  }
}

/** A world on the way, and the calls in it that are still to be tried. */
interface Stop {
  readonly values: Values;
  readonly operations: readonly Operation[];
  next: number;
  /** How claims see the world, once one has asked. */
  observed: Observation | undefined;
}

class Walk {
  readonly #searched: Searched;
  readonly #length: number;
  /** The claims that no history was found for yet. */
  readonly #open: Set<Property>;
  readonly #found: Map<Property, Trace>;
  readonly #codec: Codec;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #packer: Packer;
  readonly #canonicalizer: Canonicalizer | undefined;
  readonly #twins: Twins | undefined;
  readonly #changes: Changes;
  readonly #form: Values;
  readonly #words: Words;
  readonly #events: Event[] = [];

  constructor(
    searched: Searched,
    properties: readonly Property[],
    length: number,
    found: Map<Property, Trace>,
  ) {
    const { model, scope, symmetry, twins } = searched;
    this.#searched = searched;
    this.#length = length;
    this.#open = new Set(properties);
    this.#found = found;
    this.#codec = codecOf(shapeOf(model, scope));
    this.#codecOfTrial = codecOf(shapeOf(model, scope));
    const { layout } = this.#codec;
    this.#packer = packerOf(layout);
    this.#canonicalizer = symmetry ? new Canonicalizer(layout) : undefined;
    this.#twins = symmetry && twins ? new Twins(layout) : undefined;
    this.#changes = new Changes(model, layout);
    this.#form = new Int32Array(layout.slots.length);
    this.#words = new Int32Array(this.#packer.length);
  }

  /** Whether a claim that is still open is about worlds: then the last one of a history has to be looked at. */
  get #isAboutWorlds(): boolean {
    return [...this.#open].some(({ form }) => form !== "on every step");
  }

  *go(): Generator<void> {
    const { model, scope } = this.#searched;
    const way: Stop[] = [];
    this.#come(this.#valuesOf(model.initial(scope)), way);
    for (let calls = 1; this.#open.size > 0; calls++) {
      const here = way.at(-1);
      if (here === undefined) throw this.#unsettled();
      const operation = here.operations[here.next++];
      if (operation === undefined) {
        way.pop();
        this.#events.pop();
      } else this.#try(here, operation, way);
      if (calls % CALLS_BETWEEN_YIELDS === 0) yield;
    }
  }

  #unsettled(): Unsettled {
    const [property] = this.#open;
    const { model } = this.#searched;
    return new Unsettled(
      [...this.#open],
      `no history of ${counted(this.#length, "event")} settles ${property?.name}, though the search has found one: ${model.name} or ${property?.name} does not do the same twice, or makes something of a number`,
    );
  }

  /** Comes to a world, by the events so far, for the first time. */
  #come(values: Values, way: Stop[]): void {
    if (!this.#searched.visited.mark(this.#packed(values), 0, way.length)) {
      this.#events.pop();
      return;
    }
    if (way.length === this.#length) this.#settleWorld(values);
    // A claim on steps is settled by a call in a world of the level before.
    if (way.length >= this.#length) {
      this.#events.pop();
      return;
    }
    const { model, scope } = this.#searched;
    const operations = operationsIn(model, this.#worldOf(values), scope);
    this.#twins?.find(values);
    const tried = operations.filter(
      ({ task }) => this.#twins === undefined || this.#twins.weightOf(task) > 0,
    );
    way.push({ values, operations: tried, next: 0, observed: undefined });
  }

  #try(here: Stop, operation: Operation, way: Stop[]): void {
    const { model, scope } = this.#searched;
    const world = this.#worldOf(here.values);
    const outcome = carryOut(model, world, operation, scope);
    const values = new Int32Array(here.values.length);
    const isOther = this.#codec.readChanged(world, here.values, values);
    this.#events.push({ operation, outcome });
    if (way.length === this.#length) this.#settleStep(here, values, isOther);
    const goesOn = way.length < this.#length || this.#isAboutWorlds;
    if (isOther && goesOn) this.#come(values, way);
    else this.#events.pop();
  }

  #settleWorld(values: Values): void {
    const { scope } = this.#searched;
    const world = this.#observe(values);
    for (const property of this.#open)
      if (property.form !== "on every step")
        this.#settle(property, property.check(world, scope, this.#attemptIn(values)));
  }

  #settleStep(here: Stop, values: Values, isOther: boolean): void {
    const event = this.#events.at(-1);
    if (event === undefined) return;
    for (const property of this.#open) {
      if (property.form !== "on every step") continue;
      here.observed ??= this.#observe(here.values);
      this.#changes.from(here.values);
      const step = {
        before: here.observed,
        ...event,
        after: isOther ? this.#observe(values) : here.observed,
        changed: isOther && this.#changes.isChanged(values),
      };
      this.#settle(property, findingOnStep(property, step, this.#searched.scope, this.#attemptIn(values)));
    }
  }

  /** Takes what a claim finds after the events so far. */
  #settle(property: Property, finding: Finding): void {
    const isSettled = typeof finding === "object" || (finding === "holds" && property.form === "sometimes");
    if (!isSettled) return;
    const { model, scope } = this.#searched;
    this.#found.set(property, replayed(model, scope, property, [...this.#events], finding));
    this.#open.delete(property);
  }

  /** A world's words as the search keeps them, until the next are asked for. */
  #packed(values: Values): Words {
    this.#canonicalizer?.form(values, this.#form);
    this.#packer.pack(this.#canonicalizer === undefined ? values : this.#form, this.#words, 0);
    return this.#words;
  }

  #attemptIn(values: Values) {
    const { model, scope } = this.#searched;
    return attemptIn(model, scope, () => {
      this.#codecOfTrial.write(values, this.#codecOfTrial.scratch());
      return this.#codecOfTrial.scratch();
    });
  }

  #observe(values: Values): Observation {
    const { model, scope } = this.#searched;
    return model.observe(this.#worldOf(values), scope);
  }

  #valuesOf(world: object): Values {
    const values = new Int32Array(this.#codec.layout.slots.length);
    this.#codec.read(world, values);
    return values;
  }

  /** The world of some values, until the next is asked for: it is one object, written into. */
  #worldOf(values: Values): object {
    this.#codec.write(values, this.#codec.scratch());
    return this.#codec.scratch();
  }
}
