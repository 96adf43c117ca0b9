/**
 * The matrix: every design by every property in one scope.
 *
 * A design is searched once for all its properties. Worlds that differ only in numbers count once if the design allows it; properties to
 * which numbers matter are searched separately.
 */

import { type CostOfModel, costInSteps, LADDERS_BY_DEPTH, LADDERS_BY_TASKS } from "../engine/cost.ts";
import type { FairCalls } from "../model/fairness.ts";
import type { Kind } from "../model/kind.ts";
import type { Domain, Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { searchInSteps } from "./search.ts";
import type { SearchOptions } from "./search-options.ts";
import type { SearchProgress, SearchResult } from "./search-result.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";

/** Searches a design for a row of a matrix. Besides its progress it may yield promises that it waits for. */
export type SearchOfRow<Wait> = (
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
) => Generator<SearchProgress | Wait, SearchResult>;

/** How a matrix is made. */
export interface MatrixOptions<Wait extends Promise<void> = never> {
  /** Whether worlds that differ only in numbers count once, where they may. Default: yes. */
  readonly symmetry?: boolean;
  /**
   * How a design is searched and where the search stops. It is called for each design, so that a clock can be restarted. Its `symmetry`
   * and `fair` are ignored.
   */
  readonly searchOf?: (model: Model) => SearchOptions;
  /** The calls that are assumed to be fair in runs: see `SearchOptions`. */
  readonly fair?: FairCalls | undefined;
  /**
   * Returns the search for the row with a title, to be used instead of the one in memory.
   *
   * @param part which search of the row it is, from 0
   */
  readonly searchFor?: ((title: string, part: number) => SearchOfRow<Wait>) | undefined;
  /** Polled while costs are measured: whether to leave the rest unmeasured. Searches end early by their own `stop`. */
  readonly interrupted?: () => boolean;
  /** Whether to measure what the calls of each design cost. Default: yes. */
  readonly cost?: boolean;
}

/** How far a matrix has come. */
export interface MatrixProgress {
  /** The design being searched. */
  readonly model: string;
  /** How many designs came before it. */
  readonly done: number;
  readonly designs: number;
  /** How far its search has come; absent while its cost is measured. */
  readonly search?: SearchProgress;
}

/** How the cost of a design's calls grows. */
export interface MatrixCost {
  readonly byDepth: CostOfModel;
  readonly byTasks: CostOfModel;
}

/** What was found about a design. */
export interface MatrixRow {
  readonly model: Model;
  /** What it is called in the matrix: the name of the design, or `NAME-KIND` if each kind of namespace is asked about separately. */
  readonly title: string;
  readonly kind?: Kind;
  /** What was asked, and in which scope: one entry for each property of the matrix, in the same order. */
  readonly asked: readonly { readonly property: Property; readonly scope: Scope }[];
  /** One for each entry of `asked`. */
  readonly verdicts: readonly Verdict[];
  /** The searches that this took: for each part one, or two if numbers matter to some of its properties. */
  readonly searches: readonly SearchResult[];
  /** What was found not to be symmetric: see `SearchResult`. */
  readonly asymmetries: readonly Asymmetry[];
  /** Absent if it was not measured. */
  readonly cost?: MatrixCost;
}

/** Every design by every property. */
export interface Matrix {
  /** The domain of all its designs. */
  readonly domain: Domain;
  /** Absent if each question has a scope of its own. */
  readonly scope?: Scope;
  /** The calls assumed to be fair in runs, besides those that each design and property assumes; absent if there are none. */
  readonly fair?: FairCalls;
  /** The properties or, if kinds of namespace are asked about separately, the questions. */
  readonly properties: readonly Pick<Property, "name" | "claim" | "source">[];
  /** One for each design, in the order requested, or for each kind of namespace. */
  readonly rows: readonly MatrixRow[];
}

/** Makes a matrix, yielding its progress now and then. */
export function* matrixInSteps<Wait extends Promise<void> = never>(
  models: readonly Model[],
  properties: readonly Property[],
  scope: Scope,
  options: MatrixOptions<Wait> = {},
): Generator<MatrixProgress | Wait, Matrix> {
  const rows: MatrixRow[] = [];
  for (const model of models) {
    const where = { model: model.name, done: rows.length, designs: models.length };
    const run = rowInSteps(model, properties, scope, options);
    let next = run.next();
    for (; !next.done; next = run.next())
      yield isWaiting(next.value) ? next.value : { ...where, ...(next.value && { search: next.value }) };
    rows.push(next.value);
  }
  const domain = models[0]?.domain;
  if (domain === undefined) throw new RangeError("a matrix needs at least one design");
  return { domain, scope, ...(options.fair && { fair: options.fair }), properties, rows };
}

/** Whether what a search yielded is a promise that it waits for, not its progress. */
export const isWaiting = <Wait extends Promise<void>>(
  told: SearchProgress | Wait | undefined,
): told is Wait => told instanceof Promise;

function* rowInSteps<Wait extends Promise<void>>(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  { symmetry = true, searchOf, searchFor, fair = {}, cost = true, interrupted }: MatrixOptions<Wait>,
): Generator<SearchProgress | Wait | undefined, MatrixRow> {
  const how = searchOf?.(model) ?? {};
  const search = searchFor?.(model.name, 0) ?? searchInSteps;
  const result = yield* search(model, properties, scope, { ...how, fair, symmetry });
  const searches = [result, ...(result.apart === undefined ? [] : [result.apart])];
  const { verdicts, asymmetries } = result;
  const measured = cost ? yield* measure(model, interrupted ?? never) : undefined;
  const asked = properties.map((property) => ({ property, scope }));
  return {
    model,
    title: model.name,
    asked,
    searches,
    verdicts,
    asymmetries,
    ...(measured && { cost: measured }),
  };
}

const never = (): boolean => false;

/** @returns `undefined` if it was interrupted */
function* measure(model: Model, interrupted: () => boolean): Generator<undefined, MatrixCost | undefined> {
  const byDepth = yield* quiet(costInSteps(model, LADDERS_BY_DEPTH), interrupted);
  const byTasks = yield* quiet(costInSteps(model, LADDERS_BY_TASKS), interrupted);
  return byDepth && byTasks && { byDepth, byTasks };
}

/** The same run, yielding as often but without values. @returns `undefined` if it was interrupted */
function* quiet<Result>(
  run: Generator<unknown, Result>,
  interrupted: () => boolean,
): Generator<undefined, Result | undefined> {
  while (!interrupted()) {
    const next = run.next();
    if (next.done) return next.value;
    yield undefined;
  }
  return undefined;
}
