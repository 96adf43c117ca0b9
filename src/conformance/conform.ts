/** Conformance: histories are played by a model and by a kernel side by side, and compared after every event. */
import fc from "fast-check";
import { type CallCounts, countCall } from "../engine/call-counts.ts";
import { choicesOf, operationsOf } from "../engine/random-runs.ts";
import { type Tour, tourOf } from "../engine/tour.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Difference } from "./kernel/compare-pictures.ts";
import type { PlayOptions } from "./kernel/kernel.ts";
import type { KernelEvent, KernelRun } from "./kernel/run.ts";

/** What plays histories: a kernel, or what stands for one. */
export interface Backend {
  play(
    model: Model,
    scope: Scope,
    operations: readonly Operation[],
    options?: PlayOptions,
  ): Promise<KernelRun>;
}

/** Which histories are played. */
export type ConformOptions = RandomHistories | EveryTransition;

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
}

/** How far it has come. */
export interface ConformProgress {
  readonly histories: number;
  readonly events: number;
  readonly differing: number;
  readonly covered: number | undefined;
}

/** A history in which the kernel does otherwise than the model, made as short as it gets. */
export interface Divergence {
  readonly sort: Difference["sort"];
  /** The operation of its last event. */
  readonly op: string;
  /** The last is the one after which they differ; none where they differ from the start. */
  readonly events: readonly KernelEvent[];
  readonly differences: readonly Difference[];
  /** How many histories diverge so. */
  readonly histories: number;
}

/** What a comparison has found. */
export interface ConformResult {
  readonly histories: number;
  readonly events: number;
  readonly calls: CallCounts;
  readonly transitions:
    | { readonly covered: number; readonly all: number; readonly worlds: number }
    | undefined;
  /** One of each sort and operation. */
  readonly divergences: readonly Divergence[];
  /** How many histories were played only up to an operation that has no counterpart on the kernel, by why. */
  readonly stopped: ReadonlyMap<string, number>;
  /** How many could not be played, or not to their end, for a reason that says nothing of the design, by why. */
  readonly unplayed: ReadonlyMap<string, number>;
  /** Whether it came to its end. */
  readonly complete: boolean;
}

/** How many histories are on their way at once: what they ask of the kernel is asked together. */
const AT_ONCE = 16;

/** What comes after a difference may only follow from it. */
const UNTIL_DIFFERENCE: PlayOptions = { untilDifference: true };

/**
 * Plays histories on a kernel and compares. It goes on after a difference, with the next history.
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
  const tour =
    options.histories === "every transition"
      ? tourOf(model, scope, { symmetry: options.symmetry, longest: options.length })
      : undefined;
  const comparison = new Comparison(backend, model, scope);
  const histories = (tour?.histories ?? randomHistories(model, scope, options))[Symbol.iterator]();
  let isDone = false;
  for (const playing: Promise<void>[] = []; ; ) {
    while (!isDone && playing.length < AT_ONCE && !stop()) {
      const next = histories.next();
      if (next.done) isDone = true;
      else playing.push(awaitedLater(comparison.play(next.value)));
    }
    const first = playing.shift();
    if (first === undefined) break;
    await first;
    yield comparison.progress(tour?.covered());
  }
  const divergences: Divergence[] = [];
  for (const found of comparison.found.values()) {
    divergences.push(await shrunk(backend, model, scope, found, options));
    yield comparison.progress(tour?.covered());
  }
  return comparison.result(divergences, tour, isDone);
}

function randomHistories(model: Model, scope: Scope, options: ConformOptions): Operation[][] {
  if (options.histories !== "random") return [];
  const { runs, length, seed } = options;
  return fc
    .sample(choicesOf(model, scope, length), { numRuns: runs, seed })
    .map((choices) => operationsOf(choices, model, scope));
}

/** The first history that diverges so. */
interface Found {
  readonly sort: Difference["sort"];
  readonly op: string;
  readonly operations: readonly Operation[];
  histories: number;
}

class Comparison {
  readonly found = new Map<string, Found>();
  readonly #backend: Backend;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #calls: CallCounts = new Map();
  readonly #stopped = new Map<string, number>();
  readonly #unplayed = new Map<string, number>();
  #histories = 0;
  #events = 0;
  #differing = 0;

  constructor(backend: Backend, model: Model, scope: Scope) {
    this.#backend = backend;
    this.#model = model;
    this.#scope = scope;
  }

  async play(operations: readonly Operation[]): Promise<void> {
    const run = await this.#backend.play(this.#model, this.#scope, operations, UNTIL_DIFFERENCE);
    this.#histories++;
    this.#events += run.events.length;
    for (const { event } of run.events)
      countCall(this.#calls, event.operation.op, event.outcome, { unchanged: false, new: false });
    if (run.stopped !== undefined) {
      const { sort, why } = run.stopped;
      const counts = sort === "no counterpart" ? this.#stopped : this.#unplayed;
      counts.set(why, (counts.get(why) ?? 0) + 1);
    }
    const first = firstDivergence(run);
    if (first === undefined) return;
    this.#differing++;
    const { sort, op } = first;
    const key = `${sort} ${op}`;
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { sort, op, operations, histories: 1 });
    else known.histories++;
  }

  progress(covered: number | undefined): ConformProgress {
    return { histories: this.#histories, events: this.#events, differing: this.#differing, covered };
  }

  result(divergences: readonly Divergence[], tour: Tour | undefined, complete: boolean): ConformResult {
    const transitions = tour && { covered: tour.covered(), all: tour.transitions, worlds: tour.worlds };
    return {
      histories: this.#histories,
      events: this.#events,
      calls: this.#calls,
      transitions,
      divergences,
      stopped: this.#stopped,
      unplayed: this.#unplayed,
      complete,
    };
  }
}

/** Where a run first differs: what is so after it may only follow from it. */
function firstDivergence(
  run: KernelRun,
): Pick<Divergence, "sort" | "op" | "events" | "differences"> | undefined {
  const [atStart] = run.beginning;
  if (atStart !== undefined)
    return { sort: atStart.sort, op: "the start", events: [], differences: run.beginning };
  const index = run.events.findIndex(({ differences }) => differences.length > 0);
  const event = run.events[index];
  const [difference] = event?.differences ?? [];
  if (event === undefined || difference === undefined) return undefined;
  const { operation } = event.event;
  const events = run.events.slice(0, index + 1);
  return { sort: difference.sort, op: operation.op, events, differences: event.differences };
}

/** The shortest history found that diverges so: shrunk by fast-check where it was random, then until no event can be left out. */
async function shrunk(
  backend: Backend,
  model: Model,
  scope: Scope,
  found: Found,
  options: ConformOptions,
): Promise<Divergence> {
  const divergenceOf = async (operations: readonly Operation[]) => {
    const divergence = firstDivergence(await backend.play(model, scope, operations, UNTIL_DIFFERENCE));
    return divergence?.sort === found.sort && divergence.op === found.op ? divergence : undefined;
  };
  const smaller = await shrunkByChoices(model, scope, options, divergenceOf);
  let best = (await divergenceOf(smaller ?? found.operations)) ?? (await divergenceOf(found.operations));
  if (best === undefined) {
    const run = await backend.play(model, scope, found.operations);
    const differences = [
      { sort: found.sort, words: "it differed only once: the kernel does not do the same twice" },
    ];
    return { ...found, events: run.events, differences };
  }
  for (let index = best.events.length - 2; index >= 0; index--) {
    const operations: readonly Operation[] = best.events.map(({ event }) => event.operation);
    const shorter = await divergenceOf(operations.toSpliced(index, 1));
    if (shorter === undefined) continue;
    best = shorter;
    index = best.events.length - 1;
  }
  return { ...best, histories: found.histories };
}

async function shrunkByChoices(
  model: Model,
  scope: Scope,
  options: ConformOptions,
  divergenceOf: (operations: readonly Operation[]) => Promise<object | undefined>,
): Promise<readonly Operation[] | undefined> {
  if (options.histories !== "random") return undefined;
  const { seed, runs, length } = options;
  const agrees = fc.asyncProperty(
    choicesOf(model, scope, length),
    async (choices) => (await divergenceOf(operationsOf(choices, model, scope))) === undefined,
  );
  const { counterexample } = await fc.check(agrees, { seed, numRuns: runs });
  return counterexample === null ? undefined : operationsOf(counterexample[0], model, scope);
}

/** A promise that is waited for after others: if one of those fails, this one's failure is no news. */
function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
