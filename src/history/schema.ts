/**
 * The valibot schema of each sort of line. They are made from what the design declares (`calls`), so no code here knows
 * which design it has. Objects are strict: unknown fields are refused.
 */
import * as v from "valibot";
import type { Field, NameField } from "../model/field.ts";
import { fieldOf } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { type Outcome, outcomesOf } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import { unreachable } from "../model/unreachable.ts";
import {
  isObject,
  kind,
  listOfEach,
  object,
  task,
  text,
  wholeNumber,
  wholeNumberFrom0,
  word,
} from "../schema/pieces.ts";
import { quote } from "../text/quote.ts";
import { EXPECTED_VERDICTS, type Expectation } from "./expectation.ts";

export const FORMAT = "nsmodel-history";
export const FORMAT_VERSION = 1;

/** Distinguishes a history from any other file. It is checked first, as another version may have other fields. */
export const formatSchema = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "the first line is the header, an object"),
  v.looseObject(
    {
      format: v.literal(FORMAT, `the format is not ${quote(FORMAT)}`),
      version: v.literal(
        FORMAT_VERSION,
        `this version of the format is unknown: the only known one is ${FORMAT_VERSION}`,
      ),
    },
    ({ expected }) =>
      `the first line is the header, and its field ${expected} is missing: it begins {"format":"${FORMAT}","version":${FORMAT_VERSION},`,
  ),
);

/**
 * The header. Its scope is left to the domain of the design that it names (`scopeSchema`).
 *
 * @param names the designs that it may name; `undefined` if any name will do
 */
export function headerSchema(names: readonly string[] | undefined) {
  return object({
    format: v.literal(FORMAT),
    version: v.literal(FORMAT_VERSION),
    model: names === undefined ? text : word("design", names),
    scope: v.unknown(),
    about: v.exactOptional(text),
  });
}

/** The scope in the header of a history of a design. */
export function scopeSchema({ domain }: Model) {
  return v.looseObject({ scope: domain.scopes.schema });
}

/** The schema of a field of an operation. A path may be any string: the design refuses a bad one. */
function schemaOf(name: string, field: Field): v.GenericSchema {
  switch (field.is) {
    case "path":
      return text;
    case "name":
      return nameOf(field);
    case "number":
      return field.from === 0 ? wholeNumberFrom0 : wholeNumber;
    case "task":
      return task;
    case "kinds":
      return listOfEach(kind);
    case "one of":
      return word(field.noun ?? name, field.values);
    case "some of":
      return listOfEach(word(field.noun ?? name, field.values));
    default:
      return unreachable(field);
  }
}

function nameOf({ flaw }: NameField) {
  if (flaw === undefined) return text;
  return v.pipe(
    text,
    v.check(
      (given) => flaw(given) === undefined,
      ({ input }) => flaw(input) ?? "",
    ),
  );
}

/** The line on which a loop begins. */
export const loopSchema = object({
  loop: v.literal(true, "this is not true: write true, or leave the line out"),
});

/** A line with an event: the outcome stands beside the fields of the operation. */
export type EventLine = Operation & { readonly outcome: Outcome };

/** The schema of an event for each call of a design, by the call's name. */
export function eventSchemas(model: Model): ReadonlyMap<string, v.GenericSchema<unknown, EventLine>> {
  const known = [...outcomesOf(model), ...(model.domain.histories?.errnos ?? [])];
  const outcome = word("outcome", [...new Set(known)]);
  return new Map(
    Object.entries(model.calls).map(([op, fields]) => {
      const taken = Object.fromEntries(fields.map((name) => [name, entryOf(name, fieldOf(model, op, name))]));
      return [op, object({ op: v.literal(op), task, ...taken, outcome })];
    }),
  );
}

function entryOf(name: string, field: Field) {
  return field.isOptional ? v.exactOptional(schemaOf(name, field)) : schemaOf(name, field);
}

/**
 * A line with an expectation.
 *
 * @param properties the names of the properties that it may name
 */
export function expectationSchema(
  { domain }: Model,
  scope: Scope,
  properties: readonly string[],
): v.GenericSchema<unknown, { expect: Expectation }> {
  const expectation = object({
    ...domain.expectations.schema(scope),
    property: v.exactOptional(word("property", properties)),
    verdict: v.exactOptional(word("verdict", EXPECTED_VERDICTS)),
  });
  const both = v.rawCheck<Expectation>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { property, verdict } = dataset.value;
    if (Object.keys(dataset.value).length === 0)
      addIssue({ message: "nothing is expected here: an expectation says something about the world" });
    if (property !== undefined && verdict === undefined) addIssue({ message: "the property has no verdict" });
    if (property === undefined && verdict !== undefined) addIssue({ message: "the verdict has no property" });
  });
  return object({ expect: v.pipe(expectation, both) });
}
