/**
 * The search: every call in every world of a scope, up to symmetry if that is requested and sound, otherwise without symmetry.
 *
 * A search up to symmetry assumes that the design and the properties are symmetric: that a number means nothing to them but which row it is.
 * This is tested before and during the search. If it proves false, the search goes on without symmetry: for everything if the design is not
 * symmetric, otherwise for the properties that are not.
 *
 * A state is canonicalized and identified by `FormFinder.locate` (expand/form-finder.ts), stored by `StateStore` (search/state-store.ts), and
 * expanded by `Expander.expand` (expand/expander.ts); the loop over the levels is in search/search-worker.ts.
 */
import { finish } from "../history/finish.ts";
import { fairTogether } from "../model/fairness.ts";
import type { Model } from "../model/model.ts";
import type { OnRuns } from "../model/on-runs.ts";
import { divided, type PointProperty, type Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { guardedSteps, unguarded } from "./checked/guard.ts";
import { areEqual } from "./codec/words.ts";
import { StateSpace, whyNotSymmetric } from "./expand/state-space.ts";
import { opaqueSortsOf } from "./partition/control-part.ts";
import type { SearchPart, StatesCheckpoint } from "./search/checkpoint.ts";
import { FailedOnlyUnshared } from "./search/failed-in-state.ts";
import type { SingleResult } from "./search/single-result.ts";
import { type SingleSearch, searchOnce } from "./search/single-search.ts";
import { type Misled, STOPPED_WHERE_BROKEN } from "./search/verdicts.ts";
import type { SearchOptions } from "./search-options.ts";
import type { SearchProgress, SearchResult } from "./search-result.ts";
import { Renamings } from "./symmetry/renamings.ts";
import type { Asymmetry } from "./symmetry-test/asymmetry.ts";
import { checkSymmetryInSteps } from "./symmetry-test/law.ts";
import { walkForSymmetry } from "./symmetry-test/walk.ts";
import { inOrderOf } from "./verdict-of.ts";

/** Searches a scope to its end or a bound. */
export function search(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions = {},
): SearchResult {
  return finish(searchInSteps(model, properties, scope, options));
}

/** The same search in steps, yielding its progress now and then. */
export function searchInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions = {},
): Generator<SearchProgress, SearchResult> {
  return searchBy(searchOnce, model, properties, scope, options);
}

/** Searches once, either up to symmetry or not. Besides its progress it may yield what it waits for. */
export type SearchOnce<Wait> = (how: SingleSearch) => Generator<SearchProgress | Wait, SingleResult>;

/** The same, for states that are stored elsewhere. @param once searches a part; in memory that is `searchOnce` */
export function searchBy<Wait = never>(
  once: SearchOnce<Wait>,
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
): Generator<SearchProgress | Wait, SearchResult> {
  return new Search(once, model, properties, scope, options).run();
}

const NO_PROGRESS: SearchProgress = { worlds: 0, expanded: 0, depth: 0, bytes: 0 };

const WITHOUT_SYMMETRY = {
  symmetry: false,
  dataIndependence: false,
  renaming: false,
  hasLooked: false,
  namesMatter: false,
} as const;

class Search<Wait> {
  readonly #once: SearchOnce<Wait>;
  readonly #model: Model;
  readonly #all: readonly Property[];
  /** Those that are checked in worlds and on steps. */
  readonly #properties: readonly PointProperty[];
  readonly #onRuns: readonly OnRuns[];
  readonly #scope: Scope;
  readonly #options: SearchOptions;
  #spaceUpToSymmetry: StateSpace | undefined;
  /** Whether the design or a property was seen to look at opaque values. */
  #hasLooked = false;
  /** Whether names were seen to matter to the design or a property. */
  #doNamesMatter = false;
  /** What was found not to be symmetric so far. */
  #found: readonly Asymmetry[] = [];

  constructor(
    once: SearchOnce<Wait>,
    model: Model,
    properties: readonly Property[],
    scope: Scope,
    options: SearchOptions,
  ) {
    this.#once = once;
    this.#model = model;
    const { atPoints, onRuns } = divided(properties);
    this.#all = properties;
    this.#properties = atPoints;
    this.#onRuns = onRuns;
    this.#scope = scope;
    this.#options = options;
  }

  *run(): Generator<SearchProgress | Wait, SearchResult> {
    const { resume, symmetry = false } = this.#options;
    const all = [...this.#properties.keys()];
    if (resume !== undefined) this.#found = resume.part.found;
    this.#hasLooked = resume?.part.hasLooked ?? false;
    this.#doNamesMatter = resume?.part.namesMatter ?? false;
    const isDeclared = this.#model.numbersMatter || whyNotSymmetric(this.#model, this.#scope) !== undefined;
    if (!symmetry || isDeclared || this.#isDesignAsymmetric) return yield* this.#withoutSymmetry(all);

    const undeclared = this.#properties.filter(({ numbersMatter }) => numbersMatter === undefined);
    if (resume === undefined) this.#found = yield* this.#alongRuns(undeclared);
    if (resume === undefined && this.#options.comparisons === "every") yield* this.#walk(undeclared);
    if (this.#isDesignAsymmetric) return yield* this.#withoutSymmetry(all);
    const together =
      resume?.part.symmetry === true
        ? resume.part.properties
        : [...this.#properties.entries()].flatMap(([index, property]) =>
            this.#doNumbersMatterTo(property) ? [] : [index],
          );
    if (together.length === 0 && all.length > 0) return yield* this.#withoutSymmetry(all);
    const areNoneUpToSymmetry = all.length === 0 && this.#onRunsOf(true).length === 0;
    if (areNoneUpToSymmetry && this.#onRuns.length > 0) return yield* this.#withoutSymmetry(all);
    return yield* this.#upToSymmetry(together);
  }

  /** Tests symmetry along random runs. @returns what is not symmetric; nothing if asked to stop before the runs have ended */
  *#alongRuns(undeclared: readonly PointProperty[]): Generator<SearchProgress, Asymmetry[]> {
    const { guard = unguarded, stop } = this.#options;
    const testing = guardedSteps(guard, checkSymmetryInSteps(this.#space, undeclared));
    while (stop?.() === undefined) {
      const next = testing.next();
      if (next.done) return next.value;
      yield NO_PROGRESS;
    }
    return [];
  }

  /** Compares worlds near the first one, until done or asked to stop. */
  *#walk(undeclared: readonly PointProperty[]): Generator<SearchProgress, void> {
    if (this.#isDesignAsymmetric) return;
    const { guard = unguarded, stop } = this.#options;
    const left = undeclared.filter(({ name }) => this.#found.every(({ property }) => property !== name));
    const walking = walkForSymmetry(this.#space, left, guard);
    while (stop?.() === undefined) {
      const next = walking.next();
      if (next.done) {
        const isDesign = next.value.some(({ property }) => property === undefined);
        this.#found = isDesign ? next.value : [...this.#found, ...next.value];
        return;
      }
      yield NO_PROGRESS;
    }
  }

  *#upToSymmetry(together: readonly number[]): Generator<SearchProgress | Wait, SearchResult> {
    const all = [...this.#properties.keys()];
    const dataIndependence = !this.#hasLooked && this.#isFoldingWorthwhile;
    // What is not known to be symmetric is likelier to depend on names than on numbers, and missing that would mean a false verdict.
    const isKnown = this.#options.comparisons === "some";
    const renaming = isKnown && !this.#doNamesMatter && areNamesFree(this.#space);
    const first = yield* this.#partUnlessMisled({
      symmetry: true,
      dataIndependence,
      renaming,
      hasLooked: this.#hasLooked,
      namesMatter: this.#doNamesMatter,
      found: this.#found,
      properties: together,
    });
    if (first === "by names" || first === "by opaque values") {
      if (first === "by names") this.#doNamesMatter = true;
      else this.#hasLooked = true;
      return yield* this.#upToSymmetry(together);
    }
    if (first.design !== undefined) {
      this.#found = [first.design];
      return yield* this.#withoutSymmetry(all);
    }
    this.#found = [...this.#found, ...first.asymmetric.values(), ...(first.onRuns?.asymmetric ?? [])];
    const left = together.filter((_, place) => !first.asymmetric.has(place));
    const apart = all.filter((index) => !left.includes(index));
    if (apart.length === 0 && this.#onRunsOf(false).length === 0) return this.#result(first, together);
    if (left.length === 0 && all.length > 0) return yield* this.#withoutSymmetry(all);
    const second = yield* this.#part({ ...WITHOUT_SYMMETRY, properties: apart, found: this.#found }, false);
    return this.#result(first, together, this.#result(second, apart));
  }

  /** Searches a part up to symmetry. @returns the result, or what misled the search: opaque values that are looked at, or names that matter */
  *#partUnlessMisled(part: SearchPart): Generator<SearchProgress | Wait, SingleResult | Misled> {
    try {
      const found = yield* this.#part(part, true);
      return found.misled ?? found;
    } catch (error) {
      if (error instanceof FailedOnlyUnshared) return "by opaque values";
      throw error;
    }
  }

  *#withoutSymmetry(properties: readonly number[]): Generator<SearchProgress | Wait, SearchResult> {
    const found = yield* this.#part({ ...WITHOUT_SYMMETRY, properties, found: this.#found }, undefined);
    return this.#result(found, properties);
  }

  /** The properties on runs: all, or only those that can (`true`) or cannot (`false`) be decided up to symmetry. */
  #onRunsOf(symmetry: boolean | undefined): readonly OnRuns[] {
    if (symmetry === undefined) return this.#onRuns;
    return this.#onRuns.filter((property) => this.#doNumbersMatterTo(property) !== symmetry);
  }

  /** Searches one part, resuming it if it was saved. @param symmetry which properties on runs it decides: see `#onRunsOf` */
  *#part(part: SearchPart, symmetry: boolean | undefined): Generator<SearchProgress | Wait, SingleResult> {
    const { resume, save, fair, ...options } = this.#options;
    const onRuns = this.#onRunsOf(symmetry);
    const isSaved = resume !== undefined && isSamePart(resume.part, part);
    // What comes before the saved part is searched again, without overwriting the save.
    const isBeforeSaved = resume !== undefined && !resume.part.symmetry && part.symmetry;
    return yield* this.#once({
      ...options,
      model: this.#model,
      properties: part.properties.flatMap((index) => this.#properties[index] ?? []),
      scope: this.#scope,
      ...(onRuns.length > 0 && { runs: { properties: onRuns, fair: fairTogether(this.#model.fair, fair) } }),
      symmetry: part.symmetry,
      dataIndependence: part.dataIndependence,
      renaming: part.renaming,
      resume: isSaved ? resume : undefined,
      save:
        save === undefined || isBeforeSaved
          ? undefined
          : (checkpoint: StatesCheckpoint) => save({ ...checkpoint, part }),
    });
  }

  /** With a single opaque sort, the holders of a control form hardly ever share. */
  get #isFoldingWorthwhile(): boolean {
    return opaqueSortsOf(this.#space.part.whole).length > 1;
  }

  /** The states up to symmetry, with nothing opaque. */
  get #space(): StateSpace {
    this.#spaceUpToSymmetry ??= new StateSpace(this.#model, this.#scope, { symmetry: true });
    return this.#spaceUpToSymmetry;
  }

  get #isDesignAsymmetric(): boolean {
    return this.#found.some(({ property }) => property === undefined);
  }

  #doNumbersMatterTo({ name, numbersMatter }: Property): boolean {
    return numbersMatter === true || this.#found.some(({ property }) => property === name);
  }

  /** @param apart what a second search has found for the other properties */
  #result(
    { verdicts, onRuns, design: _, asymmetric: __, misled: ___, ...found }: SingleResult,
    properties: readonly number[],
    apart?: SearchResult,
  ): SearchResult {
    const names = properties.map((index) => this.#properties[index]?.name);
    const own = [...verdicts, ...(onRuns?.verdicts ?? [])].filter((verdict) => verdict !== undefined);
    const both = [...own, ...(apart?.verdicts ?? [])];
    const inOrder = inOrderOf(this.#all, both);
    const isPart = apart === undefined && names.length < this.#properties.length;
    return {
      ...found,
      verdicts: this.#options.untilBroken && !isPart ? shortestAlone(inOrder) : inOrder,
      asymmetries: isPart ? [] : this.#found,
      ...(apart && { apart }),
    };
  }
}

function isSamePart(one: SearchPart, other: SearchPart): boolean {
  return (
    one.symmetry === other.symmetry &&
    one.hasLooked === other.hasLooked &&
    one.namesMatter === other.namesMatter
  );
}

/** Whether no renaming changes the first state: only then do renamings take reachable states to reachable states. */
function areNamesFree(space: StateSpace): boolean {
  const renamings = new Renamings(space.part.whole);
  const first = space.first();
  for (let renaming = 0; renaming < renamings.count; renaming++) {
    const renamed = first.slice();
    renamings.apply(renaming, renamed);
    if (!areEqual(first, renamed)) return false;
  }
  return renamings.count > 0;
}

/** Keeps only the shortest of the histories that break properties; properties with longer ones become not decided. */
function shortestAlone(verdicts: readonly Verdict[]): Verdict[] {
  const lengthOf = ({ verdict, history, length }: Verdict) =>
    verdict === "broken" ? (history?.length ?? length) : undefined;
  const least = Math.min(...verdicts.map((verdict) => lengthOf(verdict) ?? Number.POSITIVE_INFINITY));
  return verdicts.map((verdict) => {
    if ((lengthOf(verdict) ?? 0) <= least) return verdict;
    const { property, cases } = verdict;
    return { property, cases, verdict: "not-decided", why: STOPPED_WHERE_BROKEN };
  });
}
