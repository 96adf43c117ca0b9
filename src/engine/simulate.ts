import { happen } from "../history/history.ts";
import { tellRun } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Breach, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { breakingRun, minimal } from "./breaking-run.ts";
import { type CallCounts, countCall, countsFor } from "./call-counts.ts";
import type { Choice } from "./choice.ts";
import { findingAt, type Point, pointOf } from "./claims.ts";
import { type RandomRun, RandomRuns } from "./random-runs.ts";
import { Ruling } from "./ruling.ts";
import { simplest } from "./simplest.ts";
import { WorldChanges } from "./world-changes.ts";

/** How many random runs, how long, and from which seed. The same seed gives the same runs. */
export interface SimulateOptions {
  readonly runs: number;
  /** The most events of a run. */
  readonly length: number;
  /** A whole number of 32 bits. */
  readonly seed: number;
}

/** How far a simulation has come. */
export interface SimulateProgress {
  readonly runs: number;
  readonly events: number;
}

/** What random runs have found. */
export interface SimulateResult {
  /** How many runs there were: fewer than asked for where it was stopped. */
  readonly runs: number;
  /** Whether there were as many runs as asked for. */
  readonly complete: boolean;
  readonly events: number;
  /** What came of each operation of the design. */
  readonly calls: CallCounts;
  readonly verdicts: readonly Verdict[];
}

/**
 * Performs random histories, sensible calls and hostile ones mixed, under Immer, and checks every claim along them. A
 * history that breaks a claim is shrunk: by fast-check, then until no event can be left out.
 *
 * @param stop asked all the time: whether to end early, with what was found and as it was found
 */
export function* simulate(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SimulateOptions,
  stop: () => boolean = () => false,
): Generator<SimulateProgress, SimulateResult> {
  const { length, seed } = options;
  const claims = properties.map((property) => new Claim(property, model, scope));
  const calls: CallCounts = countsFor(model);
  const random = new RandomRuns(model, scope, options);
  const changes = new WorldChanges(model, scope);
  let events = 0;
  let runs = 0;
  for (; runs < options.runs && !stop(); runs++) {
    yield { runs, events };
    events += performRun(model, scope, random.next(), claims, calls, changes);
  }
  const bound = `${runs} random runs of up to ${length} events, seed ${seed}`;
  const verdicts: Verdict[] = [];
  for (const claim of claims) {
    yield { runs, events };
    const verdict = claim.ruling.verdict(bound);
    verdicts.push(stop() ? verdict : shortened(claim, model, scope, verdict));
  }
  return { runs, complete: runs === options.runs, events, calls, verdicts };
}

/** A claim, what is found out about it, and the choices of the run that broke it. */
class Claim {
  readonly property: Property;
  readonly ruling: Ruling;
  breaking: readonly Choice[] = [];

  constructor(property: Property, model: Model, scope: Scope) {
    this.property = property;
    this.ruling = new Ruling(property, model, scope);
  }

  /** Looks at a point of a run. */
  check(point: Point, scope: Scope, events: readonly Event[], { choices }: RandomRun): void {
    if (!this.ruling.isOpen) return;
    this.ruling.take(findingAt(this.property, point, scope), () => [...events], noCall);
    if (!this.ruling.isOpen) this.breaking = choices.slice(0, events.length);
  }
}

function performRun(
  model: Model,
  scope: Scope,
  run: RandomRun,
  claims: readonly Claim[],
  calls: CallCounts,
  changes: WorldChanges,
): number {
  const events: Event[] = [];
  tellRun(() => events.map(({ operation }) => operation));
  let point = pointOf(model, scope, model.initial(scope), undefined, changes);
  for (const claim of claims) claim.check(point, scope, events, run);
  for (const operation of run.operations) {
    const { event, world } = happen(model, scope, point.state, operation);
    events.push(event);
    point = pointOf(model, scope, world, { point, event });
    countCall(calls, operation.op, event.outcome, { unchanged: point.step?.changed === false, new: false });
    for (const claim of claims) claim.check(point, scope, events, run);
  }
  return events.length;
}

/** The same verdict; where the claim is broken, with a minimal history that breaks it. */
function shortened({ property, breaking }: Claim, model: Model, scope: Scope, found: Verdict): Verdict {
  if (found.verdict !== "broken" || found.history === undefined) return found;
  const operations = simplest(
    model,
    scope,
    { choices: breaking, operations: found.history.map(({ operation }) => operation) },
    (tried) => breakingRun(property, model, scope, tried) !== undefined,
  );
  const run = breakingRun(property, model, scope, operations);
  if (run === undefined)
    throw new Error(`${model.name} does not do the same twice: ${property.name} broke only once`);
  const { events, breach } = minimal(property, model, scope, run);
  return { ...found, why: breach.broken, history: events, ...showing(breach, events, model, scope) };
}

/** The call that shows a breach after a run, and what it comes to. */
function showing({ call }: Breach, events: readonly Event[], model: Model, scope: Scope): { call?: Event } {
  if (call === undefined) return {};
  const operations = events.map(({ operation }) => operation);
  tellRun(() => operations);
  const world = model.initial(scope);
  for (const operation of operations) model.apply(world, operation, scope);
  return { call: { operation: call, outcome: model.apply(world, call, scope) } };
}

const noCall = (): undefined => undefined;
