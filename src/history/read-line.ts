import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { isObject } from "../schema/pieces.ts";
import { noneOf } from "../text/one-of.ts";
import { quote } from "../text/quote.ts";
import type { EntryOnLine } from "./entry.ts";
import { Flaw } from "./flaw.ts";
import { parseJson, textBefore } from "./json.ts";
import {
  eventSchemas,
  expectationSchema,
  formatSchema,
  headerSchema,
  loopSchema,
  scopeSchema,
} from "./schema.ts";
import { validate } from "./validate.ts";

/**
 * Reads the first line.
 *
 * @param models the designs that it may name
 * @param as the design to take, whichever one it names
 * @throws {Flaw} if it is not a header of this format, or names a design of another domain than `as`
 */
export function readHeader(
  line: string,
  models: readonly Model[],
  as?: Model,
): { readonly model: Model; readonly scope: Scope; readonly about: string | undefined } {
  const value = parseJson(line);
  validate(formatSchema, value, line);
  const names = as === undefined ? models.map(({ name }) => name) : undefined;
  const header = validate(headerSchema(names), value, line);
  const named = models.find(({ name }) => name === header.model);
  if (as !== undefined && named !== undefined && named.domain.name !== as.domain.name)
    throw new Flaw(
      `the history is for ${named.name}, whose domain (${named.domain.name}) is not that of ${as.name} (${as.domain.name})`,
      textBefore(line, ["model"], "value"),
    );
  const model = as ?? named;
  if (model === undefined) throw new Error(`the design ${header.model} was let through, but is none`);
  return { model, scope: validate(scopeSchema(model), value, line).scope, about: header.about };
}

/** What the lines after the first may refer to. */
export interface Vocabulary {
  readonly model: Model;
  readonly scope: Scope;
  /** The names of the properties. */
  readonly properties: readonly string[];
}

/** Reads a line after the first. @throws {Flaw} if it is not a valid entry */
export type EntryReader = (line: string, number: number) => EntryOnLine;

/**
 * Makes a reader of the lines after the first.
 *
 * @param parse parses JSON: `JSON.parse` is faster, and enough if `parseJson` has accepted the line before
 */
export function entryReader(
  { model, scope, properties }: Vocabulary,
  parse: (line: string) => unknown,
): EntryReader {
  const events = eventSchemas(model);
  const flawOf = model.domain.histories?.begin();
  const expectation = expectationSchema(model, scope, properties);

  let loop: number | undefined;
  return (line, number) => {
    const value = parse(line);
    if (!isObject(value)) throw new Flaw("this line is not an object");
    if (Object.hasOwn(value, "op")) {
      const schema = typeof value["op"] === "string" ? events.get(value["op"]) : undefined;
      if (schema === undefined) throw unknownCall(line, value["op"], model);
      const { outcome, ...operation } = validate(schema, value, line);
      const event = { operation, outcome };
      const flaw = flawOf?.(event);
      if (flaw !== undefined)
        throw new Flaw(`${quote(flaw.field)}: ${flaw.words}`, textBefore(line, [flaw.field], "value"));
      return { event, line: number };
    }
    if (Object.hasOwn(value, "expect")) {
      return { expectation: validate(expectation, value, line).expect, line: number };
    }
    if (Object.hasOwn(value, "loop")) {
      validate(loopSchema, value, line);
      if (loop !== undefined) throw new Flaw(`the loop already begins on line ${loop}`);
      loop = number;
      return { loop: true, line: number };
    }
    if (Object.hasOwn(value, "format")) throw new Flaw("a header is only allowed on the first line");
    throw new Flaw(
      `this line has neither "op" (an event) nor "expect" (an expectation) nor "loop" (where a loop begins)`,
    );
  };
}

function unknownCall(line: string, op: unknown, { name, calls }: Model): Flaw {
  const message =
    typeof op === "string"
      ? noneOf(op, `operation of ${name}`, Object.keys(calls))
      : "this is not the name of an operation: a name is a string in quotes";
  return new Flaw(message, textBefore(line, ["op"], "value"));
}
