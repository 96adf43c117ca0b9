/** The histories of a suite that cover every transition or, if there are too many, those of the first calls. */
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { Pauses } from "../pauses.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import { tourOf } from "../tour.ts";
import { TransitionGraph } from "../transition-graph.ts";
import type { SeenScope } from "./reached.ts";

/** A scope from which the suite is made. */
export interface ToursScope {
  readonly scope: Scope;
  /** How many calls to try in a row. Default: no limit. */
  readonly depth?: number | undefined;
}

/** The histories that cover every transition of a scope. */
export interface SuiteTour extends ToursScope {
  readonly worlds: number;
  readonly transitions: number;
  readonly symmetry: boolean;
  readonly toured: Toured;
  /** Histories that together cover what is toured. */
  readonly histories: readonly (readonly Operation[])[];
}

/** Which transitions of a scope some histories cover: all, those of the first `calls` calls, or none. */
export type Toured = "all" | { readonly calls: number; readonly transitions: number } | "none";

/** The options of a suite that are about its tours. */
interface TourOptions {
  readonly scopes: readonly ToursScope[];
  readonly comparisons: Comparisons;
  readonly transitions: boolean | number;
  readonly length: number;
}

/** Tours what was explored of each scope. @param seen the scopes of the options, in their order */
export function* toursOf(
  model: Model,
  seen: readonly SeenScope[],
  { scopes, comparisons, transitions, length }: TourOptions,
): Generator<void, SuiteTour[]> {
  const calls = callsToTour(
    seen.map(({ graph }) => graph),
    transitions,
  );
  const pauses = new Pauses();
  const tours: SuiteTour[] = [];
  for (const [index, { scope, graph }] of seen.entries()) {
    const whole = tourOf(model, scope, graph, { longest: length, depth: scopes[index]?.depth });
    if (calls === 0) {
      tours.push({ ...whole, scope, toured: "none", histories: [] });
      continue;
    }
    const isWhole = countOf(graph, calls) === whole.transitions;
    const beginning = isWhole
      ? graph
      : yield* TransitionGraph.inSteps(model, scope, graph.symmetry, calls, comparisons);
    const tour = isWhole ? whole : tourOf(model, scope, beginning, { longest: length, depth: calls });
    const histories: (readonly Operation[])[] = [];
    for (const { operations } of tour.histories) {
      if (pauses.takeOne()) yield;
      histories.push(operations);
    }
    const toured = isWhole ? "all" : { calls, transitions: tour.transitions };
    tours.push({ ...whole, scope, toured, histories });
  }
  return tours;
}

/** How many first calls to tour: all of their transitions are covered. */
function callsToTour(graphs: readonly TransitionGraph[], transitions: boolean | number): number {
  if (typeof transitions === "boolean") return transitions ? Number.POSITIVE_INFINITY : 0;
  const within = (calls: number) => graphs.reduce((sum, graph) => sum + countOf(graph, calls), 0);
  if (within(Number.POSITIVE_INFINITY) <= transitions) return Number.POSITIVE_INFINITY;
  let calls = 0;
  while (within(calls + 1) <= transitions) calls++;
  return calls;
}

/** How many transitions the first calls have. */
const countOf = (graph: TransitionGraph, calls: number): number =>
  graph.transitions.reduce((sum, { length }, node) => sum + (graph.distanceOf(node) < calls ? length : 0), 0);
