/**
 * The matrix: every design by every property in one scope.
 *
 * A design is searched once for all its properties. Worlds that differ only in numbers count once, where the design allows that; a property to
 * which numbers matter is searched apart.
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

/** Searches a design for a row of a matrix. Besides how far it has come it may yield what it waits for. */
export type SearchOfRow<Wait> = (
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
) => Generator<SearchProgress | Wait, SearchResult>;

/** How a matrix is made. */
export interface MatrixOptions<Wait extends Promise<void> = never> {
  /** Whether worlds that differ only in numbers count once, where they may; so it is, unless told otherwise. */
  readonly symmetry?: boolean;
  /**
   * How a design is searched and where it stops. It is asked anew for each design, so that a clock can begin again. What it says of
   * symmetry does not count.
   */
  readonly searchOf?: (model: Model) => SearchOptions;
  /** The calls that are fair in the runs that are asked about: see `SearchOptions`. */
  readonly fair?: FairCalls | undefined;
  /**
   * Searches for the row of a title, instead of in memory.
   *
   * @param part where a row takes several searches: which of them
   */
  readonly searchFor?: ((title: string, part: number) => SearchOfRow<Wait>) | undefined;
  /** Asked all the time: whether to end early. What comes later is then not decided, and its cost not measured. */
  readonly interrupted?: () => boolean;
  /** Whether it is measured what the calls of each design cost; so it is, unless told otherwise. */
  readonly cost?: boolean;
}

/** How far a matrix has come. */
export interface MatrixProgress {
  /** The design that is searched. */
  readonly model: string;
  /** How many designs came before it. */
  readonly done: number;
  readonly designs: number;
  /** How far the search of it has come; nothing while its cost is measured. */
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
  /** What it is called in the matrix: the name of the design, and where that is asked of each kind of namespace apart, `NAME-KIND`. */
  readonly title: string;
  readonly kind?: Kind;
  /** What was asked, and in which scope: one for each property of the matrix, in its order. */
  readonly asked: readonly { readonly property: Property; readonly scope: Scope }[];
  /** One for each of these. */
  readonly verdicts: readonly Verdict[];
  /** The searches that this took: one, or two where numbers matter to some of the properties. */
  readonly searches: readonly SearchResult[];
  /** What was found not to be symmetric: see `SearchResult`. */
  readonly asymmetries: readonly Asymmetry[];
  /** Absent where it was not measured. */
  readonly cost?: MatrixCost;
}

/** Every design by every property. */
export interface Matrix {
  /** That of all its designs. */
  readonly domain: Domain;
  /** Absent where each question has a scope of its own. */
  readonly scope?: Scope;
  /** The calls that were taken for granted in runs, besides what each design and property does; absent where that is nothing. */
  readonly fair?: FairCalls;
  /** Where kinds of namespace are asked apart, the questions. */
  readonly properties: readonly Pick<Property, "name" | "claim" | "source">[];
  /** One for each design, in the order in which they were asked for. */
  readonly rows: readonly MatrixRow[];
}

/** Makes a matrix, and tells now and then how far it has come. */
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
  if (domain === undefined) throw new RangeError("a matrix has at least one design");
  return { domain, scope, ...(options.fair && { fair: options.fair }), properties, rows };
}

/** Whether a search waits for something, and does not tell how far it has come. */
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

/** @returns nothing where it was interrupted */
function* measure(model: Model, interrupted: () => boolean): Generator<undefined, MatrixCost | undefined> {
  const byDepth = yield* quiet(costInSteps(model, LADDERS_BY_DEPTH), interrupted);
  const byTasks = yield* quiet(costInSteps(model, LADDERS_BY_TASKS), interrupted);
  return byDepth && byTasks && { byDepth, byTasks };
}

/** The same run, which stops as often and says nothing. @returns nothing where it was interrupted */
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
