/**
 * One search: every call in every world of a scope, breadth first, by as many workers as there are, either up to symmetry or in whole numbers.
 *
 * Workers count worlds, calls and cases, and note how long the shortest history is that breaks a property. Which history it
 * is, is found out afterwards (`traceInSteps`), so that it does not depend on who came first.
 */
import { finish } from "../../history/finish.ts";
import { counted } from "../../model/counted.ts";
import type { Observation } from "../../model/observation.ts";
import { OUTCOMES } from "../../model/outcome.ts";
import type { Property } from "../../model/property.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { CallCounts } from "../call-counts.ts";
import { unguarded } from "../checked/guard.ts";
import { ShapeError } from "../codec/shape-limits.ts";
import { UNCHANGED } from "../expand/expansion.ts";
import { openClaimsOf } from "../expand/open-claims.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { explainFailure } from "../explain-failure.ts";
import type { Trace } from "../replayed.ts";
import { verdictOf, verdictWithoutHistory, verdictWithoutRun } from "../ruling.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../search-options.ts";
import type { SearchProgress, SearchResult } from "../search-result.ts";
import type { Asymmetry } from "../symmetry-test/asymmetry.ts";
import { drawMember } from "../symmetry-test/members.ts";
import { nameAsymmetry, type Suspicion } from "../symmetry-test/name-asymmetry.ts";
import { OrbitComparer } from "../symmetry-test/orbit-comparer.ts";
import { DESIGN, firstAsymmetry, type Sighting } from "./asymmetries.ts";
import { shortestBreach } from "./breaches.ts";
import { checkpointOf, type StatesCheckpoint } from "./checkpoint.ts";
import { FailedInState } from "./failed-in-state.ts";
import { failureIn } from "./follower.ts";
import { Levels } from "./levels.ts";
import { Quotient } from "./quotient.ts";
import { type SearchTask, spaceOf } from "./search-task.ts";
import { SearchWorker } from "./search-worker.ts";
import {
  bytesOf,
  CONTROL,
  COUNT,
  callCount,
  caseCount,
  LED_TO_NEW,
  makeSharedMemory,
  notesOf,
  type SharedMemory,
  STOP,
} from "./shared-memory.ts";
import { terminalStatesIn } from "./terminal-states.ts";
import { type Sought, traceOf, Unsettled } from "./trace.ts";

/** The most operations that a design can declare. */
const MOST_OPERATIONS = 1024;
/** The deepest level of a search. */
const DEEPEST_LEVEL = 2 ** 31 - 2;
/** A level of so many worlds is worth the start of other workers. */
const WORTH_A_CREW = 1000;
const MILLISECONDS_BETWEEN_PROGRESS = 40;
/** So long histories are looked for though the search has met its bound: most are found in a fraction of it. */
const MILLISECONDS_FOR_SHORT_HISTORIES = 1000;

/** A search up to symmetry, or in whole numbers. */
export interface SingleSearch
  extends Omit<SearchOptions, "symmetry" | "resume" | "save">,
    Pick<SearchTask, "model" | "properties" | "scope" | "symmetry" | "dataIndependence"> {
  readonly resume?: StatesCheckpoint | undefined;
  readonly save?: ((checkpoint: StatesCheckpoint) => void) | undefined;
}

/** What one search has found. */
export interface SingleResult extends Omit<SearchResult, "verdicts" | "asymmetries" | "apart"> {
  /** In the order of the properties; nothing for one that is not symmetric, and for all where the design is not. */
  readonly verdicts: readonly (Verdict | undefined)[];
  /** Where the design is not symmetric: then the search has ended early. */
  readonly design: Asymmetry | undefined;
  /** Whether the design or a property looks at what was taken for opaque; then too. */
  readonly hasLooked: boolean;
  /** For each property that is not symmetric its place, and how that shows. */
  readonly asymmetric: ReadonlyMap<number, Asymmetry>;
}

/** That the design or a property fails in a state in which no opaque value is shared, and not in those that were found: so it looks at them. */
export class FailedWhereNoneShare extends Error {}

/**
 * Searches, and tells now and then how far it has come.
 *
 * @throws {FailedAfter} where the design or a property fails in a world, with the history that leads there
 * @throws {FailedWhereNoneShare} where it fails with opaque values that no search comes to
 */
export function* searchOnce(how: SingleSearch): Generator<SearchProgress, SingleResult> {
  try {
    return yield* searchUnexplained(how);
  } catch (error) {
    if (!(error instanceof FailedInState)) throw error;
    const task = { ...taskOf(how), depth: error.level };
    const explaining = explainFailure(error, task, how.guard);
    for (let next = explaining.next(); ; next = explaining.next()) {
      if (next.done) throw next.value ?? new FailedWhereNoneShare(error.message, { cause: error.cause });
      yield { worlds: 0, expanded: 0, depth: error.level, bytes: 0 };
    }
  }
}

function* searchUnexplained(how: SingleSearch): Generator<SearchProgress, SingleResult> {
  const { crew, resume } = how;
  const task = taskOf(how);
  const memory = memoryOf(task, 1 + (crew?.size ?? 0), how.memory ?? DEFAULT_MEMORY);
  const worker = new SearchWorker(task, memory, 0, how.guard);
  const levels = [...(resume?.levels ?? [1])];
  const formsBefore = [...(resume?.formsBefore ?? [])];
  if (resume === undefined) worker.begin();
  else worker.restore(resume);
  let isCrewStarted = false;
  const stopWhereDecided = (next: number): void => {
    const design = firstAsymmetry(notesOf(memory), DESIGN);
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
    if (crew === undefined || size < WORTH_A_CREW || isCrewStarted) return;
    isCrewStarted = true;
    crew.start(task, memory);
  };

  let reason: string | undefined;
  try {
    let told = Number.NEGATIVE_INFINITY;
    for (const _ of worker.work(atLevelEnd)) {
      reason ??= stopWhereAsked(memory, how);
      if (performance.now() - told < MILLISECONDS_BETWEEN_PROGRESS) continue;
      yield progressOf(memory, levels);
      told = performance.now();
      const failure = crew?.failure();
      if (failure !== undefined) throw failure;
    }
  } finally {
    crew?.dismiss();
  }
  const failure = failureIn(memory);
  if (failure !== undefined) throw failure;
  const longest = how.untilBroken ? leastBreach(task, memory) : Number.POSITIVE_INFINITY;
  formsBefore.push(memory.control[CONTROL.formsBefore] ?? 0);
  const quotient = new Quotient(worker.space, worker.store);
  const progress = () => progressOf(memory, levels);
  const sought = soughtIn(task, memory, longest);
  const traces = yield* tracesOf(quotient, new Levels(memory, formsBefore), sought, how, progress);
  return resultOf(task, worker.space, memory, levels, reason, traces);
}

/** Makes the memory that the workers of a search share. */
export function memoryOf(task: SearchTask, workers: number, mostBytes: number): SharedMemory {
  const { model, properties, depth } = task;
  const operations = Object.keys(model.calls).length;
  if (operations > MOST_OPERATIONS)
    throw new ShapeError(
      `${model.name} declares ${operations.toLocaleString("en")} calls, and a search can tell at most ${MOST_OPERATIONS.toLocaleString("en")} apart`,
    );
  return makeSharedMemory({
    workers,
    mostBytes,
    wordsOfState: spaceOf(task).packer.length,
    operations,
    properties: properties.length,
    depth,
  });
}

/** What was traced, and why not all was, where it was not. */
interface Traces {
  readonly sought: readonly Sought[];
  readonly found: ReadonlyMap<Property, Trace>;
  /** Those that no history in W2's numbers settles; only with symmetry. */
  readonly unsettled: ReadonlySet<Property>;
  readonly bound: string | undefined;
}

/** The claims that the search has settled by histories of up to a length; none where it was misled. */
function soughtIn({ model, scope, properties }: SearchTask, memory: SharedMemory, longest: number): Sought[] {
  if (firstAsymmetry(notesOf(memory), DESIGN) !== undefined) return [];
  return properties.flatMap((property, index) => {
    if (verdictWithoutRun(property, model, scope) !== undefined) return [];
    if (firstAsymmetry(notesOf(memory), index) !== undefined) return [];
    const length = shortestBreach(memory, index);
    if (length === undefined || (property.form !== "sometimes" && length > longest)) return [];
    return [{ property, length }];
  });
}

/** Finds the histories, within the limits of the search; where these were met before, a moment is left for short ones. */
function* tracesOf(
  quotient: Quotient,
  levels: Levels,
  sought: readonly Sought[],
  { stop, guard = unguarded }: SingleSearch,
  progress: () => SearchProgress,
): Generator<SearchProgress, Traces> {
  const found = new Map<Property, Trace>();
  const unsettled = new Set<Property>();
  const began = performance.now();
  let told = began;
  for (const one of [...sought].sort((first, second) => first.length - second.length)) {
    const tracing = traceOf(quotient, levels, one);
    try {
      for (let next = guard(() => tracing.next()); ; next = guard(() => tracing.next())) {
        if (next.done) {
          found.set(one.property, next.value);
          break;
        }
        const now = performance.now();
        const bound = now - began > MILLISECONDS_FOR_SHORT_HISTORIES ? stop?.() : undefined;
        if (bound !== undefined) return { sought, found, unsettled, bound };
        if (now - told < MILLISECONDS_BETWEEN_PROGRESS) continue;
        told = now;
        yield progress();
      }
    } catch (error) {
      // In whole numbers the design or the property is at fault; up to symmetry it may be that numbers matter.
      if (!(error instanceof Unsettled) || !quotient.space.symmetry) throw error;
      unsettled.add(one.property);
    }
  }
  return { sought, found, unsettled, bound: undefined };
}

function taskOf({ model, properties, scope, symmetry, dataIndependence, ...how }: SingleSearch): SearchTask {
  const { comparisons = "every", depth = DEEPEST_LEVEL } = how;
  return {
    model,
    properties,
    scope,
    symmetry,
    dataIndependence: symmetry && dataIndependence,
    comparisons,
    depth: Math.min(depth, DEEPEST_LEVEL),
  };
}

function progressOf(memory: SharedMemory, levels: readonly number[]): SearchProgress {
  return {
    worlds: sumOf(memory, COUNT.states),
    expanded: sumOf(memory, COUNT.expanded),
    depth: levels.length - 1,
    bytes: bytesOf(memory),
  };
}

/**
 * Stops a search before a level, where all histories of the least length that break a property have been seen: a claim on steps is broken by a
 * step from the level before, one on worlds in a world of the level itself, which then is checked and not expanded.
 */
function stopWhereBroken(task: SearchTask, memory: SharedMemory, next: number): void {
  const least = leastBreach(task, memory);
  if (least < next) Atomics.store(memory.control, CONTROL.stop, STOP.broken);
  else if (least === next) Atomics.store(memory.control, CONTROL.lastLevel, next);
}

/** How long the shortest history is that breaks a property which is symmetric. */
function leastBreach({ properties }: SearchTask, memory: SharedMemory): number {
  const lengths = properties.map(({ form }, index) => {
    if (form === "sometimes" || firstAsymmetry(notesOf(memory), index) !== undefined) return undefined;
    return shortestBreach(memory, index);
  });
  return Math.min(...lengths.map((length) => length ?? Number.POSITIVE_INFINITY));
}

/** Asks whether to stop, and lets the workers know. */
function stopWhereAsked(memory: SharedMemory, { stop, worlds }: SingleSearch): string | undefined {
  const tooMany = worlds !== undefined && sumOf(memory, COUNT.states) >= worlds;
  const reason = tooMany ? `more than ${counted(worlds, "world")}` : stop?.();
  if (reason !== undefined) Atomics.store(memory.control, CONTROL.stop, STOP.asked);
  return reason;
}

/** Why what a search up to the first broken property has not seen is not decided. */
export const STOPPED_WHERE_BROKEN = "it stopped where a property was broken";

/** Why a search did not see all of its scope; nothing where it did. */
function boundOf(memory: SharedMemory, task: SearchTask, asked: string | undefined): string | undefined {
  if (asked !== undefined) return asked;
  if (memory.control[CONTROL.stop] === STOP.memory) {
    return `the worlds take more than the ${memory.options.mostBytes / 2 ** 20} MiB that they may`;
  }
  if (memory.control[CONTROL.stop] === STOP.broken) return STOPPED_WHERE_BROKEN;
  if (sumOf(memory, COUNT.expanded) === sumOf(memory, COUNT.states)) return undefined;
  if ((memory.control[CONTROL.lastLevel] ?? 0) < task.depth) return STOPPED_WHERE_BROKEN;
  return `only histories of up to ${counted(task.depth, "event")} were tried`;
}

function resultOf(
  task: SearchTask,
  space: StateSpace,
  memory: SharedMemory,
  levels: readonly number[],
  asked: string | undefined,
  traces: Traces,
): SingleResult {
  const bound = boundOf(memory, task, asked);
  const worlds = sumOf(memory, COUNT.states);
  const cutShort = worlds - levels.reduce((sum, level) => sum + level, 0);
  const allLevels = cutShort > 0 ? [...levels, cutShort] : levels;
  return {
    worlds,
    symmetry: task.symmetry,
    levels: allLevels,
    calls: callsOf(task, memory),
    depth: allLevels.length - 1,
    finals: sumOf(memory, COUNT.terminal),
    finalWorlds: terminalStatesOf(space, memory),
    complete: bound === undefined,
    bytes: bytesOf(memory),
    compared: sumOf(memory, COUNT.compared),
    opaque: space.part.opaque.map(({ name }) => name),
    ...verdictsOf(task, space, memory, { bound, traces }),
  };
}

/** The terminal states, as everyone sees them. */
function terminalStatesOf(space: StateSpace, memory: SharedMemory): Observation[] {
  const { length } = space.packer;
  const values = space.values();
  return terminalStatesIn(memory).map((words) => {
    const world = space.codec.scratch();
    space.stateOf(words, 0, words[length] ?? 0, values);
    space.codec.write(values, world);
    return space.model.observe(structuredClone(world), space.scope);
  });
}

function verdictsOf(
  task: SearchTask,
  space: StateSpace,
  memory: SharedMemory,
  ends: Ends,
): Pick<SingleResult, "verdicts" | "design" | "asymmetric" | "hasLooked"> {
  const none = { asymmetric: new Map(), verdicts: task.properties.map(() => undefined) };
  const design = asymmetryOf(task, space, memory, DESIGN);
  if (design !== undefined)
    return design === LOOKED
      ? { ...none, design: undefined, hasLooked: true }
      : { ...none, design, hasLooked: false };
  const asymmetric = new Map<number, Asymmetry>();
  let hasLooked = false;
  const verdicts = task.properties.map((property, index) => {
    const asymmetry = asymmetryOf(task, space, memory, index);
    if (asymmetry === LOOKED) {
      hasLooked = true;
      return undefined;
    }
    const verdict = asymmetry ?? verdictOn(property, index, task, memory, ends);
    if ("verdict" in verdict) return verdict;
    asymmetric.set(index, verdict);
    return undefined;
  });
  return { design, asymmetric, verdicts, hasLooked };
}

/** That the design or a property was seen to look at what was taken for opaque. */
const LOOKED = "looked";

/** How it shows that the design or a property is not symmetric, or that it has looked; nothing where neither was seen. */
function asymmetryOf(
  task: SearchTask,
  space: StateSpace,
  memory: SharedMemory,
  who: number,
): Asymmetry | typeof LOOKED | undefined {
  const first = firstAsymmetry(notesOf(memory), who);
  if (first === undefined) return undefined;
  const comparer = new OrbitComparer(space.withNothingOpaque, task.properties);
  const suspicion = suspicionOf(who, space, comparer, first);
  if (space.part.opaque.length > 0 && !isAsymmetric(comparer, task, suspicion)) return LOOKED;
  return nameAsymmetry(comparer.space, task.properties, suspicion);
}

function suspicionOf(
  who: number,
  space: StateSpace,
  { permutations }: OrbitComparer,
  { state: words, member }: Sighting,
): Suspicion {
  const { length } = space.packer;
  const state = space.values();
  space.stateOf(words, 0, words[length] ?? 0, state);
  const permutation = drawMember(permutations, state, words, 0, length, member);
  return { suspect: who === DESIGN ? "design" : who, state, permutation };
}

/** Whether a state is unlike one with other numbers though nothing is taken for opaque. */
function isAsymmetric(
  comparer: OrbitComparer,
  { model, properties, scope }: SearchTask,
  { suspect, state, permutation }: Suspicion,
): boolean {
  const claims = openClaimsOf(model, properties, scope, (index) => index === suspect);
  const expected = finish(comparer.expected(state, claims));
  return finish(comparer.compare(state, permutation, expected, claims)).includes(suspect);
}

/** What a search has come to: why it did not see all of the scope, and the histories. */
interface Ends {
  readonly bound: string | undefined;
  readonly traces: Traces;
}

/** The verdict on a property, or that it is not symmetric: no history in W2's numbers shows what was found. */
function verdictOn(
  property: Property,
  index: number,
  { model, scope }: SearchTask,
  memory: SharedMemory,
  { bound, traces }: Ends,
): Verdict | Asymmetry {
  const without = verdictWithoutRun(property, model, scope);
  if (without !== undefined) return without;
  const cases = sumOf(memory, caseCount(memory.options, index));
  const length = shortestBreach(memory, index);
  if (length === undefined) return verdictOf(property, { cases }, bound);
  if (traces.unsettled.has(property)) return { property: property.name, difference: { is: "no history" } };
  const sought = traces.sought.find((one) => one.property === property);
  if (sought === undefined) return verdictOf(property, { cases }, STOPPED_WHERE_BROKEN);
  const trace = traces.found.get(property);
  if (trace === undefined) return verdictWithoutHistory(sought, cases, traces.bound ?? "");
  const { events, breach, call } = trace;
  return verdictOf(property, { cases, breach, history: events, call }, bound);
}

function callsOf({ model }: SearchTask, memory: SharedMemory): CallCounts {
  const calls: CallCounts = new Map();
  for (const [operation, op] of Object.keys(model.calls).entries()) {
    const numberOf = (outcome: number) => sumOf(memory, callCount(operation, outcome));
    const refused = OUTCOMES.flatMap((outcome, index) => {
      const number = numberOf(index);
      return outcome === "ok" || number === 0 ? [] : [[outcome, number] as const];
    });
    const count = {
      ok: numberOf(0),
      unchanged: numberOf(UNCHANGED),
      new: numberOf(LED_TO_NEW),
      refused: Object.fromEntries(refused),
    };
    calls.set(op, count);
  }
  return calls;
}

function sumOf(memory: SharedMemory, count: number): number {
  return memory.counts.reduce((sum, counts) => sum + (counts[count] ?? 0), 0);
}
