import type { CostOfModel } from "../engine/cost.ts";
import type { Event } from "../model/operation.ts";
import type { Verdict } from "../model/verdict.ts";

/** An event as it is written in a history. */
export function eventAsJson({ operation, outcome }: Event) {
  return { ...operation, outcome };
}

/** Verdicts, with events as they are written in a history. */
export function verdictsAsJson(verdicts: readonly Verdict[]) {
  return verdicts.map(({ history, call, ...verdict }) => ({
    ...verdict,
    ...(history && { history: history.map(eventAsJson) }),
    ...(call && { call: eventAsJson(call) }),
  }));
}

/** What a design's calls cost, with each call as it is written in a history. */
export function costAsJson({ ladders, ...result }: CostOfModel) {
  return {
    ...result,
    ladders: ladders.map(({ calls, ...ladder }) => ({
      ...ladder,
      calls: calls.map(({ op, operation, outcome, ...cost }) => ({
        op,
        call: eventAsJson({ operation, outcome }),
        ...cost,
      })),
    })),
  };
}
