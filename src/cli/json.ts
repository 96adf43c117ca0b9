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
