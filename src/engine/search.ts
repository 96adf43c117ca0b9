/**
 * A plain breadth-first search over all worlds of a scope. A world is kept as its JSON, whole, so that nothing rests on a
 * hash. It is slow and obvious, and stays as the answer that a faster search is tested against.
 *
 * Breadth first, calls in the order of "What a search tries": so the first history found to a world is a shortest one, and of those
 * the first in the order of calls.
 */
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import type { Event, Operation } from "../model/operation.ts";
import type { Always, Breach, OnEveryStep, Property, Sometimes, Step } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { attemptIn } from "./attempt.ts";
import { type CallCounts, countCall } from "./call-counts.ts";
import { Ruling } from "./ruling.ts";
import { VisitedWorlds } from "./visited-worlds.ts";

/** Where a search stops before it has seen all of its scope. */
export interface SearchBounds {
  /** The longest history tried, in events, from 0. */
  readonly depth?: number;
  /** The most worlds kept. Each costs some 400 bytes. */
  readonly worlds?: number;
  /** Asked now and then: a reason to stop at once, in words. */
  readonly stop?: () => string | undefined;
}

/** How far a search has come. */
export interface SearchProgress {
  readonly worlds: number;
  /** How many of the worlds have been expanded: every call in them was tried. */
  readonly expanded: number;
  readonly depth: number;
}

/** What a search has found. */
export interface SearchResult {
  /** Distinct worlds, numbered by W2. */
  readonly worlds: number;
  /** New worlds at each distance from the first, from 0. */
  readonly levels: readonly number[];
  /** The calls tried in the distinct worlds. */
  readonly calls: CallCounts;
  /** The largest distance from the first world. */
  readonly depth: number;
  /** Whether every call in every world of the scope was tried. */
  readonly complete: boolean;
  readonly verdicts: readonly Verdict[];
}

const WORLDS_BETWEEN_PROGRESS = 256;

/** Searches a scope to its end or a bound. */
export function search(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  bounds: SearchBounds = {},
): SearchResult {
  const run = searchInSteps(model, properties, scope, bounds);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

/** The same search, which tells now and then how far it has come. */
export function* searchInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  bounds: SearchBounds = {},
): Generator<SearchProgress, SearchResult> {
  const expansion = new Expansion(model, properties, scope);
  const { visited } = expansion;
  const levels: number[] = [];
  let bound: string | undefined;
  let expanded = 0;
  while (expanded < visited.size && bound === undefined) {
    const levelEnd = visited.size;
    levels.push(levelEnd - expanded);
    const isLastLevel = levels.length - 1 === bounds.depth;
    for (; expanded < levelEnd && bound === undefined; expanded++) {
      expansion.checkWorld(expanded);
      if (!isLastLevel) expansion.tryCalls(expanded);
      if (expanded % WORLDS_BETWEEN_PROGRESS === 0) {
        yield { worlds: visited.size, expanded, depth: levels.length - 1 };
        bound = bounds.stop?.();
      }
      if (visited.size > (bounds.worlds ?? Number.POSITIVE_INFINITY))
        bound = `more than ${bounds.worlds} worlds`;
    }
    if (isLastLevel) bound ??= `only histories of up to ${bounds.depth} events were tried`;
    if (bound !== undefined && visited.size > levelEnd) levels.push(visited.size - levelEnd);
  }
  return {
    worlds: visited.size,
    levels,
    calls: expansion.calls,
    depth: levels.length - 1,
    complete: bound === undefined,
    verdicts: expansion.rulings.map((ruling) => ruling.verdict(bound)),
  };
}

/** What is done with each world: the claims are checked in it, and every call is tried. */
class Expansion {
  readonly visited = new VisitedWorlds();
  readonly calls: CallCounts = new Map();
  readonly rulings: readonly Ruling[];
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #ofWorlds: readonly Ruling<Always | Sometimes>[];
  readonly #ofSteps: readonly Ruling<OnEveryStep>[];

  constructor(model: Model, properties: readonly Property[], scope: Scope) {
    this.#model = model;
    this.#scope = scope;
    const rule = <P extends Property>(property: P) => new Ruling(property, model, scope);
    this.#ofWorlds = properties.filter((property) => property.form !== "on every step").map(rule);
    this.#ofSteps = properties.filter((property) => property.form === "on every step").map(rule);
    const all: readonly Ruling[] = [...this.#ofWorlds, ...this.#ofSteps];
    this.rulings = properties.flatMap((property) => all.filter((ruling) => ruling.property === property));
    this.visited.add(JSON.stringify(model.initial(scope)), -1, -1);
  }

  /** Checks the claims about one world. */
  checkWorld(index: number): void {
    const open = this.#ofWorlds.filter((ruling) => ruling.isOpen);
    if (open.length === 0) return;
    const world = this.#observe(this.#world(index));
    const attempt = attemptIn(this.#model, this.#scope, () => this.#world(index));
    for (const ruling of open) {
      const finding = ruling.property.check(world, this.#scope, attempt);
      ruling.take(
        finding,
        () => this.#historyTo(index),
        ({ call }) => call && this.#perform(this.#world(index), call),
      );
    }
  }

  /** Tries every call in a world: adds the worlds that are new, and checks the claims about each step. */
  tryCalls(index: number): void {
    const text = this.visited.text(index);
    const before = this.#observe(this.#world(index));
    let world = this.#world(index);
    const operations = [...this.#model.operations(world, this.#scope)];
    for (const [call, operation] of operations.entries()) {
      const outcome = this.#model.apply(world, operation, this.#scope);
      const textAfter = JSON.stringify(world);
      const isUnchanged = textAfter === text;
      countCall(this.calls, operation.op, outcome, isUnchanged);
      this.#checkStep(index, { before, operation, outcome }, isUnchanged ? undefined : textAfter);
      if (isUnchanged) continue;
      this.visited.add(textAfter, index, call);
      world = this.#world(index);
    }
  }

  /** @param textAfter the world after the step; nothing where it is the world before */
  #checkStep(index: number, step: Omit<Step, "after">, textAfter: string | undefined): void {
    const open = this.#ofSteps.filter((ruling) => ruling.isOpen);
    if (open.length === 0) return;
    const worldAfter = (): object => JSON.parse(textAfter ?? this.visited.text(index));
    const after = textAfter === undefined ? step.before : this.#observe(worldAfter());
    const attempt = attemptIn(this.#model, this.#scope, worldAfter);
    const { operation, outcome } = step;
    for (const ruling of open) {
      const finding = ruling.property.check({ ...step, after }, this.#scope, attempt);
      const show = ({ call }: Breach) => call && this.#perform(worldAfter(), call);
      ruling.take(finding, () => [...this.#historyTo(index), { operation, outcome }], show);
    }
  }

  #world(index: number): object {
    return JSON.parse(this.visited.text(index));
  }

  #observe(world: object): Observation {
    return this.#model.observe(world, this.#scope);
  }

  #perform(world: object, operation: Operation): Event {
    return { operation, outcome: this.#model.apply(world, operation, this.#scope) };
  }

  /** The first history found to a world, carried out once more from the start. */
  #historyTo(index: number): Event[] {
    const world = this.#model.initial(this.#scope);
    const events = this.visited.trail(index).map((call) => {
      const operation = [...this.#model.operations(world, this.#scope)][call];
      if (operation === undefined) throw new Error(`${this.#model.name} does not try the same calls twice`);
      return { operation, outcome: this.#model.apply(world, operation, this.#scope) };
    });
    if (JSON.stringify(world) === this.visited.text(index)) return events;
    throw new Error(`${this.#model.name} does not come to the same world twice`);
  }
}
