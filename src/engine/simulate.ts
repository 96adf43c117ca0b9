import { setRunUnderWay } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { OnRuns } from "../model/on-runs.ts";
import type { Event } from "../model/operation.ts";
import { divided, type PointProperty, type Property, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { breakingRun, minimal } from "./breaking-run.ts";
import { addCalls, type CallCounts, countCall, countsFor } from "./call-counts.ts";
import type { Choice } from "./choice.ts";
import { FollowedProperty } from "./followed-property.ts";
import { findingAt } from "./forms/form-of.ts";
import { advance, type Point, pointOf } from "./point.ts";
import { type RandomRun, RandomRuns } from "./random-runs.ts";
import type { Trace } from "./replayed.ts";
import { isInPart, type Shard, type Stretch } from "./shard.ts";
import { simplest } from "./simplest.ts";
import { doesNotApply, inOrderOf, notAsked, verdictOf } from "./verdict-of.ts";
import { WorldChanges } from "./world-changes.ts";

/** How many random runs, how long, and from which seed. The same seed gives the same runs. */
export interface SimulateOptions {
  readonly runs: number;
  /** The maximum number of events per run. */
  readonly length: number;
  /** A 32-bit integer. */
  readonly seed: number;
  /** Only the runs of this part are checked. Those before it are made too, as what a run tries depends on them. Default: all. */
  readonly shard?: Shard | Stretch | undefined;
}

/** How far a simulation has come. */
export interface SimulateProgress {
  readonly runs: number;
  readonly events: number;
}

/** What random runs have found. */
export interface SimulateResult {
  /** How many runs were checked: fewer than asked for if it was stopped or only a part was asked for. */
  readonly runs: number;
  /** Whether there were as many runs as asked for. */
  readonly complete: boolean;
  readonly events: number;
  /** The outcomes of each operation of the design. */
  readonly calls: CallCounts;
  readonly verdicts: readonly Verdict[];
}

/** What was found along some runs. The findings of consecutive stretches make up those of the whole. */
export interface FollowedRuns extends Pick<SimulateResult, "runs" | "complete" | "events" | "calls"> {
  /** One for each property that is checked at points, in their order. */
  readonly found: readonly FoundAlong[];
}

/** What was found about a property. */
interface FoundAlong {
  readonly cases: number;
  /** What settled it first; a breach is shrunk, unless that was stopped. */
  readonly settled: Trace | undefined;
  readonly isBroken: boolean;
}

/**
 * Performs random histories, sensible and hostile calls mixed, under Immer, and checks every property along them. A
 * history that breaks a property is shrunk: by fast-check, then until no event can be removed.
 *
 * @param stop polled throughout: whether to end early, with what was found so far, unshrunk
 */
export function* simulateInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SimulateOptions,
  stop: () => boolean = () => false,
): Generator<SimulateProgress, SimulateResult> {
  const followed = yield* followInSteps(model, properties, scope, options, stop);
  return simulationOf(model, properties, scope, options, [followed]);
}

/** The same, without summing up what was found. */
export function* followInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SimulateOptions,
  stop: () => boolean,
): Generator<SimulateProgress, FollowedRuns> {
  const { shard } = options;
  const followed = divided(properties).atPoints.map((property) => new Followed(property, model, scope));
  const calls: CallCounts = countsFor(model);
  const random = new RandomRuns(model, scope, options);
  const changes = new WorldChanges(model, scope);
  const last = shard !== undefined && "before" in shard ? shard.before : options.runs;
  let events = 0;
  let runs = 0;
  let made = 0;
  for (; made < last && !stop(); made++) {
    yield { runs, events };
    const run = random.next();
    if (!isInPart(made, shard)) continue;
    events += performRun(model, scope, run, followed, calls, changes);
    runs++;
  }
  const found: FoundAlong[] = [];
  for (const one of followed) {
    yield { runs, events };
    const { inapplicable, cases, isOpen, settled } = one.followed;
    const isBroken = inapplicable === undefined && !isOpen;
    const shown = settled?.breach === undefined || stop() ? settled : shortened(one, model, scope, settled);
    found.push({ cases, settled: shown, isBroken });
  }
  return { runs, complete: made === last, events, calls, found };
}

/** Sums up what consecutive stretches of runs have found. */
export function simulationOf(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  { length, seed }: SimulateOptions,
  parts: readonly FollowedRuns[],
): SimulateResult {
  const calls = countsFor(model);
  for (const part of parts) addCalls(calls, part.calls);
  const runs = parts.reduce((sum, part) => sum + part.runs, 0);
  const bound = `${runs} random runs of up to ${length} events, seed ${seed}`;
  const { atPoints, onRuns } = divided(properties);
  const verdictsAtPoints = atPoints.map((property, place) => {
    const inapplicable = whyNotApplicable(property, model, scope);
    if (inapplicable !== undefined) return doesNotApply(property, inapplicable);
    // Once it is broken it is not checked any more.
    const found = parts.map((part) => part.found[place]).filter((one) => one !== undefined);
    const breaking = found.findIndex(({ isBroken }) => isBroken);
    const counted = breaking < 0 ? found : found.slice(0, breaking + 1);
    const cases = counted.reduce((sum, one) => sum + one.cases, 0);
    const settled = counted.find((one) => one.settled !== undefined)?.settled;
    return verdictOf(property, cases, settled, bound);
  });
  const verdictsOnRuns = onRuns.map((property) => beyondRuns(property, model, scope));
  return {
    runs,
    complete: parts.every(({ complete }) => complete),
    events: parts.reduce((sum, { events }) => sum + events, 0),
    calls,
    verdicts: inOrderOf(properties, [...verdictsAtPoints, ...verdictsOnRuns]),
  };
}

/** The verdict of random runs on a property on runs that never end: not decided, unless it does not apply. */
function beyondRuns(property: OnRuns, model: Model, scope: Scope): Verdict {
  const inapplicable = whyNotApplicable(property, model, scope);
  if (inapplicable !== undefined) return doesNotApply(property, inapplicable);
  return notAsked(property, RUNS_END);
}

/** Why random runs do not decide a property on runs that never end. */
export const RUNS_END = "it is about runs that never end, but random runs end: use a search to decide it";

/** A property that is followed along the runs, and the choices of the run that broke it. */
class Followed {
  readonly followed: FollowedProperty<Trace>;
  breaking: readonly Choice[] = [];

  constructor(property: PointProperty, model: Model, scope: Scope) {
    this.followed = new FollowedProperty(property, model, scope);
  }

  /** Checks it at a point of a run. */
  check(point: Point, scope: Scope, events: readonly Event[], { choices }: RandomRun): void {
    const { followed } = this;
    if (!followed.isOpen) return;
    followed.take(findingAt(followed.property, point, scope), (breach) => {
      this.breaking = choices.slice(0, events.length);
      return { events: [...events], breach, call: undefined };
    });
  }
}

function performRun(
  model: Model,
  scope: Scope,
  run: RandomRun,
  properties: readonly Followed[],
  calls: CallCounts,
  changes: WorldChanges,
): number {
  const events: Event[] = [];
  setRunUnderWay(() => events.map(({ operation }) => operation));
  let point = pointOf(model, scope, model.initial(scope), undefined, changes);
  for (const property of properties) property.check(point, scope, events, run);
  for (const operation of run.operations) {
    const next = advance(model, scope, point, operation);
    const { outcome } = next.event;
    events.push(next.event);
    point = next.point;
    countCall(calls, operation.op, outcome, { unchanged: point.step?.changed === false, new: false });
    for (const property of properties) property.check(point, scope, events, run);
  }
  return events.length;
}

/** A minimal history that breaks a property, made from the run that broke it. */
function shortened(
  { followed: { property }, breaking }: Followed,
  model: Model,
  scope: Scope,
  settled: Trace,
): Trace {
  const operations = simplest(
    model,
    scope,
    { choices: breaking, operations: settled.events.map(({ operation }) => operation) },
    (tried) => breakingRun(property, model, scope, tried) !== undefined,
  );
  const run = breakingRun(property, model, scope, operations);
  if (run === undefined)
    throw new Error(`${model.name} is not deterministic: ${property.name} broke only once`);
  return minimal(property, model, scope, run);
}
