/**
 * The same search as in memory (search/single-search.ts), with its states in named objects: level by level, by jobs. Memory must hold what a job
 * works on, but not the states.
 *
 * At the end of each level everything that the search knows is saved. Jobs done after that are not done again.
 */
import type { Objects } from "../../objects/objects.ts";
import { counted } from "../../text/counted.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { DESIGN, firstAsymmetry } from "../search/asymmetries.ts";
import { leastBreach } from "../search/breaches.ts";
import { openOnLevel } from "../search/examiner.ts";
import {
  COUNT,
  callCount,
  type Findings,
  type FindingsOptions,
  LED_TO_NEW,
  makeFindings,
  sumOf,
} from "../search/findings.ts";
import { soughtIn, tracesOf } from "../search/histories.ts";
import { type SearchTask, spaceOf } from "../search/search-task.ts";
import { type SingleResult, singleResult } from "../search/single-result.ts";
import { explained, findingsOptionsOf, type SingleSearch, taskOf } from "../search/single-search.ts";
import { type SummedFindings, sumOfFindings } from "../search/summed-findings.ts";
import { boundOf, STOPPED_WHERE_BROKEN } from "../search/verdicts.ts";
import type { SearchProgress } from "../search-result.ts";
import { findingsAsData, findingsFromData } from "./findings-as-data.ts";
import { followStoredRuns } from "./follow-stored-runs.ts";
import { areFolded, bitOf, groupOf } from "./groups.ts";
import type { DeduplicateResult, Job, JobResult, JobRunner, MergeJob, ResultOf } from "./jobs.ts";
import { resultName } from "./jobs.ts";
import { type KeyShape, keyShapeOf, partitionOf } from "./key.ts";
import { type List, ListWriter, sizeOf } from "./list.ts";
import { deduplicateJobs, expandJobs, gatherJobs, listsToMerge } from "./plan.ts";
import { loadState, type SearchState, type Settings, STATE_VERSION, saveState } from "./search-state.ts";
import { waitFor } from "./wait.ts";
import { waysTo } from "./ways.ts";

/** Where a search keeps its states, and what does its jobs. */
export interface Storage {
  readonly objects: Objects;
  /** For a search that begins here; one that is resumed has its own. */
  readonly settings: (shape: KeyShape) => Settings;
  /** Upper bound on the memory of the states on the way to a counterexample, in bytes. */
  readonly memory: number;
  /** Runs the jobs of a search; the caller shuts it down. */
  runnerOf(task: SearchTask): JobRunner;
}

/** How often it checks whether to stop while jobs run, in milliseconds. */
const MILLISECONDS_BETWEEN_LOOKS = 50;

type Step = SearchProgress | Promise<void>;

/**
 * Searches once, or resumes the search that these objects hold.
 *
 * @throws {DamagedObject} if an object is not as it was written
 * @throws what `searchOnce` throws
 */
export function searchStored(how: SingleSearch, storage: Storage): Generator<Step, SingleResult> {
  return explained(how, new StoredSearch(how, storage).run());
}

class StoredSearch {
  readonly #how: SingleSearch;
  readonly #storage: Storage;
  readonly #task: SearchTask;
  readonly #space: StateSpace;
  readonly #shape: KeyShape;
  readonly #options: FindingsOptions;
  readonly #runner: JobRunner;
  /** The names of objects begin with it. */
  readonly #part: string;
  /** States of this level are checked, but not expanded. */
  #lastLevel: number;
  /** Why the search stops before its end. */
  #stopped: string | undefined;
  /** How many states of the level were expanded so far. */
  #expanded = 0;

  constructor(how: SingleSearch, storage: Storage) {
    this.#how = how;
    this.#storage = storage;
    this.#task = { ...taskOf(how), renaming: false }; // states that differ only in names are expanded one by one
    this.#space = spaceOf(this.#task);
    this.#shape = keyShapeOf(this.#space);
    this.#options = findingsOptionsOf(this.#task, this.#space);
    this.#runner = storage.runnerOf(this.#task);
    this.#part = partOf(this.#task);
    this.#lastLevel = this.#task.depth;
  }

  *run(): Generator<Step, SingleResult> {
    let state = (yield* this.#saved()) ?? (yield* this.#begin());
    this.#stopWhereDecided(state);
    while (!state.isDone && this.#stopped === undefined) {
      const next = yield* this.#level(state);
      if (next === undefined) break;
      yield* waitFor(saveState(this.#storage.objects, this.#part, next));
      yield* waitFor(this.#tidy(next));
      state = next;
      if (!state.isDone) this.#stopWhereDecided(state);
      yield this.#progress(state);
    }
    return yield* this.#result(state);
  }

  /** The saved state of the search, if the search that was interrupted was this one. */
  *#saved(): Generator<Step, SearchState | undefined> {
    const { objects } = this.#storage;
    const saved = yield* waitFor(loadState(objects, this.#part));
    if (saved === undefined) return undefined;
    const names = this.#task.properties.map(({ name }) => name);
    const isSame =
      saved.dataIndependence === this.#task.dataIndependence &&
      saved.properties.length === names.length &&
      saved.properties.every((name, place) => name === names[place]);
    if (isSame) {
      yield* waitFor(this.#tidy(saved));
      return saved;
    }
    // The earlier part ended differently: it was stopped before everything was tested.
    yield* waitFor(objects.list(`${this.#part}/`).then((names) => objects.remove(names)));
    return undefined;
  }

  *#begin(): Generator<Step, SearchState> {
    const { objects } = this.#storage;
    const settings = this.#storage.settings(this.#shape);
    const { words, sharing } = this.#space;
    this.#space.settle(this.#space.first());
    const key = new Int32Array(this.#shape.width);
    key.set(words);
    const isFolded = areFolded(this.#shape);
    const combination = isFolded ? sharing.combination() : 0;
    if (isFolded) key[this.#shape.form] = groupOf(combination);
    const writer = new ListWriter(
      objects,
      `${this.#part}/level-0/new-0`,
      this.#shape,
      "states",
      settings.part,
    );
    writer.add(key, 0, bitOf(combination));
    const list = yield* waitFor(writer.end());
    const partition = partitionOf(key, 0, this.#shape, settings.partitions);
    const findings = makeFindings(this.#options, false);
    findings.counts[0]?.set([1], COUNT.states);
    const state: SearchState = {
      version: STATE_VERSION,
      properties: this.#task.properties.map(({ name }) => name),
      dataIndependence: this.#task.dataIndependence,
      settings,
      levels: [1],
      lists: [[list]],
      known: Array.from({ length: settings.partitions }, (_, place) => (place === partition ? [list] : [])),
      findings: findingsAsData(sumOfFindings(findings)),
      isDone: false,
    };
    yield* waitFor(saveState(objects, this.#part, state));
    return state;
  }

  /** Goes through one level. @returns the state at its end, or `undefined` if asked to stop before */
  *#level(state: SearchState): Generator<Step, SearchState | undefined> {
    const level = state.levels.length - 1;
    const here = `${this.#part}/level-${level}`;
    const next = `${this.#part}/level-${level + 1}`;
    const isLast = level >= this.#lastLevel;
    const open = openOnLevel(this.#task, this.#findings(state), level);
    const jobs = expandJobs(here, state, isLast, open);
    this.#expanded = 0;
    const expanded = yield* this.#done(jobs, state);
    if (expanded === undefined) return undefined;
    const found = [
      findingsFromData(state.findings),
      ...expanded.map(({ findings }) => findingsFromData(findings)),
    ];
    if (isLast) return { ...state, findings: this.#sum(found), isDone: true };

    const byPartition: List[][] = state.known.map(() => []);
    for (const { candidates } of expanded)
      for (const { partition, list } of candidates) byPartition[partition]?.push(list);
    const few = yield* this.#gathered(byPartition, here, state);
    if (few === undefined) return undefined;
    const deduplicated = yield* this.#done(deduplicateJobs(next, few, state), state);
    if (deduplicated === undefined) return undefined;
    const known = yield* this.#known(state, deduplicated, next);
    if (known === undefined) return undefined;

    const lists = deduplicated.map(({ list }) => list).filter((list) => sizeOf(list) > 0);
    const size = lists.reduce((sum, list) => sum + sizeOf(list), 0);
    const findings = this.#sum([...found, this.#newStates(deduplicated, size)]);
    if (size === 0) return { ...state, findings, isDone: true };
    return { ...state, levels: [...state.levels, size], lists: [...state.lists, lists], known, findings };
  }

  /** Merges lists of candidates into fewer as long as there are more than can be merged at once. */
  *#gathered(
    lists: readonly (readonly List[])[],
    prefix: string,
    state: SearchState,
  ): Generator<Step, readonly (readonly List[])[] | undefined> {
    let few = lists;
    for (let round = 0; ; round++) {
      const jobs = few.map((of, partition) =>
        gatherJobs(`${prefix}/gather-${round}-${partition}`, of, state.settings),
      );
      if (jobs.every(({ length }) => length === 0)) return few;
      const gathered = yield* this.#done(jobs.flat(), state);
      if (gathered === undefined) return undefined;
      const results = gathered.map(({ list }) => list);
      few = few.map((of, partition) => {
        const count = jobs[partition]?.length ?? 0;
        return count === 0 ? of : results.splice(0, count);
      });
    }
  }

  /** The lists of known states and the new ones, some merged into one. */
  *#known(
    state: SearchState,
    deduplicated: readonly DeduplicateResult[],
    prefix: string,
  ): Generator<Step, readonly (readonly List[])[] | undefined> {
    const known = state.known.map((lists) => [...lists]);
    for (const { list } of deduplicated) if (sizeOf(list) > 0) known[partitionIn(list.name)]?.push(list);
    const jobs: MergeJob[] = known.flatMap((lists, partition) => {
      const count = listsToMerge(lists);
      if (count === 0) return [];
      return [
        {
          is: "merge",
          name: `${prefix}/known-${partition}`,
          part: state.settings.part,
          lists: lists.slice(-count),
          content: "states",
        },
      ];
    });
    const merged = yield* this.#done(jobs, state);
    if (merged === undefined) return undefined;
    for (const [place, { name, lists }] of jobs.entries()) {
      const list = merged[place]?.list;
      if (list !== undefined) known[partitionIn(name)]?.splice(-lists.length, lists.length, list);
    }
    return known;
  }

  /** What deduplication adds to the findings. */
  #newStates(results: readonly DeduplicateResult[], size: number): SummedFindings {
    const findings = makeFindings(this.#options, false);
    const [counts = new Float64Array()] = findings.counts;
    counts[COUNT.states] = size;
    for (const { byOperation } of results)
      for (const [operation, states] of byOperation.entries()) {
        const place = callCount(operation, LED_TO_NEW);
        counts[place] = (counts[place] ?? 0) + states;
      }
    return sumOfFindings(findings);
  }

  /** Runs jobs and yields progress. @returns their results, or `undefined` if asked to stop before all are done */
  *#done<J extends Job>(jobs: readonly J[], state: SearchState): Generator<Step, ResultOf<J>[] | undefined> {
    if (jobs.length === 0) return [];
    const asking = new AbortController();
    let results: ResultOf<J>[] | undefined;
    const work = this.#runner
      .run(jobs, asking.signal, (result: JobResult) => {
        if (result.is === "expand") this.#expanded += result.findings.counts[COUNT.expanded] ?? 0;
      })
      .then((found) => {
        results = found;
      });
    for (;;) {
      const look = new Promise<void>((resume) => setTimeout(resume, MILLISECONDS_BETWEEN_LOOKS));
      try {
        yield* waitFor(Promise.race([work, look]));
      } catch (error) {
        if (asking.signal.aborted && error === asking.signal.reason) return undefined;
        throw error;
      }
      if (results !== undefined) return results;
      yield this.#progress(state);
      this.#stopped ??= this.#how.stop?.();
      if (this.#stopped !== undefined && !asking.signal.aborted) asking.abort();
    }
  }

  #progress({ levels, known, findings }: SearchState): SearchProgress {
    return {
      worlds: findings.counts[COUNT.states] ?? 0,
      expanded: (findings.counts[COUNT.expanded] ?? 0) + this.#expanded,
      depth: levels.length - 1,
      bytes: bytesOf(known),
    };
  }

  /** Stops before a level if everything that was asked is known: see `stopWhereBroken` in search/single-search.ts. */
  #stopWhereDecided(state: SearchState): void {
    const findings = this.#findings(state);
    const next = state.levels.length - 1;
    const { worlds, untilBroken, stop } = this.#how;
    if (firstAsymmetry(findings, DESIGN) !== undefined) {
      this.#stopped = "the design is not symmetric";
      return;
    }
    if (untilBroken) {
      const least = leastBreach(this.#task, findings);
      if (least < next) this.#stopped = STOPPED_WHERE_BROKEN;
      else if (least === next) this.#lastLevel = next;
    }
    if (worlds !== undefined && sumOf(findings, COUNT.states) > worlds)
      this.#stopped ??= `more than ${counted(worlds, "world")}`;
    this.#stopped ??= stop?.();
  }

  *#result(state: SearchState): Generator<Step, SingleResult> {
    const findings = this.#findings(state);
    const { untilBroken } = this.#how;
    const longest = untilBroken ? leastBreach(this.#task, findings) : Number.POSITIVE_INFINITY;
    const sought = soughtIn(this.#task, findings, longest);
    const { objects, memory } = this.#storage;
    const guideTo = waysTo({ space: this.#space, objects, lists: state.lists, sought, memory });
    const traces = yield* this.#withProgress(tracesOf(this.#space, guideTo, sought, this.#how), state);
    const bound = boundOf(findings, this.#task, this.#lastLevel, this.#stopped);
    const ends = { bound, bytes: bytesOf(state.known), traces };
    const result = singleResult(this.#task, this.#space, findings, state.levels, ends);
    const isMisled = result.design !== undefined || result.misled !== undefined;
    const { runs } = this.#how;
    if (runs === undefined || isMisled) return result;
    const stored = { space: this.#space, objects, lists: state.lists, shape: this.#shape, memory, bound };
    const onRuns = yield* this.#withProgress(followStoredRuns(stored, runs, this.#how), state);
    return onRuns === "looked" ? { ...result, misled: "by opaque values" } : { ...result, onRuns };
  }

  /** Runs other work: passes on the promises that it yields, and yields the search's progress whenever it yields anything else. */
  *#withProgress<Found>(
    work: Generator<Promise<void> | void, Found>,
    state: SearchState,
  ): Generator<Step, Found> {
    for (let next = work.next(); ; next = work.next()) {
      if (next.done) return next.value;
      yield next.value instanceof Promise ? next.value : this.#progress(state);
    }
  }

  #findings({ findings }: SearchState): Findings {
    return this.#together([findingsFromData(findings)]);
  }

  #sum(all: readonly SummedFindings[]) {
    return findingsAsData(sumOfFindings(this.#together(all)));
  }

  /** Several findings, as if each were that of a worker. */
  #together(all: readonly SummedFindings[]): Findings {
    return {
      options: { ...this.#options, workers: all.length },
      counts: all.map(({ counts }) => counts),
      breaches: all.map(({ breaches }) => breaches),
      asymmetries: all.map(({ asymmetries }) => asymmetries),
      terminal: all.map(({ terminal }) => terminal),
    };
  }

  /** Removes what is no longer needed: what earlier levels had besides their states, and lists that were merged into others. */
  async #tidy({ levels, lists, known, isDone }: SearchState): Promise<void> {
    const { objects } = this.#storage;
    const kept = new Set([...lists, ...known].flat().map(({ name }) => name));
    const firstUnderWay = isDone ? Number.POSITIVE_INFINITY : levels.length - 1;
    const names = await objects.list(`${this.#part}/level-`);
    const isOver = (name: string): boolean => levelIn(name) < firstUnderWay;
    await objects.remove(
      names.filter((name) => isOver(name) && !(kept.has(listIn(name)) && name !== resultName(listIn(name)))),
    );
  }
}

/** What a kind of search is called in the names of objects. */
function partOf({ symmetry, dataIndependence }: SearchTask): string {
  if (!symmetry) return "without-symmetry";
  return dataIndependence ? "folded" : "one-by-one";
}

/** The level to which an object belongs. */
const levelIn = (name: string): number => Number(/\/level-(\d+)\//.exec(name)?.[1]);

/** The list of which an object is part. */
const listIn = (name: string): string => name.slice(0, name.lastIndexOf("."));

/** The partition to which a list belongs. */
const partitionIn = (name: string): number => Number(name.slice(name.lastIndexOf("-") + 1));

function bytesOf(lists: readonly (readonly List[])[]): number {
  return lists.flat().reduce((sum, { bytes }) => sum + bytes, 0);
}
