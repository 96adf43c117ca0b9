/** Conformance: histories are played by a model and by a kernel side by side, and compared after every event. */
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

/** So many random ones, sensible calls and hostile ones mixed. */
export interface RandomHistories {
  readonly histories: "random";
  readonly runs: number;
  /** The most events of each. */
  readonly length: number;
  /** The same seed gives the same histories. */
  readonly seed: number;
}

/** As few and short ones as have every transition of the scope. */
export interface EveryTransition {
  readonly histories: "every transition";
  /** Whether worlds that differ only in numbers are one. */
  readonly symmetry: boolean;
  /** About so many events each. */
  readonly length: number;
  /** Only the transitions of the first so many calls. Default: all. */
  readonly depth?: number | undefined;
}

/** Those that a design itself gives: one for each of its refusals. */
export interface EachRefusal {
  readonly histories: "each refusal";
}

/** What ends a comparison early. */
export interface ConformBounds {
  /** After so many seconds nothing more is played. Default: no limit. */
  readonly seconds?: number | undefined;
  /** Only the histories of this part are played. Default: all. */
  readonly shard?: Shard | undefined;
  /** Whether all histories are played, also where the last ones that differed show nothing new. Default: no. */
  readonly all?: boolean | undefined;
  /** How many seconds may be spent on making the histories that differ shorter. Default: 30. */
  readonly shorteningSeconds?: number | undefined;
}

/** How far it has come. */
export type ConformProgress = PlanningProgress | PlayingProgress | ShorteningProgress;

/** All transitions are found, from which histories are made. */
export interface PlanningProgress {
  readonly phase: "planning";
}

export interface PlayingProgress {
  readonly phase: "playing";
  readonly histories: number;
  readonly events: number;
  readonly differing: number;
  /** Of how many transitions, where every one is to be played. */
  readonly transitions: { readonly covered: number; readonly all: number } | undefined;
}

/** A history that differs is made shorter. */
export interface ShorteningProgress {
  readonly phase: "shortening";
  /** Which one, from 1, and of how many. */
  readonly history: number;
  readonly of: number;
  /** How many histories were played for it so far. */
  readonly plays: number;
}

/** A history in which the kernel does otherwise than the model, made shorter. */
export interface Divergence extends FirstDifference {
  /** How many histories diverge so. */
  readonly histories: number;
  /** Whether no event of it can be left out. If not, what may be spent on that was spent. */
  readonly isMinimal: boolean;
}

/** Why no more histories were played. */
export type ConformEnd =
  /** There are no more. */
  | "all were played"
  | "interrupted"
  /** The time was up. */
  | "time"
  /** It differs, and the last histories that differed showed nothing new. */
  | "nothing new";

/** What a comparison has found. */
export interface ConformResult {
  readonly histories: number;
  readonly events: number;
  /** What came of each operation of the design. */
  readonly calls: CallCounts;
  readonly transitions:
    | {
        readonly covered: number;
        readonly all: number;
        readonly worlds: number;
        /** Only those of the first so many calls; nothing where all. */
        readonly depth: number | undefined;
        /** Whether worlds that differ only in numbers are one. */
        readonly symmetry: boolean;
        /** What turned out not to be symmetric in the design: then all was played without symmetry. */
        readonly asymmetry: Asymmetry | undefined;
      }
    | undefined;
  /** Which of them were played, by their numbers in the tour: those of several shards are together those of the whole. */
  readonly played: ReadonlySet<number>;
  /** What the kernel was seen to come to, where the design gives its refusals names. */
  readonly coverage: readonly CoverageRow[];
  /** One of each sort and operation. */
  readonly divergences: readonly Divergence[];
  /** How many histories were played only up to an operation that has no counterpart on the kernel, by why. */
  readonly stopped: ReadonlyMap<string, number>;
  /** How many could not be played, or not to their end, for a reason that says nothing of the design, by why. */
  readonly unplayed: ReadonlyMap<string, number>;
  readonly end: ConformEnd;
  /** Whether all histories were played. */
  readonly complete: boolean;
}

/** How many histories are on their way at once: what they ask of the kernel is asked together. */
const AT_ONCE = 16;
/** After so many histories in a row that differ, and in no new way, the rest would tell little. */
const DIFFERING_WITHOUT_NEWS = 25;
const SHORTENING_SECONDS = 30;
/** How many plays may be spent on one history. */
const MOST_PLAYS = 400;
const MILLISECONDS_BETWEEN_PROGRESS = 100;

/**
 * Plays histories on a kernel and compares. It goes on after a difference, with the next history, until nothing new comes up. Then of each sort of
 * difference at each operation one history is made shorter.
 *
 * @param stop asked all the time: whether to end early
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
  const isAsked = (): ConformEnd | undefined => (stop() ? "interrupted" : isLate() ? "time" : undefined);
  const planning = tourFor(model, scope, options);
  let planned = planning.next();
  for (let asked: ConformEnd | undefined; !planned.done; planned = planning.next()) {
    yield { phase: "planning" };
    asked = isAsked();
    if (asked !== undefined) return new Comparison(backend, model, scope, undefined).result([], asked);
  }
  const tour = planned.value;
  const comparison = new Comparison(backend, model, scope, tour);
  const histories = partOf(historiesOf(model, scope, options, tour), options.shard);
  const endOf = (): ConformEnd | undefined => {
    const hasNoNews = !options.all && comparison.withoutNews >= DIFFERING_WITHOUT_NEWS;
    return isAsked() ?? (hasNoNews ? "nothing new" : undefined);
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
    // While the kernel is at work, the histories after these are made.
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

/** A history to be played, and the choices that it was made of where it is random. */
type ToPlay = Pick<DifferingHistory, "operations" | "choices"> & {
  /** Of each operation, in a tour, which transition it is, if any. */
  readonly transitions?: readonly (number | undefined)[];
};

/** The tour of all transitions, where every one is to be played. */
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

/** The histories of a part. All are made: what a random one tries depends on those before it. */
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
  /** By the sort of difference and the operation. */
  readonly found = new Map<string, Found>();
  /** How many histories differed since one differed in a way that was new. */
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
    // Not all of a history was played that stopped, or that differed.
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

/** Plays for one history after the other, within one limit of time. */
class PlayBudget implements Budget {
  /** How many were taken for this history. */
  plays = 0;
  readonly #until: number;
  readonly #stop: () => boolean;

  constructor(seconds: number, stop: () => boolean) {
    this.#until = performance.now() + seconds * 1000;
    this.#stop = stop;
  }

  take(): boolean {
    if (this.plays >= MOST_PLAYS || performance.now() > this.#until || this.#stop()) return false;
    this.plays++;
    return true;
  }
}

/** Makes one history of each way to diverge shorter, those that are short already first. */
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
  return [...found.keys()].flatMap((key) => divergences.get(key) ?? []); // as they came up
}

/** A promise that is waited for after others: if one of those fails, this one's failure is no news. */
function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
