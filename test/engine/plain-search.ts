/**
 * A plain breadth-first search over all worlds of a scope. Worlds are kept whole, as JSON, so nothing rests on a hash. It is slow
 * and obvious: the oracle that the faster search is tested against.
 *
 * Calls are tried in the order of "What a search tries", so the first history found to a world is a shortest one, and of those
 * the first in the order of calls.
 *
 * A new world is counted for one operation: of all that lead to it from the level before it, the first in the design's order.
 */

import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { attemptIn } from "../../src/engine/attempt.ts";
import { type CallCounts, countCall } from "../../src/engine/call-counts.ts";
import { type Codec, codecOf } from "../../src/engine/codec/codec.ts";
import { FollowedProperty } from "../../src/engine/followed-property.ts";
import { findingOnStep } from "../../src/engine/forms/form-of.ts";
import type { Trace } from "../../src/engine/replayed.ts";
import type { SearchResult } from "../../src/engine/search-result.ts";
import { Canonicalizer } from "../../src/engine/symmetry/canonical.ts";
import { whyNotRenumbered } from "../../src/engine/symmetry/elements.ts";
import { doesNotApply, verdictOf } from "../../src/engine/verdict-of.ts";
import type { Event, Operation } from "../../src/model/operation.ts";
import { operationsIn } from "../../src/model/operations-in.ts";
import type { Always, OnEveryStep, PointProperty, Sometimes } from "../../src/model/property.ts";
import { counted } from "../../src/text/counted.ts";
import { VisitedWorlds } from "./visited-worlds.ts";

/** What a plain search finds: what its result has in common with that of the faster one. */
export type PlainResult = Omit<
  SearchResult,
  "symmetry" | "opaque" | "compared" | "partlyCompared" | "asymmetries" | "apart" | "bytes" | "terminalStates"
>;

/** Searches a scope to its end, or tries all histories of up to `depth` events. */
export function plainSearch(
  model: ContainerModel,
  properties: readonly PointProperty[],
  scope: ContainerScope,
  depth: number = Number.POSITIVE_INFINITY,
): PlainResult {
  const expansion = new Expansion(model, properties, scope);
  const { visited } = expansion;
  const levels: number[] = [];
  let next = 0;
  while (next < visited.size && levels.length <= depth) {
    const levelEnd = visited.size;
    levels.push(levelEnd - next);
    expansion.beginLevel();
    for (; next < levelEnd; next++) {
      expansion.checkWorld(next);
      if (levels.length <= depth) expansion.tryCalls(next);
    }
    expansion.endLevel();
  }
  const complete = levels.length <= depth;
  const bound = complete ? undefined : `only histories of up to ${counted(depth, "event")} were tried`;
  return {
    worlds: visited.size,
    levels,
    calls: expansion.calls,
    depth: levels.length - 1,
    terminal: expansion.terminal,
    complete,
    verdicts: expansion.followed.map(({ property, inapplicable, cases, settled }) =>
      inapplicable === undefined
        ? verdictOf(property, cases, settled, bound)
        : doesNotApply(property, inapplicable),
    ),
  };
}

/** What is done with each world: the properties are checked in it, and every call is tried. */
class Expansion {
  readonly visited = new VisitedWorlds();
  readonly calls: CallCounts = new Map();
  readonly followed: readonly FollowedProperty<Trace>[];
  readonly #model: ContainerModel;
  readonly #scope: ContainerScope;
  readonly #codec: Codec;
  readonly #canonicalizer: Canonicalizer | undefined;
  terminal = 0;
  readonly #ofWorlds: readonly FollowedProperty<Trace, Always | Sometimes>[];
  readonly #ofSteps: readonly FollowedProperty<Trace, OnEveryStep>[];
  #openOfWorlds: readonly FollowedProperty<Trace, Always | Sometimes>[] = [];
  #openOfSteps: readonly FollowedProperty<Trace, OnEveryStep>[] = [];
  /** The names of the operations in the design's order. */
  readonly #operations: readonly string[];
  /** For each world of the next level, the place of the first operation that leads to it. */
  readonly #ledToNew = new Map<string, number>();

  constructor(model: ContainerModel, properties: readonly PointProperty[], scope: ContainerScope) {
    this.#codec = codecOf(model.shape(scope));
    const isRenumbered = !model.numbersMatter && whyNotRenumbered(this.#codec.layout) === undefined;
    this.#canonicalizer = isRenumbered ? new Canonicalizer(this.#codec.layout) : undefined;
    this.#model = model;
    this.#scope = scope;
    this.#operations = Object.keys(model.calls);
    const follow = <P extends PointProperty>(property: P) =>
      new FollowedProperty<Trace, P>(property, model, scope);
    this.#ofWorlds = properties.filter((property) => property.form !== "on every step").map(follow);
    this.#ofSteps = properties.filter((property) => property.form === "on every step").map(follow);
    const all: readonly FollowedProperty<Trace>[] = [...this.#ofWorlds, ...this.#ofSteps];
    this.followed = properties.flatMap((property) =>
      all.filter((followed) => followed.property === property),
    );
    this.visited.add(JSON.stringify(model.initial(scope)), -1, -1);
  }

  /** A property that is broken is still checked to the end of the level, so its cases are those of whole levels. */
  beginLevel(): void {
    this.#openOfWorlds = this.#ofWorlds.filter((followed) => followed.isOpen);
    this.#openOfSteps = this.#ofSteps.filter((followed) => followed.isOpen);
  }

  /** Counts the worlds of the next level, by operation. */
  endLevel(): void {
    for (const place of this.#ledToNew.values()) {
      const count = this.calls.get(this.#operations[place] ?? "");
      if (count !== undefined) count.new++;
    }
    this.#ledToNew.clear();
  }

  /** Checks the properties about one world. */
  checkWorld(index: number): void {
    if (this.#openOfWorlds.length === 0) return;
    const world = this.#observe(this.#world(index));
    const attempt = attemptIn(this.#model, this.#scope, () => this.#world(index));
    for (const followed of this.#openOfWorlds) {
      const finding = followed.property.check(world, this.#scope, attempt);
      followed.take(finding, (breach) => ({
        events: this.#historyTo(index),
        breach,
        call: breach?.call && this.#perform(this.#world(index), breach.call),
      }));
    }
  }

  /** Tries every call in a world: adds the worlds that are new, and checks the properties about each step. */
  tryCalls(index: number): void {
    const text = this.visited.text(index);
    const before = this.#observe(this.#world(index));
    let world = this.#world(index);
    const operations = operationsIn(this.#model, world, this.#scope);
    for (const [call, operation] of operations.entries()) {
      const outcome = this.#model.apply(world, operation, this.#scope);
      const textAfter = JSON.stringify(world);
      const isSame = textAfter === text;
      const changed = !isSame && this.#formOf(textAfter) !== this.#formOf(text);
      this.#checkStep(index, { before, operation, outcome, changed }, isSame ? undefined : textAfter);
      countCall(this.calls, operation.op, outcome, { unchanged: !changed, new: false });
      if (isSame) continue;
      if (this.visited.add(textAfter, index, call)) this.#ledToNew.set(textAfter, Number.POSITIVE_INFINITY);
      this.#reach(textAfter, operation);
      world = this.#world(index);
    }
    if (operations.length === 0) this.terminal++;
  }

  /** Notes that an operation leads to a world, if that is one of the next level. */
  #reach(text: string, { op }: Operation): void {
    const known = this.#ledToNew.get(text);
    if (known !== undefined) this.#ledToNew.set(text, Math.min(known, this.#operations.indexOf(op)));
  }

  /** @param textAfter the world after the step, or `undefined` if it is the world before */
  #checkStep(index: number, step: Omit<ContainerStep, "after">, textAfter: string | undefined): void {
    if (this.#openOfSteps.length === 0) return;
    const worldAfter = (): object => JSON.parse(textAfter ?? this.visited.text(index));
    const after = textAfter === undefined ? step.before : this.#observe(worldAfter());
    const attempt = attemptIn(this.#model, this.#scope, worldAfter);
    const { operation, outcome } = step;
    for (const followed of this.#openOfSteps) {
      const finding = findingOnStep(followed.property, { ...step, after }, this.#scope, attempt);
      followed.take(finding, (breach) => ({
        events: [...this.#historyTo(index), { operation, outcome }],
        breach,
        call: breach?.call && this.#perform(worldAfter(), breach.call),
      }));
    }
  }

  /** A text that is the same for worlds that differ only in numbers: a call that leads from one to another changes nothing. */
  #formOf(text: string): string {
    if (this.#canonicalizer === undefined) return text;
    const values = new Int32Array(this.#codec.layout.slots.length);
    this.#codec.read(JSON.parse(text), values);
    const form = values.slice();
    this.#canonicalizer.form(values, form);
    return form.join();
  }

  #world(index: number): object {
    return JSON.parse(this.visited.text(index));
  }

  #observe(world: object): ContainerObservation {
    return this.#model.observe(world, this.#scope);
  }

  #perform(world: object, operation: Operation): Event {
    return { operation, outcome: this.#model.apply(world, operation, this.#scope) };
  }

  /** The first history found to a world, carried out once more from the start. */
  #historyTo(index: number): Event[] {
    const world = this.#model.initial(this.#scope);
    const events = this.visited.trail(index).map((call) => {
      const operation = operationsIn(this.#model, world, this.#scope)[call];
      if (operation === undefined) throw new Error(`${this.#model.name} does not try the same calls twice`);
      return { operation, outcome: this.#model.apply(world, operation, this.#scope) };
    });
    if (JSON.stringify(world) === this.visited.text(index)) return events;
    throw new Error(`${this.#model.name} does not come to the same world twice`);
  }
}
