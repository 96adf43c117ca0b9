import { stretchesOf } from "../../../engine/shard.ts";
import {
  type FollowedRuns,
  followInSteps,
  type SimulateOptions,
  type SimulateProgress,
} from "../../../engine/simulate.ts";
import type { Model } from "../../../model/model.ts";
import type { Property } from "../../../model/property.ts";
import type { Scope } from "../../../model/scope.ts";
import { counted } from "../../../text/counted.ts";
import type { Ending } from "../ending.ts";

/** Consecutive random runs. */
export interface SimulateAsk {
  readonly model: Model;
  readonly properties: readonly Property[];
  readonly scope: Scope;
  readonly options: SimulateOptions;
}

/** What was found along them. */
export type SimulateAnswer = FollowedRuns;

/** Divides a simulation into stretches of consecutive runs, whose results can be combined exactly. */
export function partsOfSimulation(whole: SimulateAsk, wanted: number): SimulateAsk[] {
  const { options } = whole;
  return stretchesOf(options.runs, wanted).map((shard) => ({ ...whole, options: { ...options, shard } }));
}

export function* carryOutSimulate(
  { model, properties, scope, options }: SimulateAsk,
  { interrupted }: Ending,
): Generator<string, SimulateAnswer> {
  const run = followInSteps(model, properties, scope, options, interrupted);
  let next = run.next();
  for (; !next.done; next = run.next()) yield inWords(next.value);
  return next.value;
}

const inWords = ({ runs, events }: SimulateProgress): string =>
  `${counted(runs, "run")}, ${counted(events, "event")}`;
