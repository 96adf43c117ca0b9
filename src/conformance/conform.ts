/** Conformance: plays histories on a model and a kernel side by side, and compares the two after every event. */
import { setImmediate as immediate, setTimeout } from "node:timers/promises";
import { type CallCounts, countCall, countsFor } from "../engine/call-counts.ts";
import { RandomRuns } from "../engine/random-runs.ts";
import { isInPart, type Shard } from "../engine/shard.ts";
import type { Asymmetry } from "../engine/symmetry-test/asymmetry.ts";
import { type Tour, tourInSteps } from "../engine/tour.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Backend } from "./backend.ts";
import { Coverage, type CoverageRow } from "./coverage.ts";
import { type FirstDifference, firstDifference, UNTIL_DIFFERENCE } from "./divergence.ts";
import { type Budget, type DifferingHistory, shorten } from "./shorten.ts";

/** Which histories are played, and how long. */
export type ConformOptions = (RandomHistories | EveryTransition | EachRefusal) & ConformBounds;

/** Random histories, a mixture of sensible and hostile calls. */
export interface RandomHistories {
  readonly histories: "random";
  readonly runs: number;
  /** Maximum number of events in each. */
  readonly length: number;
  /** The same seed gives the same histories. */
  readonly seed: number;
}

/** A small set of short histories that together contain every transition of the scope. */
export interface EveryTransition {
  readonly histories: "every transition";
  /** Whether worlds that differ only in numbers count as one. */
  readonly symmetry: boolean;
  /** Approximate number of events in each. */
  readonly length: number;
  /** Only transitions within the first `depth` calls. Default: all. */
  readonly depth?: number | undefined;
}

/** The histories that a design itself provides: one for each of its refusals. */
export interface EachRefusal {
  readonly histories: "each refusal";
}

/** Limits of a comparison. */
export interface ConformBounds {
  /** Time limit, in seconds. Default: none. */
  readonly seconds?: number | undefined;
  /** Only the histories of this part are played. Default: all. */
  readonly shard?: Shard | undefined;
  /** Whether to play all histories even if the last ones that differed show nothing new. Default: no. */
  readonly all?: boolean | undefined;
  /** Time limit for shortening the histories that differ, in seconds. Default: 30. */
  readonly shorteningSeconds?: number | undefined;
}

/** How far a comparison has got. */
export type ConformProgress = PlanningProgress | PlayingProgress | ShorteningProgress;

/** The transitions are being found, from which the histories are made. */
export interface PlanningProgress {
  readonly phase: "planning";
}

export interface PlayingProgress {
  readonly phase: "playing";
  readonly histories: number;
  readonly events: number;
  readonly differing: number;
  /** How many transitions have been played; `undefined` unless every one is to be played. */
  readonly transitions: { readonly covered: number; readonly all: number } | undefined;
}

/** A history that differs is being shortened. */
export interface ShorteningProgress {
  readonly phase: "shortening";
  /** Which one, counted from 1; `of` is how many there are. */
  readonly history: number;
  readonly of: number;
  /** How many histories have been played for it so far. */
  readonly plays: number;
}

/** A shortened history in which kernel and model differ. */
export interface Divergence extends FirstDifference {
  /** How many histories diverge in this way. */
  readonly histories: number;
  /** Whether it is known that no event can be left out. If not, the budget for shortening ran out first. */
  readonly isMinimal: boolean;
}

/** Why playing stopped. */
export type ConformEnd =
  /** There are no more histories. */
  | "all were played"
  | "interrupted"
  /** The time limit was reached. */
  | "time"
  /** Some histories differ, and the last of those showed nothing new. */
  | "nothing new";

/** The result of a comparison. */
export interface ConformResult {
  readonly histories: number;
  readonly events: number;
  /** How often each operation of the design was called, by outcome. */
  readonly calls: CallCounts;
  readonly transitions:
    | {
        readonly covered: number;
        readonly all: number;
        readonly worlds: number;
        /** Only transitions within this many calls were considered; `undefined` if all were. */
        readonly depth: number | undefined;
        /** Whether worlds that differ only in numbers count as one. */
        readonly symmetry: boolean;
        /** What turned out not to be symmetric in the design; if set, everything was played without symmetry. */
        readonly asymmetry: Asymmetry | undefined;
      }
    | undefined;
  /** The transitions that were played, by their numbers in the tour. The union over all shards is that of the whole tour. */
  readonly played: ReadonlySet<number>;
  /** Which outcomes the kernel was seen to produce; empty unless the design names its refusals. */
  readonly coverage: readonly CoverageRow[];
  /** One for each sort of difference and operation. */
  readonly divergences: readonly Divergence[];
  /** How many histories were played only up to an operation that has no counterpart on the kernel, by reason. */
  readonly stopped: ReadonlyMap<string, number>;
  /** How many could not be played, or not to the end, for reasons that say nothing about the design, by reason. */
  readonly unplayed: ReadonlyMap<string, number>;
  readonly end: ConformEnd;
  /** Whether all histories were played. */
  readonly complete: boolean;
}

/** How many histories are played concurrently; their requests to the kernel are batched. */
const AT_ONCE = 16;
/** Playing stops after this many differing histories in a row without a new kind of difference: the rest would add little. */
const DIFFERING_WITHOUT_NEWS = 25;
const SHORTENING_SECONDS = 30;
/** Maximum number of plays spent on shortening one history. */
const MAX_PLAYS = 400;
const MILLISECONDS_BETWEEN_PROGRESS = 100;

/**
 * Plays histories on a kernel and compares. After a difference it continues with the next history, until nothing new comes up. Then one
 * history is shortened for each sort of difference at each operation.
 *
 * @param stop polled throughout: whether to end early
 */
export async function* conform(
  backend: Backend,
  model: Model,
  scope: Scope,
  options: ConformOptions,
  stop: () => boolean = () => false,
): AsyncGenerator<ConformProgress, ConformResult> {
  const began = performance.now();
  const { seconds = Number.POSITIVE_INFINITY } = options;
  const isLate = () => performance.now() - began > seconds * 1000;
  const reasonToStop = (): ConformEnd | undefined => (stop() ? "interrupted" : isLate() ? "time" : undefined);
  const planning = tourFor(model, scope, options);
  let planned = planning.next();
  for (let asked: ConformEnd | undefined; !planned.done; planned = planning.next()) {
    yield { phase: "planning" };
    asked = reasonToStop();
    if (asked !== undefined) return new Comparison(backend, model, scope, undefined).result([], asked);
  }
  const tour = planned.value;
  const comparison = new Comparison(backend, model, scope, tour);
  const histories = partOf(historiesOf(model, scope, options, tour), options.shard);
  const endOf = (): ConformEnd | undefined => {
    const hasNoNews = !options.all && comparison.withoutNews >= DIFFERING_WITHOUT_NEWS;
    return reasonToStop() ?? (hasNoNews ? "nothing new" : undefined);
  };
  let end: ConformEnd | undefined;
  const drawn: ToPlay[] = [];
  const draw = (): ToPlay | undefined => {
    const next = end === undefined ? histories.next() : undefined;
    if (next?.done) end = "all were played";
    return next?.done ? undefined : next?.value;
  };
  for (const playing = new Set<Promise<void>>(); ; ) {
    for (let next: ToPlay | undefined; playing.size < AT_ONCE; ) {
      next = drawn.shift() ?? draw();
      if (next === undefined) break;
      const play = comparison.play(next).then(() => void playing.delete(play));
      playing.add(awaitedLater(play));
    }
    if (playing.size === 0) break;
    // While the kernel is at work, the next histories are generated.
    const ahead = drawn.length < AT_ONCE ? draw() : undefined;
    if (ahead !== undefined) drawn.push(ahead);
    await (ahead === undefined ? Promise.race(playing) : immediate());
    if (end === undefined || drawn.length > 0) end = endOf() ?? end;
    if (end !== undefined && end !== "all were played") drawn.length = 0;
    yield comparison.progress();
  }
  const budget = new PlayBudget(options.shorteningSeconds ?? SHORTENING_SECONDS, () => stop() || isLate());
  const divergences = yield* shortened(backend, model, scope, comparison.found, budget);
  return comparison.result(divergences, end ?? "all were played");
}

/** A history to be played, and, if it is random, the choices that it was made from. */
type ToPlay = Pick<DifferingHistory, "operations" | "choices"> & {
  /** In a tour, the transition that each operation takes, if it counts as one. */
  readonly transitions?: readonly (number | undefined)[];
};

/** The tour of all transitions, if every one is to be played. */
function* tourFor(model: Model, scope: Scope, options: ConformOptions): Generator<void, Tour | undefined> {
  if (options.histories !== "every transition") return undefined;
  const { symmetry, length, depth } = options;
  return yield* tourInSteps(model, scope, { symmetry, longest: length, depth });
}

function* historiesOf(
  model: Model,
  scope: Scope,
  options: ConformOptions,
  tour: Tour | undefined,
): Generator<ToPlay> {
  if (options.histories === "random") {
    const random = new RandomRuns(model, scope, options);
    for (let run = 0; run < options.runs; run++) yield random.next();
  } else if (options.histories === "each refusal") {
    for (const operations of model.rules?.histories(scope) ?? []) yield { operations, choices: undefined };
  } else for (const history of tour?.histories ?? []) yield { ...history, choices: undefined };
}

/** The histories of a shard. All are generated, because what a random one tries depends on those before it. */
function* partOf(histories: Iterable<ToPlay>, shard: Shard | undefined): Generator<ToPlay> {
  let index = 0;
  for (const history of histories) if (isInPart(index++, shard)) yield history;
}

/** Histories that diverge in one way: how many, and the shortest. */
interface Found {
  readonly shortest: DifferingHistory;
  readonly histories: number;
}

class Comparison {
  /** Keyed by the sort of difference and the operation. */
  readonly found = new Map<string, Found>();
  /** How many histories have differed since one last differed in a new way. */
  withoutNews = 0;
  readonly #backend: Backend;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #tour: Tour | undefined;
  readonly #calls: CallCounts;
  readonly #coverage: Coverage;
  readonly #stopped = new Map<string, number>();
  readonly #unplayed = new Map<string, number>();
  /** The transitions of the tour that were played, by number. */
  readonly #played = new Set<number>();
  #histories = 0;
  #events = 0;
  #differing = 0;

  constructor(backend: Backend, model: Model, scope: Scope, tour: Tour | undefined) {
    this.#backend = backend;
    this.#model = model;
    this.#scope = scope;
    this.#tour = tour;
    this.#calls = countsFor(model);
    this.#coverage = new Coverage(model, scope);
  }

  async play({ operations, choices, transitions = [] }: ToPlay): Promise<void> {
    const run = await this.#backend.play(this.#model, this.#scope, operations, UNTIL_DIFFERENCE);
    this.#histories++;
    this.#coverage.note(run);
    this.#events += run.events.length;
    // A history that stopped or differed was not played to its end.
    for (const transition of transitions.slice(0, run.events.length))
      if (transition !== undefined) this.#played.add(transition);
    for (const { event } of run.events)
      countCall(this.#calls, event.operation.op, event.outcome, { unchanged: false, new: false });
    if (run.stopped !== undefined) {
      const { sort, why } = run.stopped;
      const counts = sort === "no counterpart" ? this.#stopped : this.#unplayed;
      counts.set(why, (counts.get(why) ?? 0) + 1);
    }
    const first = firstDifference(run);
    if (first !== undefined) this.#note({ first, operations, choices });
  }

  #note(history: DifferingHistory): void {
    this.#differing++;
    const key = `${history.first.sort} ${history.first.op}`;
    const known = this.found.get(key);
    this.withoutNews = known === undefined ? 0 : this.withoutNews + 1;
    const isShorter = known === undefined || history.first.events.length < known.shortest.first.events.length;
    this.found.set(key, {
      shortest: isShorter ? history : known.shortest,
      histories: (known?.histories ?? 0) + 1,
    });
  }

  progress(): PlayingProgress {
    const [histories, events, differing] = [this.#histories, this.#events, this.#differing];
    const transitions = this.#tour && { covered: this.#played.size, all: this.#tour.transitions };
    return { phase: "playing", histories, events, differing, transitions };
  }

  result(divergences: readonly Divergence[], end: ConformEnd): ConformResult {
    const tour = this.#tour;
    return {
      histories: this.#histories,
      events: this.#events,
      calls: this.#calls,
      transitions: tour && {
        covered: this.#played.size,
        all: tour.transitions,
        worlds: tour.worlds,
        depth: tour.depth,
        symmetry: tour.symmetry,
        asymmetry: tour.asymmetry,
      },
      played: this.#played,
      coverage: this.#coverage.rows(),
      divergences,
      stopped: this.#stopped,
      unplayed: this.#unplayed,
      end,
      complete: end === "all were played",
    };
  }
}

/** The number of plays for each history, and a time limit for all of them. */
class PlayBudget implements Budget {
  /** How many have been taken for the current history. */
  plays = 0;
  readonly #until: number;
  readonly #stop: () => boolean;

  constructor(seconds: number, stop: () => boolean) {
    this.#until = performance.now() + seconds * 1000;
    this.#stop = stop;
  }

  take(): boolean {
    if (this.plays >= MAX_PLAYS || performance.now() > this.#until || this.#stop()) return false;
    this.plays++;
    return true;
  }
}

/** Shortens one history for each way of diverging, the shortest first. */
async function* shortened(
  backend: Backend,
  model: Model,
  scope: Scope,
  found: ReadonlyMap<string, Found>,
  budget: PlayBudget,
): AsyncGenerator<ShorteningProgress, Divergence[]> {
  const divergences = new Map<string, Divergence>();
  const length = ({ shortest }: Found) => shortest.first.events.length;
  const inOrder = [...found].sort(([, one], [, other]) => length(one) - length(other));
  for (const [index, [key, { shortest, histories }]] of inOrder.entries()) {
    budget.plays = 0;
    let isDone = false;
    const shortening = shorten(backend, model, scope, shortest, budget).then(({ first, isMinimal }) => {
      divergences.set(key, { ...first, histories, isMinimal });
      isDone = true;
    });
    while (!isDone) {
      await Promise.race([shortening, setTimeout(MILLISECONDS_BETWEEN_PROGRESS)]);
      yield { phase: "shortening", history: index + 1, of: inOrder.length, plays: budget.plays };
    }
  }
  return [...found.keys()].flatMap((key) => divergences.get(key) ?? []); // in the order in which they were found
}

/** Marks a promise as handled that is awaited after others: if one of those fails first, this one's failure is not reported. */
function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
