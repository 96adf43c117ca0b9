import { setRunUnderWay } from "../../history/under-way.ts";
import type { Event } from "../../model/operation.ts";
import type { Values } from "../codec/codec.ts";
import type { Happening } from "./side.ts";

/** A call and its outcome on both sides. */
export interface EventOfBoth {
  readonly first: Event;
  readonly second: Event;
}

/** A history after which two designs differ. */
export interface DesignDifference {
  /** The worlds look different afterwards, or they look alike and only the outcomes of the last call differ. */
  readonly of: "observation" | "outcome";
  readonly history: readonly EventOfBoth[];
}

/** A world of the second design, and the way there. */
export interface Second {
  readonly values: Values;
  readonly event?: Event;
  readonly before?: Second;
}

/** Worlds of both designs that look alike. The second design has one or, if it may choose, one for each way that looks alike. */
export interface Pair {
  readonly first: Values;
  readonly seconds: readonly Second[];
  readonly picture: string;
  readonly depth: number;
  readonly event?: Event;
  readonly before?: Pair;
}

/** The events that lead to a pair, on both sides. */
export function historyOf(pair: Pair, second: Second): EventOfBoth[] {
  const events: EventOfBoth[] = [];
  let other: Second | undefined = second;
  for (let here: Pair | undefined = pair; here?.event !== undefined; here = here.before) {
    if (other?.event === undefined) throw new Error("the sides of a pair have histories of unequal length");
    events.push({ first: here.event, second: other.event });
    other = other.before;
  }
  return events.reverse();
}

/** Sets the run under way to that of one of the designs, which goes on from a pair of worlds. */
export function tellRunTo(pair: Pair, second: Second | undefined, side: "first" | "second"): void {
  setRunUnderWay(() =>
    second === undefined ? [] : historyOf(pair, second).map((event) => event[side].operation),
  );
}

/** The first of each set of equal worlds. */
export function distinct(seconds: readonly Second[]): Second[] {
  return [
    ...new Map(seconds.map((second) => [second.values.join(), second] as const).reverse()).values(),
  ].reverse();
}

/** A call that the second design has tried, and from where. */
type Tried = Happening & { readonly before: Second };

/** The difference if the second design cannot follow. Of the calls that it has tried, one that was not refused shows more. */
export function failureToFollow(pair: Pair, first: Happening, tries: readonly Tried[]): DesignDifference {
  const shown = tries.find(({ event }) => event.outcome === "ok") ?? tries[0];
  if (shown === undefined) throw new Error(`${first.event.operation.op} has no call in the other design`);
  const history = [...historyOf(pair, shown.before), { first: first.event, second: shown.event }];
  return { of: shown.picture === first.picture ? "outcome" : "observation", history };
}
