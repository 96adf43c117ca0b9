/**
 * Histories in the Informal Trace Format, which Apalache, Quint and their viewers read (apalache-mc.org, ADR 15).
 *
 * A state has two variables: `event`, the call that led there and its outcome, and `world`, what the design shows. What a history has and a trace
 * does not (its design and scope, its expectations) goes under `#meta`, where ITF lets tools keep their own data.
 */
import * as v from "valibot";
import type { Expectation } from "../../history/expectation.ts";
import { Flaw } from "../../history/flaw.ts";
import { refuseDepth, refuseKeysTwice } from "../../history/json.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import { writeEntry, writeHistory } from "../../history/write-history.ts";
import type { Model } from "../../model/model.ts";
import { stepsOf } from "./steps.ts";

/** An ITF value: numbers are texts, so that no reader rounds them. */
type ItfValue =
  | string
  | boolean
  | { readonly "#bigint": string }
  | readonly ItfValue[]
  | { readonly [field: string]: ItfValue };

/** Stands for a missing value: a variant, as Quint and Apalache write it. */
const NONE = { tag: "None", value: { "#tup": [] } } as const satisfies ItfValue;

/**
 * A history as a trace.
 *
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 */
export function toItf(history: RecordedHistory): string {
  const { model, scope, about } = history;
  const steps = [...stepsOf(history)];
  const loop = steps.findIndex(({ isLoopStart }) => isLoopStart);
  const states = steps.map(({ told, world, expectations, beforeLoop = 0 }, index) => ({
    "#meta": {
      index,
      ...(expectations.length > 0 && {
        expect: expectations.map((expectation) => expectedIn(model, expectation)),
      }),
      ...(beforeLoop > 0 && { beforeLoop }),
    },
    event: told === undefined ? NONE : some(JSON.parse(writeEntry(model, { event: told.event }))),
    world: itfValue(model.domain.observations.asJson(world)),
  }));
  const trace = {
    "#meta": {
      format: "ITF",
      "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
      description: `A history of ${model.name} by nsmodel`,
      nsmodel: JSON.parse(writeHistory(model, scope, [], about)),
    },
    params: [],
    vars: ["event", "world"],
    states,
    ...(loop >= 0 && { loop }),
  };
  return `${JSON.stringify(trace, undefined, 1)}\n`;
}

/** An expectation as it is written in a history. */
const expectedIn = (model: Model, expectation: Expectation): unknown =>
  JSON.parse(writeEntry(model, { expectation })).expect;

const some = (value: unknown): ItfValue => ({ tag: "Some", value: itfValue(value) });

/** Plain data as an ITF value. */
export function itfValue(data: unknown): ItfValue {
  if (typeof data === "number") return { "#bigint": String(data) };
  if (typeof data === "string" || typeof data === "boolean") return data;
  if (data === null || data === undefined) return NONE;
  if (Array.isArray(data)) return data.map(itfValue);
  const fields = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields.map(([field, value]) => [field, itfValue(value)]));
}

const event = v.union(
  [
    v.looseObject({ tag: v.literal("None") }),
    v.looseObject({ tag: v.literal("Some"), value: v.looseObject({ op: v.string() }) }),
  ],
  "is not an event: expected a variant None, or Some with a record that has an op",
);

const trace = v.looseObject(
  {
    loop: v.optional(v.number("is not a number: it is the index of the state in which a loop begins")),
    "#meta": v.looseObject(
      { nsmodel: v.record(v.string(), v.unknown(), "is not an object: it names the design and its scope") },
      "is missing: under #meta.nsmodel a trace names the design and its scope",
    ),
    states: v.pipe(
      v.array(
        v.looseObject({
          "#meta": v.optional(
            v.looseObject({
              expect: v.optional(v.array(v.record(v.string(), v.unknown()))),
              beforeLoop: v.optional(
                v.pipe(
                  v.number("is not a number: it is how many of expect come before the loop"),
                  v.safeInteger("is not an integer: it is how many of expect come before the loop"),
                  v.minValue(0, "is less than 0: it is how many of expect come before the loop"),
                ),
              ),
            }),
            {},
          ),
          event,
        }),
        "is missing: a trace has a list of states",
      ),
      v.minLength(1, "is empty: a trace has at least its first state"),
    ),
  },
  ({ expected }) => (expected === "Object" ? "is not a trace: a trace is an object" : "is missing"),
);

/** A file is not a trace that can be read as a history. */
export class NoTrace extends Error {
  override name = "NoTrace";
}

/**
 * A trace as the text of a history, for `readHistory`. The worlds in the trace are ignored: the history says what happened, and running it
 * again gives the worlds.
 *
 * @throws {NoTrace} if it is not a trace; says what is missing, and where
 */
export function fromItf(text: string): string {
  const value = parsed(text);
  const result = v.safeParse(trace, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new NoTrace(`${v.getDotPath(issue) ?? "it"} ${issue.message}`);
  }
  // The value as it was read: the schema's output lacks fields such as `__proto__`, which the reader of the history must get to see and refuse.
  const { "#meta": meta, states, loop } = value as v.InferInput<typeof trace>; // the schema accepts it
  if (loop !== undefined && states[loop] === undefined)
    throw new NoTrace(`loop is ${loop}, but there is no such state`);
  const lines = [JSON.stringify(meta.nsmodel)];
  states.forEach(({ event, "#meta": { expect = [], beforeLoop = 0 } = {} }, index) => {
    if (index === 0 && event.tag === "Some")
      throw new NoTrace("states.0.event is an event: nothing comes before the first state");
    if (index > 0 && event.tag === "None")
      throw new NoTrace(`states.${index}.event is None: each state but the first has an event`);
    if (event.tag === "Some") lines.push(JSON.stringify(plainValue(event.value)));
    const expected = expect.map((one) => JSON.stringify({ expect: one }));
    if (index === loop) expected.splice(beforeLoop, 0, JSON.stringify({ loop: true }));
    for (const one of expected) lines.push(one);
  });
  return `${lines.join("\n")}\n`;
}

function parsed(text: string): unknown {
  try {
    refuseDepth(text);
    const value: unknown = JSON.parse(text);
    refuseKeysTwice(text, value);
    return value;
  } catch (error) {
    if (error instanceof Flaw) throw new NoTrace(error.message);
    throw new NoTrace(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The number in a `#bigint`, which ITF writes in decimal. @throws {NoTrace} if it is not such a text */
function numberIn(held: unknown): number {
  if (typeof held === "string" && /^-?\d+$/.test(held)) return Number(held);
  throw new NoTrace(`{"#bigint": ${JSON.stringify(held)}} is not a decimal integer`);
}

/** An ITF value as plain data. @throws {NoTrace} if a `#bigint` is not a number */
function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value);
  const [[only, held] = []] = fields;
  if (fields.length === 1 && only === "#bigint") return numberIn(held);
  if (only === "#set" || only === "#tup") return plainValue(held);
  return Object.fromEntries(fields.map(([field, inner]) => [field, plainValue(inner)]));
}
