import { fieldOf, pathIn, withTasks } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Scope } from "../model/scope.ts";
import { BAD_NAMES, LONG_NAMES } from "./hostile-fields.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";
import { type Transition, TransitionGraph } from "./transition-graph.ts";

/** Histories that have every transition of a scope at least once. */
export interface Tour {
  /** How many worlds and transitions there are in the graph that is toured. */
  readonly worlds: number;
  readonly transitions: number;
  /** Only those of the first so many calls; nothing where all. */
  readonly depth: number | undefined;
  readonly histories: Iterable<TourHistory>;
  /** Whether worlds that differ only in numbers are one. */
  readonly symmetry: boolean;
  /** What turned out not to be symmetric in the design: then the tour is without symmetry though it was to be up to symmetry. */
  readonly asymmetry: Asymmetry | undefined;
}

/** A history of a tour. */
export interface TourHistory {
  /** With real numbers, from the first world on. */
  readonly operations: readonly Operation[];
  /** For each operation the number of the transition that it is; nothing for one with a bad name, of which the graph does not know. */
  readonly transitions: readonly (number | undefined)[];
}

/** How a scope is toured. */
export interface TourOptions {
  /** Whether worlds that differ only in numbers are one: then a transition stands for all that differ from it only in numbers. */
  readonly symmetry: boolean;
  /** The most events of a history, but for those that have to be: the way to a transition that is farther away. */
  readonly longest: number;
  /** Only the transitions of the first so many calls. Default: all. */
  readonly depth?: number | undefined;
}

/**
 * Makes histories that have every transition of a scope. In each world first what changes nothing is tried; then the way goes on to the
 * nearest world in which something is left, unless that is nearer from the start. In each world, where a container can be named, a bad name is tried
 * as well, in the first one each: a design has to refuse it, so that it changes nothing. It gives way now and then.
 */
export function* tourInSteps(model: Model, scope: Scope, options: TourOptions): Generator<void, Tour> {
  const graphOf = (symmetry: boolean) => TransitionGraph.inSteps(model, scope, symmetry, options.depth);
  const upToSymmetry = options.symmetry ? yield* graphOf(true) : undefined;
  const symmetry = upToSymmetry !== undefined && upToSymmetry.asymmetry === undefined;
  const graph = symmetry ? upToSymmetry : yield* graphOf(false);
  return { ...tourOf(model, scope, graph, options), asymmetry: upToSymmetry?.asymmetry };
}

/** The same for a graph that is known already. */
export function tourOf(
  model: Model,
  scope: Scope,
  graph: TransitionGraph,
  { longest, depth }: Pick<TourOptions, "longest" | "depth">,
): Tour {
  const walk = new Walk(model, scope, graph, longest);
  return {
    symmetry: graph.symmetry,
    asymmetry: undefined,
    worlds: walk.graph.transitions.length,
    transitions: walk.transitions,
    depth,
    histories: walk.histories(),
  };
}

const BAD_NAMES_TO_TRY = [...BAD_NAMES, ...LONG_NAMES];

class Walk {
  readonly graph: TransitionGraph;
  readonly transitions: number;
  #covered = 0;
  /** The number of each world's first transition. */
  readonly #firstOf: readonly number[];
  /** The worlds in which a bad name was tried. */
  readonly #tried = new Set<number>();
  /** How many bad names were tried. */
  #names = 0;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #longest: number;
  /** For each world the transitions that no history has yet. */
  readonly #left: readonly Set<number>[];
  /** For each world one transition to each of the other worlds to which one leads. */
  readonly #ways: readonly (readonly number[])[];
  /** For each world how far it is from the first. */
  readonly #distances: readonly number[];
  /** The worlds in the order of their distance, and up to where nothing is left. */
  readonly #inOrder: readonly number[];
  #done = 0;

  constructor(model: Model, scope: Scope, graph: TransitionGraph, longest: number) {
    this.graph = graph;
    this.#model = model;
    this.#scope = scope;
    this.#longest = longest;
    this.#left = this.graph.transitions.map((transitions) => new Set(transitions.keys()));
    this.#ways = this.graph.transitions.map((transitions, node) => {
      const first = new Map([[node, -1]]);
      for (const [index, { to }] of transitions.entries()) if (!first.has(to)) first.set(to, index);
      first.delete(node);
      return [...first.values()];
    });
    this.transitions = this.graph.transitions.reduce((sum, { length }) => sum + length, 0);
    let sum = 0;
    this.#firstOf = this.graph.transitions.map(({ length }) => {
      sum += length;
      return sum - length;
    });
    const distances = this.#distancesFromFirst();
    this.#distances = distances;
    this.#inOrder = [...distances.keys()].sort(
      (one, other) => (distances[one] ?? 0) - (distances[other] ?? 0),
    );
  }

  *histories(): Generator<TourHistory> {
    while (this.#covered < this.transitions) yield this.#history();
  }

  #history(): TourHistory {
    const operations: Operation[] = [];
    const transitions: (number | undefined)[] = [];
    const history = { operations, transitions };
    const world = this.#model.initial(this.#scope);
    for (;;) {
      const { node, tasks } = this.graph.locate(world);
      const perform = (index: number): void => {
        const { operation } = this.#at(node, index);
        const own = withTasks(this.#model, operation, (task) => tasks.get(task) ?? task);
        operations.push(own);
        transitions.push((this.#firstOf[node] ?? 0) + index);
        this.#model.apply(world, own, this.#scope);
        if (this.#left[node]?.delete(index)) this.#covered++;
      };
      for (const index of this.#left[node] ?? []) if (this.#at(node, index).to === node) perform(index);
      for (const bad of this.#withBadNames(world, node)) {
        operations.push(bad);
        transitions.push(undefined);
        // A design that takes it is somewhere else now.
        if (this.#model.apply(structuredClone(world), bad, this.#scope) === "ok") return history;
      }
      const isBegun = operations.length > 0 && node !== 0;
      if (operations.length >= this.#longest) return history;
      const next = this.#wayFrom(node, isBegun ? this.#distanceFromFirst() : Number.POSITIVE_INFINITY);
      if (next === undefined) return history;
      perform(next);
    }
  }

  /** Calls that give a container in view a bad name: all where none was tried yet, then the next in turn. None where this world had its own. */
  *#withBadNames(world: object, node: number): Generator<Operation> {
    if (this.#tried.has(node)) return;
    const renaming = Object.keys(this.#model.calls).find((op) => this.#takes(op) === "path,name");
    const below = operationsIn(this.#model, world, this.#scope).find(
      (operation) => (pathIn(this.#model, operation) ?? "/") !== "/",
    );
    const path = below && pathIn(this.#model, below);
    if (renaming === undefined || below === undefined || path === undefined) return;
    this.#tried.add(node);
    const [toPath = "", toName = ""] = this.#model.calls[renaming] ?? [];
    do {
      const name = BAD_NAMES_TO_TRY[this.#names++ % BAD_NAMES_TO_TRY.length];
      if (name !== undefined) yield { op: renaming, task: below.task, [toPath]: path, [toName]: name };
    } while (this.#names < BAD_NAMES_TO_TRY.length);
  }

  /** What the fields of a call hold, one after another. */
  #takes(op: string): string {
    return (this.#model.calls[op] ?? []).map((name) => fieldOf(this.#model, op, name).is).join();
  }

  /** The first transition of the shortest way to one that is left; nothing where it is longer than the bound. */
  #wayFrom(start: number, longest: number): number | undefined {
    const firstTo = new Map<number, number>([[start, -1]]);
    let level = [start];
    for (let length = 0; level.length > 0 && length <= longest; length++) {
      const next: number[] = [];
      for (const node of level) {
        const [found] = this.#left[node] ?? [];
        if (found !== undefined) return node === start ? found : firstTo.get(node);
        for (const index of this.#ways[node] ?? []) {
          const { to } = this.#at(node, index);
          if (firstTo.has(to)) continue;
          firstTo.set(to, node === start ? index : (firstTo.get(node) ?? index));
          next.push(to);
        }
      }
      level = next;
    }
    return undefined;
  }

  /** How far the nearest world in which something is left is from the first. */
  #distanceFromFirst(): number {
    while (this.#left[this.#inOrder[this.#done] ?? -1]?.size === 0) this.#done++;
    return this.#distances[this.#inOrder[this.#done] ?? -1] ?? 0;
  }

  #distancesFromFirst(): number[] {
    const distances: number[] = [0];
    const queue = [0];
    for (const node of queue) {
      for (const index of this.#ways[node] ?? []) {
        const { to } = this.#at(node, index);
        if (distances[to] !== undefined) continue;
        distances[to] = (distances[node] ?? 0) + 1;
        queue.push(to);
      }
    }
    return distances;
  }

  #at(node: number, index: number): Transition {
    const transition = this.graph.transitions[node]?.[index];
    if (transition === undefined) throw new RangeError(`there is no transition ${index} from world ${node}`);
    return transition;
  }
}
