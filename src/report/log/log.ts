/** The log of a run: the outcome of each call of some histories, and what could be seen after it. See docs/suites.md. */
import * as v from "valibot";
import { Flaw } from "../../history/flaw.ts";
import { refuseDepth, refuseKeysTwice } from "../../history/json.ts";
import type { Operation } from "../../model/operation.ts";
import { isObject } from "../../schema/pieces.ts";
import { counted } from "../../text/counted.ts";

const LOG_FORMAT = "nsmodel-log";
const LOG_VERSION = 1;

/** Where histories were run. */
export interface LogOrigin {
  /** The version of nsmodel. */
  readonly nsmodel: string;
  /** The release of the kernel; `undefined` if they were only run on designs. */
  readonly kernel?: string | undefined;
  /** Identifies the files of user-defined designs. */
  readonly design?: string | undefined;
}

/** A call of a history. */
export interface LoggedEvent {
  /** Its line in the history's file. */
  readonly line: number;
  readonly operation: Operation;
  readonly outcome: string;
  /** What can be seen after it, as plain data; `undefined` if nothing visible has changed. */
  readonly shows?: unknown;
  /** Where the kernel shows something different, as sentences; `undefined` if it does not. */
  readonly differs?: readonly string[] | undefined;
}

/** How the run of a history ended. */
export type LoggedEnd =
  | { readonly is: "whole" }
  | { readonly is: "interrupted" }
  /** Not run from this line on. */
  | { readonly is: "stopped"; readonly line: number; readonly why: string }
  | { readonly is: "unreadable"; readonly line: number; readonly why: string };

/** The logged run of a history. */
export interface LoggedHistory {
  readonly history: string;
  /** The design; `undefined` if the history could not be run. */
  readonly model?: string | undefined;
  readonly events: readonly LoggedEvent[];
  readonly end: LoggedEnd;
}

/** A whole log. */
export interface Log {
  readonly origin: LogOrigin;
  readonly histories: readonly LoggedHistory[];
}

/** A log as text: the header, then for each history a line per event and one for its end. */
export function writeLog({ origin, histories }: Log): string {
  const header = { format: LOG_FORMAT, version: LOG_VERSION, ...origin };
  const lines: object[] = [header];
  for (const { history, model, events, end } of histories) {
    for (const { line, operation, outcome, shows, differs } of events)
      lines.push({ history, line, ...operation, outcome, shows, differs });
    const { is, ...where } = end;
    lines.push({ history, model, events: events.length, end: is, ...where });
  }
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

/** A text is not a log: says what is wrong, and on which line. */
export class NotALog extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const headerSchema = v.looseObject({
  format: v.literal(LOG_FORMAT),
  version: v.literal(LOG_VERSION),
  nsmodel: v.string(),
  kernel: v.optional(v.string()),
  design: v.optional(v.string()),
});

/** A line of a file, counted from 1. */
const LINE = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const eventSchema = v.objectWithRest(
  {
    history: v.string(),
    line: LINE,
    op: v.string(),
    task: v.number(),
    outcome: v.string(),
    shows: v.optional(v.nonNullable(v.unknown())),
    differs: v.optional(v.array(v.string())),
  },
  v.unknown(),
);

const place = { line: LINE, why: v.string() };
const endSchema = v.variant("end", [
  v.strictObject({ ...ofEnd(), end: v.picklist(["whole", "interrupted"]) }),
  v.strictObject({ ...ofEnd(), end: v.picklist(["stopped", "unreadable"]), ...place }),
]);

function ofEnd() {
  return { history: v.string(), model: v.optional(v.string()), events: v.number() };
}

/** Reads a log. @throws {NotALog} if it is not one, or is incomplete */
export function readLog(text: string): Log {
  const [first = "", ...lines] = text.split("\n");
  const header = v.safeParse(headerSchema, parsed(first, 1));
  if (!header.success) throw new NotALog(1, "this is not a log of nsmodel test --log");
  const { nsmodel, kernel, design } = header.output;
  if (lines.pop() !== "") throw new NotALog(lines.length + 2, "the log ends within a line");
  const histories: LoggedHistory[] = [];
  const names = new Set<string>();
  let events: LoggedEvent[] = [];
  let ofEvents: string | undefined;
  for (const [index, line] of lines.entries()) {
    const value = parsed(line, index + 2);
    if (isObject(value) && "op" in value) {
      const { history, event } = eventOf(value, index + 2);
      if (history !== (ofEvents ?? history))
        throw new NotALog(index + 2, "the history before it has not ended");
      ofEvents = history;
      events.push(event);
    } else {
      const ended = endedBy(value, events, index + 2);
      if (ended.history !== (ofEvents ?? ended.history))
        throw new NotALog(index + 2, "the events before it belong to another history");
      ofEvents = undefined;
      if (names.has(ended.history)) throw new NotALog(index + 2, "the history is in the log twice");
      names.add(ended.history);
      histories.push(ended);
      events = [];
    }
  }
  if (events.length > 0) throw new NotALog(lines.length + 1, "the log ends within a history");
  return { origin: { nsmodel, kernel, design }, histories };
}

function eventOf(value: object, line: number): { readonly history: string; readonly event: LoggedEvent } {
  const read = v.safeParse(eventSchema, value);
  if (!read.success) throw new NotALog(line, "this is not an event of a log");
  const { history, line: inFile, outcome, shows, differs, ...operation } = read.output;
  const event = {
    line: inFile,
    operation: operation as Operation, // its op and its task were checked; the other fields may be anything
    outcome,
    ...(shows !== undefined && { shows }),
    ...(differs !== undefined && { differs }),
  };
  return { history, event };
}

function endedBy(value: unknown, events: readonly LoggedEvent[], line: number): LoggedHistory {
  const read = v.safeParse(endSchema, value);
  if (!read.success) throw new NotALog(line, "this is neither an event nor the end of a history");
  const { history, model, events: count, end, ...where } = read.output;
  if (count !== events.length)
    throw new NotALog(line, `the history should have ${counted(count, "event")}, but has ${events.length}`);
  return { history, model, events, end: endOf(end, where) };
}

function endOf(is: LoggedEnd["is"], where: { line?: number; why?: string }): LoggedEnd {
  if (is === "whole" || is === "interrupted") return { is };
  const { line = 1, why = "" } = where;
  return { is, line, why };
}

function parsed(line: string, number: number): unknown {
  try {
    refuseDepth(line);
    const value: unknown = JSON.parse(line);
    refuseKeysTwice(line, value);
    return value;
  } catch (error) {
    if (error instanceof Flaw) throw new NotALog(number, error.message);
    // A line that is not JSON is not a line of a log either: the caller reports it.
    return undefined;
  }
}
