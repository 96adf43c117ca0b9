import fc from "fast-check";
import { happen } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Breach, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { breakingRun, shrink } from "./breaking-run.ts";
import { type CallCounts, countCall } from "./call-counts.ts";
import { type Choice, operationOf } from "./choice.ts";
import { findingAt, type Point, pointOf } from "./claims.ts";
import { choicesOf, operationsOf } from "./random-runs.ts";
import { Ruling } from "./ruling.ts";
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
  const rulings = properties.map((property) => new Ruling(property, model, scope));
  const calls: CallCounts = new Map();
  const changes = new WorldChanges(model, scope);
  let runs = 0;
  let events = 0;
  for (const chosen of fc.sample(choicesOf(model, scope, length), { numRuns: options.runs, seed })) {
    yield { runs, events };
    if (stop()) break;
    events += performRun(model, scope, chosen, rulings, calls, changes);
    runs++;
  }
  const bound = `${runs} random runs of up to ${length} events, seed ${seed}`;
  const verdicts: Verdict[] = [];
  for (const ruling of rulings) {
    yield { runs, events };
    const verdict = ruling.verdict(bound);
    verdicts.push(
      verdict.verdict === "broken" && !stop()
        ? shrunk(ruling.property, model, scope, verdict, options)
        : verdict,
    );
  }
  return { runs, complete: runs === options.runs, events, calls, verdicts };
}

function performRun(
  model: Model,
  scope: Scope,
  choices: readonly Choice[],
  rulings: readonly Ruling[],
  calls: CallCounts,
  changes: WorldChanges,
): number {
  const events: Event[] = [];
  let point = pointOf(model, scope, model.initial(scope), undefined, changes);
  checkPoint(point, scope, rulings, events);
  for (const choice of choices) {
    const operation = operationOf(choice, model, point.state, scope);
    if (operation === undefined) break;
    const { event, world } = happen(model, scope, point.state, operation);
    events.push(event);
    point = pointOf(model, scope, world, { point, event });
    countCall(calls, operation.op, event.outcome, { unchanged: point.step?.changed === false, new: false });
    checkPoint(point, scope, rulings, events);
  }
  return events.length;
}

function checkPoint(point: Point, scope: Scope, rulings: readonly Ruling[], events: readonly Event[]): void {
  for (const ruling of rulings) {
    if (ruling.isOpen) ruling.take(findingAt(ruling.property, point, scope), () => [...events], noCall);
  }
}

/** A minimal run that breaks a property which the runs of a seed break. */
function shrunk(
  property: Property,
  model: Model,
  scope: Scope,
  found: Verdict,
  options: SimulateOptions,
): Verdict {
  const runOf = (chosen: readonly Choice[]) =>
    breakingRun(property, model, scope, operationsOf(chosen, model, scope));
  const { counterexample } = fc.check(
    fc.property(choicesOf(model, scope, options.length), (chosen) => runOf(chosen) === undefined),
    { seed: options.seed, numRuns: options.runs },
  );
  const operations = found.history?.map(({ operation }) => operation) ?? [];
  const run = (counterexample && runOf(counterexample[0])) ?? breakingRun(property, model, scope, operations);
  if (run === undefined)
    throw new Error(`${model.name} does not do the same twice: ${property.name} broke only once`);
  const { events, breach } = shrink(property, model, scope, run);
  return { ...found, why: breach.broken, history: events, ...showing(breach, events, model, scope) };
}

/** The call that shows a breach after a run, and what it comes to. */
function showing({ call }: Breach, events: readonly Event[], model: Model, scope: Scope): { call?: Event } {
  if (call === undefined) return {};
  const world = model.initial(scope);
  for (const { operation } of events) model.apply(world, operation, scope);
  return { call: { operation: call, outcome: model.apply(world, call, scope) } };
}

const noCall = (): undefined => undefined;
