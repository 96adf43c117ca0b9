import type { CostOfModel } from "../engine/cost.ts";
import type { Event } from "../model/operation.ts";
import type { Verdict } from "../model/verdict.ts";

/** An event as a line of a history has it. */
export function eventAsJson({ operation, outcome }: Event) {
  return { ...operation, outcome };
}

/** Verdicts with their events as lines of a history have them. */
export function verdictsAsJson(verdicts: readonly Verdict[]) {
  return verdicts.map(({ history, call, ...verdict }) => ({
    ...verdict,
    ...(history && { history: history.map(eventAsJson) }),
    ...(call && { call: eventAsJson(call) }),
  }));
}

/** What a design's calls cost, with each call as a line of a history has it. */
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
