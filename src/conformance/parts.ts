/** A comparison in several parts, one after another: scopes that are toured separately, and histories that a design provides. */
import type { CallCounts } from "../engine/call-counts.ts";
import { addCalls, countsFor } from "../engine/call-counts.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Backend } from "./backend.ts";
import {
  type ConformEnd,
  type ConformOptions,
  type ConformProgress,
  type ConformResult,
  conform,
  type Divergence,
} from "./conform.ts";
import { type CoverageRow, coverageOfAll } from "./coverage.ts";

/** What one part compares. */
export interface Part {
  readonly scope: Scope;
  readonly how: ConformOptions;
}

/** The result of one part. */
export interface PartResult extends Part {
  readonly result: ConformResult;
  readonly seconds: number;
}

/** A difference, and the scope in which it was found. */
export type ScopedDivergence = Divergence & { readonly scope: Scope };

/** The combined result of several parts. */
export interface PartsResult
  extends Pick<
    ConformResult,
    "histories" | "events" | "calls" | "coverage" | "stopped" | "unplayed" | "end" | "complete"
  > {
  readonly parts: readonly PartResult[];
  /** One for each sort of difference and operation. */
  readonly divergences: readonly ScopedDivergence[];
}

/**
 * Compares part after part. If one is interrupted or runs out of time, it is the last.
 *
 * @param seconds time limit for all of them together
 */
export async function* conformInParts(
  backend: Backend,
  model: Model,
  parts: readonly Part[],
  seconds = Number.POSITIVE_INFINITY,
  stop: () => boolean = () => false,
): AsyncGenerator<ConformProgress, PartsResult> {
  const began = performance.now();
  const results: PartResult[] = [];
  for (const { scope, how } of parts) {
    const start = performance.now();
    const left = seconds - (start - began) / 1000;
    const result = yield* conform(backend, model, scope, { ...how, seconds: left }, stop);
    results.push({ scope, how, result, seconds: (performance.now() - start) / 1000 });
    if (result.end === "interrupted" || result.end === "time") break;
  }
  return together(model, results, parts.length);
}

/** Combines the results of shards of the same parts. @param shards the parts of each shard */
export function partsOfShards(
  model: Model,
  shards: readonly (readonly PartResult[])[],
  wanted: number,
): PartsResult {
  const most = Math.max(0, ...shards.map(({ length }) => length));
  const parts = Array.from({ length: most }, (_, place) =>
    wholePart(
      model,
      shards.flatMap((shard) => shard[place] ?? []),
    ),
  );
  return together(model, parts, wanted);
}

function wholePart(model: Model, shards: readonly PartResult[]): PartResult {
  const [first] = shards;
  if (first === undefined) throw new RangeError("a part has at least one shard");
  const { parts: _, divergences, ...sum } = together(model, shards, shards.length);
  const { transitions } = first.result;
  const played = new Set(shards.flatMap(({ result }) => [...result.played]));
  return {
    scope: first.scope,
    how: { ...first.how, shard: undefined },
    seconds: Math.max(...shards.map(({ seconds }) => seconds)),
    result: {
      ...sum,
      divergences,
      transitions: transitions && { ...transitions, covered: played.size },
      played,
    },
  };
}

function together(model: Model, parts: readonly PartResult[], wanted: number): PartsResult {
  const results = parts.map(({ result }) => result);
  const sum = (of: (result: ConformResult) => number) => results.reduce((all, one) => all + of(one), 0);
  const calls: CallCounts = countsFor(model);
  for (const result of results) addCalls(calls, result.calls);
  return {
    parts,
    histories: sum(({ histories }) => histories),
    events: sum(({ events }) => events),
    calls,
    coverage: coverageOf(results),
    stopped: counted(results.map(({ stopped }) => stopped)),
    unplayed: counted(results.map(({ unplayed }) => unplayed)),
    divergences: oneOfEach(parts),
    end: endOf(results),
    complete: parts.length === wanted && results.every(({ complete }) => complete),
  };
}

function coverageOf(results: readonly ConformResult[]): CoverageRow[] {
  return coverageOfAll(results.map(({ coverage }) => coverage));
}

/** The end of the first incomplete part. */
function endOf(results: readonly ConformResult[]): ConformEnd {
  return results.find(({ complete }) => !complete)?.end ?? "all were played";
}

function counted(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [why, number] of maps.flatMap((map) => [...map])) sums.set(why, (sums.get(why) ?? 0) + number);
  return sums;
}

/** For each sort of difference and operation, the shortest divergence found in any part. */
function oneOfEach(parts: readonly PartResult[]): ScopedDivergence[] {
  const found = new Map<string, ScopedDivergence>();
  for (const { scope, result } of parts) {
    for (const divergence of result.divergences) {
      const key = `${divergence.sort} ${divergence.op}`;
      const known = found.get(key);
      const histories = divergence.histories + (known?.histories ?? 0);
      const isShorter = known === undefined || divergence.events.length < known.events.length;
      found.set(key, { ...(isShorter ? { ...divergence, scope } : known), histories });
    }
  }
  return [...found.values()];
}
