/**
 * The search: every call in every world of a scope, breadth first, by as many workers as there are.
 *
 * Workers count worlds, calls and cases, and note how long the shortest history is that breaks a property. Which history it
 * is, is found out afterwards (`traceInSteps`), so that it does not depend on who came first.
 */
import { counted } from "../model/counted.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import { OUTCOMES } from "../model/outcome.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import type { CallCounts } from "./call-counts.ts";
import type { Guard } from "./checked/guard.ts";
import { explainFailure } from "./explain-failure.ts";
import { codecOf } from "./packed/codec.ts";
import { DEEPEST_LEVEL } from "./packed/note.ts";
import { packerOf } from "./packed/packer.ts";
import { shapeOf } from "./packed/shape-limits.ts";
import type { WorldSet } from "./packed/world-set.ts";
import { isBrokenBefore } from "./parallel/breaches.ts";
import { Explorer } from "./parallel/explorer.ts";
import { FailedInWorld } from "./parallel/failed-in-world.ts";
import { failureIn } from "./parallel/follower.ts";
import { memoryFor } from "./parallel/memory-for.ts";
import type { SearchTask } from "./parallel/search-task.ts";
import {
  bytesOf,
  CONTROL,
  COUNT,
  callCount,
  caseCount,
  LED_TO_NEW,
  MOST_FINALS,
  makeSharedMemory,
  type SharedMemory,
  STOP,
  UNCHANGED,
} from "./parallel/shared-memory.ts";
import { type Snapshot, snapshotOf } from "./parallel/snapshot.ts";
import type { Trace } from "./replayed.ts";
import { verdictOf, verdictWithoutHistory, verdictWithoutRun } from "./ruling.ts";
import { type Sought, traceInSteps } from "./trace.ts";

/** Workers besides the one that calls, such as threads. They are started once a search turns out to be large. */
export interface Crew {
  readonly size: number;
  /** Starts them: worker n, from 1, does what an `Explorer` with that number does in this memory. */
  start(task: SearchTask, memory: SharedMemory): void;
  /** Why one of them died, where one did. */
  failure(): Error | undefined;
  dismiss(): void;
}

/** How to search, and where to stop before all of the scope has been seen. */
export interface SearchOptions {
  /** Whether worlds that differ only in numbers count once. */
  readonly symmetry?: boolean;
  /**
   * Whether, with symmetry, a call of one of several tasks that are alike stands for that call of all: the same counts, and
   * fewer calls to carry out. It is on unless told otherwise.
   */
  readonly twins?: boolean;
  /** Whether whole worlds are kept instead of fingerprints of 64 bits: nothing can be missed, and it takes more memory. */
  readonly exact?: boolean;
  /** The longest history tried, in events, from 0. */
  readonly depth?: number;
  /** The most worlds; a few more may be found. */
  readonly worlds?: number;
  /** The most bytes that worlds may take. */
  readonly memory?: number;
  /** Whether to stop at the end of the first level on which a property is broken. */
  readonly untilBroken?: boolean;
  /** Asked all the time: a reason to stop, in words. */
  readonly stop?: () => string | undefined;
  readonly crew?: Crew;
  /** Runs what calls the design and the properties. */
  readonly guard?: Guard;
  /** Goes on where another search with the same options was. */
  readonly resume?: Snapshot;
  /** Takes what the search knows at the end of each level, while it waits. */
  readonly save?: (snapshot: Snapshot) => void;
}

/** How far a search has come. */
export interface SearchProgress {
  readonly worlds: number;
  /** How many of the worlds have been expanded: every call in them was tried. */
  readonly expanded: number;
  readonly depth: number;
  /** The bytes that worlds take. */
  readonly bytes: number;
}

/** What a search has found. */
export interface SearchResult {
  /** Distinct worlds of the graph that was searched: numbered by W2, or up to numbers. */
  readonly worlds: number;
  readonly symmetry: boolean;
  /** Whether calls of tasks that are alike were carried out once. */
  readonly twins: boolean;
  /** New worlds at each distance from the first, from 0. */
  readonly levels: readonly number[];
  /** The calls tried in the distinct worlds. */
  readonly calls: CallCounts;
  /** The largest distance from the first world. */
  readonly depth: number;
  /** In how many worlds nothing can be tried: no task lives. */
  readonly finals: number;
  /** Those worlds, the first few hundred. */
  readonly finalWorlds: readonly Observation[];
  /** Whether every call in every world of the scope was tried. */
  readonly complete: boolean;
  /** How likely it is that two worlds have one fingerprint, so that one of them was taken for the other. */
  readonly omission: number;
  /** The bytes that worlds took. */
  readonly bytes: number;
  readonly verdicts: readonly Verdict[];
}

/** A level of so many worlds is worth the start of other workers. */
const WORTH_A_CREW = 1000;
const MILLISECONDS_BETWEEN_PROGRESS = 40;
/** So long histories are looked for though the search has met its bound: most are found in a fraction of it. */
const MILLISECONDS_FOR_SHORT_HISTORIES = 1000;
/** The most bytes that worlds may take where nobody says. */
export const DEFAULT_MEMORY = 4 * 2 ** 30;

/** Searches a scope to its end or a bound. */
export function search(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions = {},
): SearchResult {
  const run = searchInSteps(model, properties, scope, options);
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
}

/**
 * The same search, which tells now and then how far it has come.
 *
 * @throws {FailedAfter} where the design or a property fails in a world, with the history that leads there
 */
export function* searchInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions = {},
): Generator<SearchProgress, SearchResult> {
  try {
    return yield* searchUnexplained(model, properties, scope, options);
  } catch (error) {
    if (!(error instanceof FailedInWorld)) throw error;
    const { symmetry = false, guard } = options;
    const task = { model, properties, scope, symmetry, twins: false, exact: false, depth: error.level };
    const explaining = explainFailure(error, task, guard);
    for (let next = explaining.next(); ; next = explaining.next()) {
      if (next.done) throw next.value;
      yield { worlds: 0, expanded: 0, depth: error.level, bytes: 0 };
    }
  }
}

function* searchUnexplained(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
): Generator<SearchProgress, SearchResult> {
  const {
    symmetry = false,
    twins = symmetry,
    exact = false,
    depth: longest = DEEPEST_LEVEL,
    crew,
    resume,
  } = options;
  const depth = Math.min(longest, DEEPEST_LEVEL);
  const task: SearchTask = { model, properties, scope, symmetry, twins, exact, depth };
  const needed = memoryFor(task, 1 + (crew?.size ?? 0), options.memory ?? DEFAULT_MEMORY);
  const memory = makeSharedMemory(needed);
  const explorer = new Explorer(task, memory, 0, options.guard);
  const levels = [...(resume?.levels ?? [1])];
  if (resume === undefined) explorer.begin();
  else explorer.restore(resume);
  let isCrewStarted = false;
  const atLevelEnd = (): void => {
    if (options.untilBroken && isAnyBroken(task, memory, levels.length))
      Atomics.store(memory.control, CONTROL.stop, STOP.broken);
    const size = explorer.sizeOfNext;
    levels.push(size);
    options.save?.(snapshotOf(memory, levels));
    if (crew === undefined || size < WORTH_A_CREW || isCrewStarted) return;
    isCrewStarted = true;
    crew.start(task, memory);
  };

  let reason: string | undefined;
  try {
    let told = Number.NEGATIVE_INFINITY;
    for (const _ of explorer.work(atLevelEnd)) {
      reason ??= stopWhereAsked(memory, options);
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
  const progress = () => progressOf(memory, levels);
  const traces = yield* tracesOf(task, explorer.visited, soughtIn(task, memory), options, progress);
  return resultOf(task, memory, levels, reason, traces);
}

/** What was traced, and why not all was, where it was not. */
interface Traces {
  readonly sought: readonly Sought[];
  readonly found: ReadonlyMap<Property, Trace>;
  readonly bound: string | undefined;
}

/** The claims that the search has settled. */
function soughtIn({ model, scope, properties }: SearchTask, memory: SharedMemory): Sought[] {
  return properties.flatMap((property, index) => {
    if (verdictWithoutRun(property, model, scope) !== undefined) return [];
    const lengths = memory.breaches.flatMap((breaches) => (breaches[index] ? [breaches[index] - 1] : []));
    return lengths.length === 0 ? [] : [{ property, length: Math.min(...lengths) }];
  });
}

/** Finds the histories, within the limits of the search; where these were met before, a moment is left for short ones. */
function* tracesOf(
  task: SearchTask,
  visited: WorldSet,
  sought: readonly Sought[],
  { stop }: SearchOptions,
  progress: () => SearchProgress,
): Generator<SearchProgress, Traces> {
  const found = new Map<Property, Trace>();
  const began = performance.now();
  let told = began;
  for (const _ of traceInSteps({ ...task, visited }, sought, found)) {
    const now = performance.now();
    const bound = now - began > MILLISECONDS_FOR_SHORT_HISTORIES ? stop?.() : undefined;
    if (bound !== undefined) return { sought, found, bound };
    if (now - told < MILLISECONDS_BETWEEN_PROGRESS) continue;
    told = now;
    yield progress();
  }
  return { sought, found, bound: undefined };
}

function progressOf(memory: SharedMemory, levels: readonly number[]): SearchProgress {
  return {
    worlds: sumOf(memory, COUNT.worlds),
    expanded: sumOf(memory, COUNT.expanded),
    depth: levels.length - 1,
    bytes: bytesOf(memory),
  };
}

function isAnyBroken({ properties }: SearchTask, memory: SharedMemory, level: number): boolean {
  return properties.some(
    (property, index) => property.form !== "sometimes" && isBrokenBefore(memory, index, property, level),
  );
}

/** Asks whether to stop, and lets the workers know. */
function stopWhereAsked({ control }: SharedMemory, { stop, worlds }: SearchOptions): string | undefined {
  const tooMany = worlds !== undefined && (control[CONTROL.entries] ?? 0) >= worlds;
  const reason = tooMany ? `more than ${counted(worlds, "world")}` : stop?.();
  if (reason !== undefined) Atomics.store(control, CONTROL.stop, STOP.asked);
  return reason;
}

/** Why a search did not see all of its scope; nothing where it did. */
function boundOf(memory: SharedMemory, task: SearchTask, asked: string | undefined): string | undefined {
  if (asked !== undefined) return asked;
  if (memory.control[CONTROL.stop] === STOP.memory) {
    return `the worlds take more than the ${memory.options.mostBytes / 2 ** 20} MiB that they may`;
  }
  if (memory.control[CONTROL.stop] === STOP.broken) return "it stopped where a property was broken";
  if (sumOf(memory, COUNT.expanded) === sumOf(memory, COUNT.worlds)) return undefined;
  return `only histories of up to ${counted(task.depth, "event")} were tried`;
}

function resultOf(
  task: SearchTask,
  memory: SharedMemory,
  levels: readonly number[],
  asked: string | undefined,
  traces: Traces,
): SearchResult {
  const bound = boundOf(memory, task, asked);
  const worlds = sumOf(memory, COUNT.worlds);
  const cutShort = worlds - levels.reduce((sum, level) => sum + level, 0);
  const allLevels = cutShort > 0 ? [...levels, cutShort] : levels;
  return {
    worlds,
    symmetry: task.symmetry,
    twins: task.symmetry && task.twins,
    levels: allLevels,
    calls: callsOf(task, memory),
    depth: allLevels.length - 1,
    finals: sumOf(memory, COUNT.finals),
    finalWorlds: finalWorldsOf(task, memory),
    complete: bound === undefined,
    omission: task.exact ? 0 : (worlds * (worlds - 1)) / 2 / 2 ** 64,
    bytes: bytesOf(memory),
    verdicts: task.properties.map((property, index) =>
      verdictOn(property, index, task, memory, { bound, traces }),
    ),
  };
}

/** The worlds in which nothing can be tried, in the order of their packed words: not in that in which workers came. */
function finalWorldsOf({ model, scope }: SearchTask, memory: SharedMemory): Observation[] {
  const codec = codecOf(shapeOf(model, scope));
  const packer = packerOf(codec.layout);
  const packed = memory.finals.flatMap((words, worker) => {
    const number = Math.min(memory.counts[worker]?.[COUNT.finals] ?? 0, MOST_FINALS);
    return Array.from({ length: number }, (_, index) =>
      words.slice(index * packer.length, (index + 1) * packer.length),
    );
  });
  const values = new Int32Array(codec.layout.slots.length);
  return packed
    .sort((one, other) => compareWords(one, other))
    .map((words) => {
      const world = codec.scratch();
      packer.unpack(words, 0, values);
      codec.write(values, world);
      return model.observe(structuredClone(world), scope);
    });
}

function compareWords(one: Int32Array, other: Int32Array): number {
  const place = one.findIndex((word, index) => word !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}

function verdictOn(
  property: Property,
  index: number,
  task: SearchTask,
  memory: SharedMemory,
  { bound, traces }: { readonly bound: string | undefined; readonly traces: Traces },
): Verdict {
  const { model, scope } = task;
  const without = verdictWithoutRun(property, model, scope);
  if (without !== undefined) return without;
  const cases = sumOf(memory, caseCount(memory.options, index));
  const sought = traces.sought.find((one) => one.property === property);
  if (sought === undefined) return verdictOf(property, { cases }, bound);
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
