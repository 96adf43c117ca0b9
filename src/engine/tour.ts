import { withTasks } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";
import { BadNames } from "./tour/bad-names.ts";
import { TransitionsLeft } from "./tour/transitions-left.ts";
import { TransitionGraph } from "./transition-graph.ts";

/** Histories that cover every transition of a scope at least once. */
export interface Tour {
  /** How many worlds and transitions there are in the toured graph. */
  readonly worlds: number;
  readonly transitions: number;
  /** Only transitions within this many calls of the first world are covered; `undefined` if all are. */
  readonly depth: number | undefined;
  readonly histories: Iterable<TourHistory>;
  /** Whether worlds that differ only in numbers count as one. */
  readonly symmetry: boolean;
  /** How the design turned out not to be symmetric, if it did: the tour is then without symmetry although it was to be up to symmetry. */
  readonly asymmetry: Asymmetry | undefined;
}

/** A history of a tour. */
export interface TourHistory {
  /** With real numbers, from the first world on. */
  readonly operations: readonly Operation[];
  /** For each operation the number of its transition; `undefined` for one with a bad name, which the graph does not have. */
  readonly transitions: readonly (number | undefined)[];
}

/** How a scope is toured. */
export interface TourOptions {
  /** Whether worlds that differ only in numbers count as one: a transition then stands for all that differ from it only in numbers. */
  readonly symmetry: boolean;
  /** The maximum number of events in a history, unless the way to a transition is longer. */
  readonly longest: number;
  /** Covers only transitions within this many calls of the first world. Default: all. */
  readonly depth?: number | undefined;
}

/**
 * Makes histories that cover every transition of a scope. In each world, calls that change nothing are tried first; then the way goes on to the
 * nearest world in which something is left, unless that is nearer from the start. In each world in which a container can be named, a bad name is
 * tried as well, and in the first of them every bad name: a design has to refuse it, so it changes nothing. Yields now and then.
 */
export function* tourInSteps(model: Model, scope: Scope, options: TourOptions): Generator<void, Tour> {
  const graphOf = (symmetry: boolean) => TransitionGraph.inSteps(model, scope, symmetry, options.depth);
  const upToSymmetry = options.symmetry ? yield* graphOf(true) : undefined;
  const symmetry = upToSymmetry !== undefined && upToSymmetry.asymmetry === undefined;
  const graph = symmetry ? upToSymmetry : yield* graphOf(false);
  return { ...tourOf(model, scope, graph, options), asymmetry: upToSymmetry?.asymmetry };
}

/** The same for a graph that has already been built. */
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
    worlds: graph.transitions.length,
    transitions: walk.transitions,
    depth,
    histories: walk.histories(),
  };
}

class Walk {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #graph: TransitionGraph;
  readonly #longest: number;
  readonly #left: TransitionsLeft;
  readonly #badNames: BadNames;

  constructor(model: Model, scope: Scope, graph: TransitionGraph, longest: number) {
    this.#model = model;
    this.#scope = scope;
    this.#graph = graph;
    this.#longest = longest;
    this.#left = new TransitionsLeft(graph);
    this.#badNames = new BadNames(model, scope);
  }

  /** How many transitions there are. */
  get transitions(): number {
    return this.#left.count;
  }

  *histories(): Generator<TourHistory> {
    while (!this.#left.areNone) yield this.#history();
  }

  #history(): TourHistory {
    const left = this.#left;
    const operations: Operation[] = [];
    const transitions: (number | undefined)[] = [];
    const history = { operations, transitions };
    const world = this.#model.initial(this.#scope);
    for (;;) {
      const { node, tasks } = this.#graph.locate(world);
      const perform = (index: number): void => {
        const { operation } = left.at(node, index);
        const own = withTasks(this.#model, operation, (task) => tasks.get(task) ?? task);
        operations.push(own);
        this.#model.apply(world, own, this.#scope);
        transitions.push(left.cover(node, index));
      };
      for (const index of left.in(node)) if (left.at(node, index).to === node) perform(index);
      for (const bad of this.#badNames.in(world, node)) {
        operations.push(bad);
        transitions.push(undefined);
        // A design that accepts it is in another world now.
        if (this.#model.apply(structuredClone(world), bad, this.#scope) === "ok") return history;
      }
      const isBegun = operations.length > 0 && node !== 0;
      if (operations.length >= this.#longest) return history;
      const next = left.wayFrom(node, isBegun ? left.distanceFromFirst() : Number.POSITIVE_INFINITY);
      if (next === undefined) return history;
      perform(next);
    }
  }
}
