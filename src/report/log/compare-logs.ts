import { deepEqual } from "fast-equals";
import { counted } from "../../text/counted.ts";
import { describeDifference } from "./describe-difference.ts";
import type { Log, LoggedEvent, LoggedHistory } from "./log.ts";

/** Where two runs of a history first differ. */
export interface LogDifference {
  readonly history: string;
  /** The line of the event in the history's file; if a run ended there, the line up to which it got. */
  readonly line: number;
  /** The call; `undefined` if a run, or both, ended there. */
  readonly call: string | undefined;
  /** What each run did. */
  readonly first: string;
  readonly second: string;
  /** How many events differ after this one; these may only be a consequence. */
  readonly further: number;
}

/** A history that agrees as far as both logs have it, but was not run to its end. */
export interface LogGap {
  readonly history: string;
  /** How far each run got, in words. */
  readonly first: string;
  readonly second: string;
}

/** How two logs differ. */
export interface LogComparison {
  /** How many histories are in both. */
  readonly both: number;
  readonly differences: readonly LogDifference[];
  /** Histories that are not known to agree or to differ. */
  readonly notCompared: readonly LogGap[];
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/** Compares two logs, history by history. */
export function compareLogs(first: Log, second: Log): LogComparison {
  const others = new Map(second.histories.map((one) => [one.history, one]));
  const names = new Set(first.histories.map(({ history }) => history));
  const pairs = first.histories.flatMap((one) => {
    const other = others.get(one.history);
    return other === undefined ? [] : [[one, other] as const];
  });
  const found = pairs.map(([one, other]) => compareHistories(one, other));
  return {
    both: pairs.length,
    differences: found.flatMap((one) => (one.is === "different" ? [one.difference] : [])),
    notCompared: found.flatMap((one) => (one.is === "not compared" ? [one.gap] : [])),
    onlyFirst: [...names].filter((name) => !others.has(name)),
    onlySecond: [...others.keys()].filter((name) => !names.has(name)),
  };
}

/** An event, and everything visible after it. */
interface SeenEvent extends LoggedEvent {
  readonly seen: unknown;
}

function seenEvents({ events }: LoggedHistory): SeenEvent[] {
  let seen: unknown;
  return events.map((event) => {
    seen = event.shows ?? seen;
    return { ...event, seen };
  });
}

type Found =
  | { readonly is: "same" }
  | { readonly is: "different"; readonly difference: LogDifference }
  | { readonly is: "not compared"; readonly gap: LogGap };

function compareHistories(one: LoggedHistory, other: LoggedHistory): Found {
  const { history } = one;
  const [events, others] = [seenEvents(one), seenEvents(other)];
  const places = Array.from({ length: Math.min(events.length, others.length) }, (_, place) => place);
  const differing = places.flatMap((place) => {
    const [here, there] = [events[place], others[place]];
    if (here === undefined || there === undefined) return [];
    const words = eventsInWords(here, there);
    return words === undefined ? [] : [{ line: here.line, call: callInWords(here), ...words }];
  });
  const [found] = differing;
  if (found !== undefined)
    return { is: "different", difference: { history, ...found, further: differing.length - 1 } };
  const [first, second] = [endInWords(one), endInWords(other)];
  if (hasGap(one, other)) return { is: "not compared", gap: { history, first, second } };
  if (one.end.is === other.end.is && events.length === others.length) return { is: "same" };
  const line = (events.length < others.length ? others : events)[places.length]?.line ?? lineOf(one);
  return { is: "different", difference: { history, line, call: undefined, first, second, further: 0 } };
}

/** Whether the results of some events are unknown: neither run got to them, or one was interrupted before. */
const hasGap = ({ end }: LoggedHistory, { end: other }: LoggedHistory): boolean =>
  end.is === "interrupted" || other.is === "interrupted" || (end.is !== "whole" && other.is !== "whole");

/** The results of two events, if they differ. */
function eventsInWords(
  one: SeenEvent,
  other: SeenEvent,
): Pick<LogDifference, "first" | "second"> | undefined {
  if (!deepEqual(one.operation, other.operation))
    return { first: `the call is ${callInWords(one)}`, second: `the call is ${callInWords(other)}` };
  if (one.outcome !== other.outcome) return { first: one.outcome, second: other.outcome };
  const [words = [], otherWords = []] = [one.differs, other.differs];
  if (!deepEqual(words, otherWords))
    return { first: differsInWords(words), second: differsInWords(otherWords) };
  return deepEqual(one.seen, other.seen) ? undefined : describeDifference(one.seen, other.seen);
}

const differsInWords = (words: readonly string[]): string =>
  words.length === 0 ? "what the design shows" : words.join("; ");

/** A call on one line: `setns by task 2, path "/a"`. */
function callInWords({ operation: { op, task, ...fields } }: LoggedEvent): string {
  const given = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [`${op} by task ${task}`, ...given].join(", ");
}

function endInWords({ end, events }: LoggedHistory): string {
  switch (end.is) {
    case "whole":
      return `ran to the end, ${counted(events.length, "event")}`;
    case "interrupted":
      return `was interrupted after ${counted(events.length, "event")}`;
    case "stopped":
      return `was not run from line ${end.line} on: ${end.why}`;
    case "unreadable":
      return `could not be run, line ${end.line}: ${end.why}`;
  }
}

const lineOf = ({ end, events }: LoggedHistory): number =>
  "line" in end ? end.line : (events.at(-1)?.line ?? 1);
