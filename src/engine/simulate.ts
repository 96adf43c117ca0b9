import { tellRun } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { breakingRun, minimal } from "./breaking-run.ts";
import { type CallCounts, countCall, countsFor } from "./call-counts.ts";
import type { Choice } from "./choice.ts";
import { FollowedProperty } from "./followed-property.ts";
import { advance, findingAt, type Point, pointOf } from "./point.ts";
import { type RandomRun, RandomRuns } from "./random-runs.ts";
import type { Trace } from "./replayed.ts";
import { isInShard, type Shard } from "./shard.ts";
import { simplest } from "./simplest.ts";
import { verdictAlong, verdictOf } from "./verdict-of.ts";
import { WorldChanges } from "./world-changes.ts";

/** How many random runs, how long, and from which seed. The same seed gives the same runs. */
export interface SimulateOptions {
  readonly runs: number;
  /** The most events of a run. */
  readonly length: number;
  /** A whole number of 32 bits. */
  readonly seed: number;
  /** Only the runs of this part are checked: all are made, for what a run tries depends on those before it. Default: all. */
  readonly shard?: Shard | undefined;
}

/** How far a simulation has come. */
export interface SimulateProgress {
  readonly runs: number;
  readonly events: number;
}

/** What random runs have found. */
export interface SimulateResult {
  /** How many runs were checked: fewer than asked for where it was stopped, or only a part was asked for. */
  readonly runs: number;
  /** Whether there were as many runs as asked for. */
  readonly complete: boolean;
  readonly events: number;
  /** What came of each operation of the design. */
  readonly calls: CallCounts;
  readonly verdicts: readonly Verdict[];
}

/**
 * Performs random histories, sensible calls and hostile ones mixed, under Immer, and checks every property along them. A
 * history that breaks a property is shrunk: by fast-check, then until no event can be left out.
 *
 * @param stop asked all the time: whether to end early, with what was found and as it was found
 */
export function* simulateInSteps(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SimulateOptions,
  stop: () => boolean = () => false,
): Generator<SimulateProgress, SimulateResult> {
  const { length, seed } = options;
  const followed = properties.map((property) => new Followed(property, model, scope));
  const calls: CallCounts = countsFor(model);
  const random = new RandomRuns(model, scope, options);
  const changes = new WorldChanges(model, scope);
  let events = 0;
  let runs = 0;
  let made = 0;
  for (; made < options.runs && !stop(); made++) {
    yield { runs, events };
    const run = random.next();
    if (!isInShard(made, options.shard)) continue;
    events += performRun(model, scope, run, followed, calls, changes);
    runs++;
  }
  const bound = `${runs} random runs of up to ${length} events, seed ${seed}`;
  const verdicts: Verdict[] = [];
  for (const one of followed) {
    yield { runs, events };
    verdicts.push(stop() ? verdictAlong(one.followed, bound) : shortened(one, model, scope, bound));
  }
  return { runs, complete: made === options.runs, events, calls, verdicts };
}

/** A property that is followed along the runs, and the choices of the run that broke it. */
class Followed {
  readonly followed: FollowedProperty<Trace>;
  breaking: readonly Choice[] = [];

  constructor(property: Property, model: Model, scope: Scope) {
    this.followed = new FollowedProperty(property, model, scope);
  }

  /** Looks at a point of a run. */
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
  tellRun(() => events.map(({ operation }) => operation));
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

/** The verdict on a property; where it is broken, with a minimal history that breaks it. */
function shortened({ followed, breaking }: Followed, model: Model, scope: Scope, bound: string): Verdict {
  const { property, cases, settled } = followed;
  if (settled?.breach === undefined) return verdictAlong(followed, bound);
  const operations = simplest(
    model,
    scope,
    { choices: breaking, operations: settled.events.map(({ operation }) => operation) },
    (tried) => breakingRun(property, model, scope, tried) !== undefined,
  );
  const run = breakingRun(property, model, scope, operations);
  if (run === undefined)
    throw new Error(`${model.name} does not do the same twice: ${property.name} broke only once`);
  return verdictOf(property, cases, minimal(property, model, scope, run), bound);
}
