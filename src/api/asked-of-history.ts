/** Validates the arguments of the functions on histories, for programs that are not type-checked. */
import { type GenericSchema, parse } from "valibot";
import { type EventLine, eventSchemas, expectationSchema } from "../history/schema.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { isObject } from "../schema/pieces.ts";
import { noneOf } from "../text/one-of.ts";
import { flawIn, inWords, isDesign } from "./asked.ts";

/** Requires a history as `begin` makes it. @throws {TypeError} if it is not one */
export function requireHistory(given: unknown): void {
  const isHistory =
    isObject(given) && isDesign(given["model"]) && Array.isArray(given["moments"]) && "initial" in given;
  if (isHistory) return;
  const hint = isRecorded(given) ? ", but one that was read from a file" : "";
  throw new TypeError(
    `${inWords(given)} is not a history that can be continued${hint}: begin(model, scope) makes one`,
  );
}

/** Requires a history as `readHistory` returns it. @throws {TypeError} if it is not one */
export function requireRecordedHistory(given: unknown): void {
  if (isRecorded(given)) return;
  const hint =
    isObject(given) && typeof given["ok"] === "boolean"
      ? "readHistory returns a result; if its `ok` is true, its field `history` is the history"
      : "readHistory(bytes, models) returns one in its result";
  throw new TypeError(`${inWords(given)} is not a history read from a file: ${hint}`);
}

const isRecorded = (given: unknown): boolean =>
  isObject(given) && isDesign(given["model"]) && typeof given["entries"] === "function";

/** Requires a position in a history. @throws {TypeError} if it is neither a whole number nor infinite */
export function requirePosition(given: unknown): void {
  const isWhole = Number.isInteger(given) || Math.abs(Number(given)) === Infinity;
  if (typeof given !== "number" || !isWhole)
    throw new TypeError(`position: ${inWords(given)} is not a whole number`);
}

/** Requires an operation of a design. @throws {RangeError} if the design has no such call; {TypeError} if its fields are not those of the call */
export function requireOperation(model: Model, given: unknown): void {
  if (!isObject(given))
    throw new TypeError(`${inWords(given)} is not an operation: an operation is an object`);
  requireEvent(model, { ...given, outcome: "ok" });
}

/** Requires an entry that may stand in a history of a scope. @throws as `requireOperation` */
export function requireEntry(model: Model, scope: Scope, given: unknown): void {
  if (!isObject(given)) throw new TypeError(`${inWords(given)} is not an entry: an entry is an object`);
  const { event, expectation, loop } = given;
  if (event !== undefined) {
    if (!isObject(event) || !isObject(event["operation"]))
      throw new TypeError(
        `event: ${inWords(event)} is not an event: an event is an object with an operation and its outcome`,
      );
    requireEvent(model, { ...event["operation"], outcome: event["outcome"] });
  } else if (isObject(expectation)) requireExpectation(model, scope, expectation);
  else if (loop !== true)
    throw new TypeError("an entry has neither an event nor an expectation, and its loop is not true");
}

/** Requires a valid expectation. Any name of a property is accepted: only the reader of the history knows the properties. */
function requireExpectation(model: Model, scope: Scope, given: Readonly<Record<string, unknown>>): void {
  const { property } = given;
  const schema = expectationSchema(model, scope, typeof property === "string" ? [property] : []);
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  const line = fields.map(([name, value]) => [
    name,
    value instanceof Map ? Object.fromEntries(value) : value,
  ]);
  const written = { expect: Object.fromEntries(line) };
  const flaw = flawIn(schema, written, "");
  if (flaw !== undefined) throw new TypeError(flaw);
  // In a file a map is an object, whose keys are strings.
  const { expect } = parse(schema, written);
  const noMap = fields.find(([name, value]) => expect[name] instanceof Map && !(value instanceof Map));
  if (noMap !== undefined) throw new TypeError(`expect.${noMap[0]}: ${inWords(noMap[1])} is not a Map`);
}

function requireEvent(model: Model, line: Readonly<Record<string, unknown>>): void {
  const { op } = line;
  if (typeof op !== "string")
    throw new TypeError(`op: ${inWords(op)} is not the name of an operation of ${model.name}`);
  const schema = schemasOf(model).get(op);
  if (schema === undefined)
    throw new RangeError(noneOf(op, `operation of ${model.name}`, Object.keys(model.calls)));
  // A field that is `undefined` counts as absent.
  const given = Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
  const flaw = flawIn(schema, given, op);
  if (flaw !== undefined) throw new TypeError(flaw);
}

type Schemas = ReadonlyMap<string, GenericSchema<unknown, EventLine>>;

/** Cached: the schemas take long to make compared with performing an operation. */
const SCHEMAS = new WeakMap<Model, Schemas>();

function schemasOf(model: Model): Schemas {
  const schemas = SCHEMAS.get(model) ?? eventSchemas(model);
  SCHEMAS.set(model, schemas);
  return schemas;
}

/** An iterable as a list. @param of a noun for its items @throws {TypeError} if it is not iterable */
export function listOf<Item>(given: Iterable<Item>, of: string): readonly Item[] {
  const walked: unknown = given;
  if (typeof walked === "object" && walked !== null && Symbol.iterator in walked) return [...given];
  throw new TypeError(`${inWords(given)} is not a list of ${of}`);
}
