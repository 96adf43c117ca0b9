import type { Choice } from "../engine/choice.ts";
import { simplestPlayed } from "../engine/simplest.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Backend } from "./backend.ts";
import { type FirstDifference, firstDifference, UNTIL_DIFFERENCE } from "./divergence.ts";
import { withoutEvents } from "./left-out.ts";

/** A history that differs, and, if it was random, the choices that it was made from. */
export interface DifferingHistory {
  readonly first: FirstDifference;
  readonly operations: readonly Operation[];
  readonly choices: readonly Choice[] | undefined;
}

/** The shortest history found that differs in the same way. */
export interface Shortened {
  readonly first: FirstDifference;
  /** Whether it is known that no event can be left out. If not, the budget ran out first, or the history never differed again. */
  readonly isMinimal: boolean;
}

/** A budget for shortening histories. Asked before each play. */
export interface Budget {
  /** Takes one play. @returns whether there was one left */
  take(): boolean;
}

/** How many histories are tried at once. */
const AT_ONCE = 6;
/** How many plays of a history's budget fast-check may use before events are left out. */
const PLAYS_OF_CHOICES = 100;

/**
 * Shortens a history that differs: with fast-check if it was random, then by leaving out events, many at a time and then
 * one by one, as long as the rest still shows the same sort of difference at the same operation.
 */
export async function shorten(
  backend: Backend,
  model: Model,
  scope: Scope,
  found: DifferingHistory,
  budget: Budget,
): Promise<Shortened> {
  let best: FirstDifference | undefined;
  let isSpent = false;
  const differenceOf = async (operations: readonly Operation[]) => {
    if (!budget.take()) {
      isSpent = true;
      return undefined;
    }
    const first = firstDifference(await backend.play(model, scope, operations, UNTIL_DIFFERENCE));
    return first?.sort === found.first.sort && first.op === found.first.op ? first : undefined;
  };
  const take = (first: FirstDifference | undefined): boolean => {
    if (first !== undefined && (best === undefined || first.events.length < best.events.length)) best = first;
    return first !== undefined;
  };

  if (found.choices !== undefined) {
    let plays = 0;
    await simplestPlayed(
      model,
      scope,
      { choices: found.choices, operations: found.operations },
      async (operations) => plays++ < PLAYS_OF_CHOICES && take(await differenceOf(operations)),
    );
  }
  if (best === undefined) take(await differenceOf(found.operations));
  if (best === undefined) return { first: isSpent ? found.first : onlyOnce(found.first), isMinimal: false };
  const events = await withFewerEvents(model, scope, best, differenceOf);
  return { first: events, isMinimal: !isSpent };
}

/** Leaves out events: halves, quarters and so on down to single events, trying the same size again after each success. */
async function withFewerEvents(
  model: Model,
  scope: Scope,
  start: FirstDifference,
  differenceOf: (operations: readonly Operation[]) => Promise<FirstDifference | undefined>,
): Promise<FirstDifference> {
  let best = start;
  // The last event is the one after which they differ.
  for (let size = Math.ceil((best.events.length - 1) / 2); size >= 1; ) {
    const operations = best.events.map(({ event }) => event.operation);
    const places: number[] = [];
    for (let place = operations.length - 1 - size; place > -size; place -= size)
      places.push(Math.max(place, 0));
    const shorter = await firstOf(places, (place) =>
      differenceOf(withoutEvents(model, scope, operations, place, size)),
    );
    if (shorter !== undefined) best = shorter;
    else if (size === 1) break;
    else size = Math.ceil(size / 2);
    size = Math.min(size, best.events.length - 1);
  }
  return best;
}

/** The result of the first value, in order, for which `work` returns one. `AT_ONCE` values are worked on concurrently. */
async function firstOf<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  for (let from = 0; from < values.length; from += AT_ONCE) {
    const results = await Promise.all(values.slice(from, from + AT_ONCE).map(work));
    const found = results.find((result) => result !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function onlyOnce(first: FirstDifference): FirstDifference {
  const words = "it differed only once: the kernel is not deterministic here";
  return { ...first, differences: [...first.differences, { sort: first.sort, words }] };
}
