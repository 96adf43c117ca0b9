/**
 * One search: every call in every world of a scope, breadth first, by as many workers as there are, either up to symmetry or not.
 *
 * Workers count worlds, calls and cases, and note the length of the shortest history that settles each property. The history
 * itself is found afterwards (`tracesOf`), so it does not depend on which worker came first.
 */

import { counted } from "../../text/counted.ts";
import { ShapeError } from "../codec/shape-limits.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { explainFailure } from "../explain-failure.ts";
import type { RunsAsked } from "../liveness/check-runs.ts";
import type { FoundStates } from "../liveness/steps-of-forms.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../search-options.ts";
import type { SearchProgress } from "../search-result.ts";
import { DESIGN, firstAsymmetry } from "./asymmetries.ts";
import { leastBreach } from "./breaches.ts";
import { checkpointOf, type StatesCheckpoint } from "./checkpoint.ts";
import { FailedInState, FailedOnlyUnshared } from "./failed-in-state.ts";
import { COUNT, type FindingsOptions, sumOf } from "./findings.ts";
import { followRuns } from "./follow-runs.ts";
import { failureIn } from "./follower.ts";
import { guideOf, soughtIn, type Traces, tracesOf } from "./histories.ts";
import { Levels } from "./levels.ts";
import { Quotient } from "./quotient.ts";
import { QuotientGuide } from "./quotient-guide.ts";
import { type SearchTask, spaceOf } from "./search-task.ts";
import { SearchWorker } from "./search-worker.ts";
import { bytesTaken, CONTROL, makeSharedMemory, type SharedMemory, STOP } from "./shared-memory.ts";
import { type SingleResult, singleResult } from "./single-result.ts";
import { boundOf, STOPPED_WHERE_BROKEN } from "./verdicts.ts";

/** The maximum number of operations that a design can declare. */
const MAX_OPERATIONS = 1024;
/** The deepest level of a search. */
const DEEPEST_LEVEL = 2 ** 31 - 2;
/** A level of this many states is worth starting other workers. */
const WORTH_OTHER_WORKERS = 1000;
const MILLISECONDS_BETWEEN_PROGRESS = 40;

/** How to search once, either up to symmetry or not. */
export interface SingleSearch
  extends Omit<SearchOptions, "symmetry" | "resume" | "save" | "fair">,
    Pick<SearchTask, "model" | "properties" | "scope" | "symmetry" | "dataIndependence" | "renaming"> {
  /** What is checked on the runs of the states that it finds. Default: nothing. */
  readonly runs?: RunsAsked;
  readonly resume?: StatesCheckpoint | undefined;
  readonly save?: ((checkpoint: StatesCheckpoint) => void) | undefined;
}

/**
 * Searches, yielding its progress now and then.
 *
 * @throws {FailedAfter} if the design or a property fails in a world, with the history that leads there
 * @throws {FailedOnlyUnshared} if it fails only with opaque values that no search reaches
 */
export function searchOnce(how: SingleSearch): Generator<SearchProgress, SingleResult> {
  return explained(how, searchUnexplained(how));
}

/** The same search, except that a failure of the design or a property comes with the history that leads to it: see `searchOnce`. */
export function* explained<Step, Result>(
  how: SingleSearch,
  search: Generator<Step, Result>,
): Generator<Step | SearchProgress, Result> {
  try {
    return yield* search;
  } catch (error) {
    if (!(error instanceof FailedInState)) throw error;
    const task = { ...taskOf(how), depth: error.level };
    const explaining = explainFailure(error, task, how.guard);
    for (let next = explaining.next(); ; next = explaining.next()) {
      if (next.done) throw next.value ?? new FailedOnlyUnshared(error.message, { cause: error.cause });
      yield { worlds: 0, expanded: 0, depth: error.level, bytes: 0 };
    }
  }
}

function* searchUnexplained(how: SingleSearch): Generator<SearchProgress, SingleResult> {
  const { otherWorkers, resume } = how;
  const task = taskOf(how);
  const memory = memoryOf(task, 1 + (otherWorkers?.size ?? 0), how.memory ?? DEFAULT_MEMORY);
  const worker = new SearchWorker(task, memory, 0, how.guard);
  const levels = [...(resume?.levels ?? [1])];
  const formsBefore = [...(resume?.formsBefore ?? [])];
  if (resume === undefined) worker.begin();
  else worker.restore(resume);
  let areOthersStarted = false;
  const stopWhereDecided = (next: number): void => {
    const design = firstAsymmetry(memory, DESIGN);
    if (design !== undefined) Atomics.store(memory.control, CONTROL.stop, STOP.asymmetric);
    else if (how.untilBroken) stopWhereBroken(task, memory, next);
  };
  stopWhereDecided(levels.length - 1);
  const atLevelEnd = (): void => {
    stopWhereDecided(levels.length);
    const size = worker.sizeOfNext;
    levels.push(size);
    formsBefore.push(memory.control[CONTROL.formsBefore] ?? 0);
    how.save?.(checkpointOf(memory, levels, formsBefore));
    if (otherWorkers === undefined || size < WORTH_OTHER_WORKERS || areOthersStarted) return;
    areOthersStarted = true;
    otherWorkers.start(task, memory);
  };

  let reason: string | undefined;
  try {
    let told = Number.NEGATIVE_INFINITY;
    for (const _ of worker.work(atLevelEnd)) {
      reason ??= stopWhereAsked(memory, how);
      if (performance.now() - told < MILLISECONDS_BETWEEN_PROGRESS) continue;
      yield progressOf(memory, levels);
      told = performance.now();
      const failure = otherWorkers?.failure();
      if (failure !== undefined) throw failure;
    }
  } finally {
    otherWorkers?.dismiss();
  }
  const failure = failureIn(memory);
  if (failure !== undefined) throw failure;
  const longest = how.untilBroken ? leastBreach(task, memory) : Number.POSITIVE_INFINITY;
  formsBefore.push(memory.control[CONTROL.formsBefore] ?? 0);
  const quotient = new Quotient(worker.space, worker.store);
  const sought = soughtIn(task, memory, longest);
  const found = new Levels(memory, formsBefore);
  const tracing = tracesOf(
    worker.space,
    (one) => guideOf(new QuotientGuide(quotient, found, one)),
    sought,
    how,
  );
  const traces = yield* withProgress(tracing, () => progressOf(memory, levels));
  const bound = boundOf(memory, task, memory.control[CONTROL.lastLevel] ?? 0, reason ?? whyStopped(memory));
  const result = resultOf(task, worker.space, memory, levels, bound, traces);
  const isMisled = result.design !== undefined || result.misled !== undefined;
  if (how.runs === undefined || isMisled) return result;
  const ofRuns = {
    space: worker.space,
    states: foundStates(worker, memory),
    levelOf: (state: number) => found.of(state, 0),
    bound,
    memory: memory.options.mostBytes - bytesTaken(memory),
  };
  const onRuns = yield* withProgress(followRuns(ofRuns, how.runs, how), () => progressOf(memory, levels));
  return onRuns === "looked" ? { ...result, misled: "by opaque values" } : { ...result, onRuns };
}

/** The states that a search has found, by their forms. */
function foundStates({ store: { table } }: SearchWorker, { control }: SharedMemory): FoundStates {
  const size = control[CONTROL.forms] ?? 0;
  table.see(size - 1);
  return {
    size,
    words: table.words,
    placeOf: (state) => table.placeOf(state),
    find: (words, at) => table.find(words, at),
  };
}

/** Does other work for a search, yielding the search's progress now and then. */
export function* withProgress<Found>(
  work: Generator<void, Found>,
  progress: () => SearchProgress,
): Generator<SearchProgress, Found> {
  let told = performance.now();
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return next.value;
    if (performance.now() - told < MILLISECONDS_BETWEEN_PROGRESS) continue;
    told = performance.now();
    yield progress();
  }
}

/** Makes the memory that the workers of a search share. */
export function memoryOf(task: SearchTask, workers: number, mostBytes: number): SharedMemory {
  const { depth } = task;
  return makeSharedMemory({ ...findingsOptionsOf(task, spaceOf(task)), workers, mostBytes, depth });
}

/** What is needed to make room for what one worker finds. @throws {ShapeError} if the design declares too many calls */
export function findingsOptionsOf(
  { model, properties }: SearchTask,
  { packer }: StateSpace,
): FindingsOptions {
  const operations = Object.keys(model.calls).length;
  if (operations > MAX_OPERATIONS)
    throw new ShapeError(
      `${model.name} declares ${operations.toLocaleString("en")} calls, but a search can distinguish at most ${MAX_OPERATIONS.toLocaleString("en")}`,
    );
  return { workers: 1, wordsOfState: packer.length, operations, properties: properties.length };
}

/** The task of a search, without its other bounds and how it is run. */
export function taskOf({
  model,
  properties,
  scope,
  symmetry,
  dataIndependence,
  renaming,
  ...how
}: SingleSearch): SearchTask {
  const { comparisons = "every", depth = DEEPEST_LEVEL } = how;
  return {
    model,
    properties,
    scope,
    symmetry,
    dataIndependence: symmetry && dataIndependence,
    renaming: symmetry && renaming,
    comparisons,
    depth: Math.min(depth, DEEPEST_LEVEL),
  };
}

function progressOf(memory: SharedMemory, levels: readonly number[]): SearchProgress {
  return {
    worlds: sumOf(memory, COUNT.states),
    expanded: sumOf(memory, COUNT.expanded),
    depth: levels.length - 1,
    bytes: bytesTaken(memory),
  };
}

/**
 * Stops a search before a level once all histories of the least length that break a property have been seen: a property on steps is broken by a
 * step from the level before, one on worlds in a world of the level itself, which is then checked but not expanded.
 */
function stopWhereBroken(task: SearchTask, memory: SharedMemory, next: number): void {
  const least = leastBreach(task, memory);
  if (least < next) Atomics.store(memory.control, CONTROL.stop, STOP.broken);
  else if (least === next) Atomics.store(memory.control, CONTROL.lastLevel, next);
}

/** Asks whether to stop, and tells the workers. */
function stopWhereAsked(memory: SharedMemory, { stop, worlds }: SingleSearch): string | undefined {
  const tooMany = worlds !== undefined && sumOf(memory, COUNT.states) > worlds;
  const reason = tooMany ? `more than ${counted(worlds, "world")}` : stop?.();
  if (reason !== undefined) Atomics.store(memory.control, CONTROL.stop, STOP.asked);
  return reason;
}

function resultOf(
  task: SearchTask,
  space: StateSpace,
  memory: SharedMemory,
  levels: readonly number[],
  bound: string | undefined,
  traces: Traces,
): SingleResult {
  return singleResult(task, space, memory, levels, { bound, bytes: bytesTaken(memory), traces });
}

/** Why a search has stopped by itself, or `undefined` if it has not. */
function whyStopped({ control, options }: SharedMemory): string | undefined {
  if (control[CONTROL.stop] === STOP.memory)
    return `the worlds exceed the limit of ${options.mostBytes / 2 ** 20} MiB`;
  return control[CONTROL.stop] === STOP.broken ? STOPPED_WHERE_BROKEN : undefined;
}
