/**
 * The shape of each sort of line, as valibot schemas. They are made from what the design declares (`calls`), so that no
 * code here knows which design it has. Objects are strict: a field that is not named is refused.
 */
import * as v from "valibot";
import { isKind, KINDS, type Kind } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import { LARGEST_NUMBER, type TaskNumber } from "../model/numbers.ts";
import type { Operation, OperationField } from "../model/operation.ts";
import { OUTCOMES, type Outcome } from "../model/outcome.ts";
import type { Scope } from "../model/scope.ts";
import { isName } from "../world/name.ts";
import { EXPECTED_VERDICTS, type Expectation } from "./expectation.ts";
import { help, noneOf } from "./one-of.ts";
import { quote } from "./quote.ts";

export const FORMAT = "nsmodel-history";
export const VERSION = 1;

const isNumber = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LARGEST_NUMBER;

const NO_NUMBER = `this is no whole number from 1 to ${LARGEST_NUMBER}`;
const wholeNumber = v.custom<number>(isNumber, NO_NUMBER);
const task = v.custom<TaskNumber>(isNumber, NO_NUMBER);
const text = v.string("this is no text in quotes");

/** A word that is one of a few. */
function word<const Choices extends readonly string[]>(what: string, choices: Choices) {
  return v.picklist(choices, ({ input }) =>
    typeof input === "string"
      ? noneOf(input, what, choices)
      : `this is no ${what}, which is a text in quotes`,
  );
}

const kind = word("kind of namespace", KINDS);
const outcome = word("outcome", OUTCOMES);

/** An object with these fields and no others. valibot alone would take a list for one. */
function object<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries);
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, "this is no object"),
    v.strictObject(entries, ({ input, expected }) =>
      expected === "never"
        ? `there is no field ${quote(String(input))} here${help(String(input), names)}`
        : `the field ${expected} is missing`,
    ),
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list<Item extends v.GenericSchema>(item: Item) {
  return v.array(item, "this is no list");
}

function listOfEach<Item extends v.GenericSchema<unknown, string>>(item: Item) {
  return v.pipe(
    list(item),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const again = dataset.value.findIndex((value, index) => dataset.value.indexOf(value) < index);
      const value = dataset.value[again];
      if (value !== undefined)
        addIssue({ message: `${quote(value)} stands twice`, path: [inList(dataset.value, again)] });
    }),
  );
}

const inList = (input: unknown[], key: number): v.ArrayPathItem => ({
  type: "array",
  origin: "value",
  input,
  key,
  value: input[key],
});

/** What tells a history from any other file. It is read before all else, as another version may have other fields. */
export const formatSchema = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "the first line is the header, an object"),
  v.looseObject(
    {
      format: v.literal(FORMAT, `the format is not ${quote(FORMAT)}`),
      version: v.literal(VERSION, `this version of the format is unknown: it is ${VERSION}`),
    },
    ({ expected }) =>
      `the first line is the header, and its field ${expected} is missing: it begins {"format":"${FORMAT}","version":${VERSION},`,
  ),
);

const name = v.pipe(
  text,
  v.check(isName, "this is no name (N1: 1 to 255 bytes without / and NUL, neither . nor ..)"),
);

const scope = object({
  tasks: wholeNumber,
  containers: wholeNumber,
  kinds: listOfEach(kind),
  names: listOfEach(name),
  images: v.exactOptional(wholeNumber),
});

/**
 * The header.
 *
 * @param names the designs that it may name; nothing where any name will do
 */
export function headerSchema(names: readonly string[] | undefined) {
  return object({
    format: v.literal(FORMAT),
    version: v.literal(VERSION),
    model: names === undefined ? text : word("design", names),
    scope: v.pipe(
      scope,
      v.transform((bounds): Scope => ({ ...bounds, images: bounds.images ?? 0 })),
    ),
  });
}

/** What each field of an operation holds. A path or a name may be any text: a bad one is refused by the design. */
const FIELDS = {
  path: text,
  name: text,
  image: text,
  kinds: listOfEach(kind),
} as const satisfies Record<OperationField, v.GenericSchema>;

/** A line with an event, still flat. */
export type EventLine = Operation & { readonly outcome: Outcome };

/** The schema of an event for each call of a design, by the call's name. */
export function eventSchemas({ calls }: Model): ReadonlyMap<string, v.GenericSchema<unknown, EventLine>> {
  return new Map(
    Object.entries(calls).map(([op, fields]) => {
      const taken = Object.fromEntries(fields.map((field) => [field, FIELDS[field]]));
      return [op, object({ op: v.literal(op), task, ...taken, outcome })];
    }),
  );
}

/**
 * A line with an expectation.
 *
 * @param properties the names of the properties that it may name
 */
export function expectationSchema(
  { kinds }: Scope,
  properties: readonly string[],
): v.GenericSchema<unknown, { expect: Expectation }> {
  const inScope = v.custom<Kind>(
    (value) => typeof value === "string" && isKind(value) && kinds.includes(value),
    ({ input }) => whyNotInScope(input, kinds),
  );
  const comparison = v.strictTuple([inScope, task, task], "this is no comparison [kind, task, task]");
  const expectation = object({
    tasks: v.exactOptional(places),
    same: v.exactOptional(list(comparison)),
    different: v.exactOptional(list(comparison)),
    containers: v.exactOptional(list(text)),
    alive: v.exactOptional(list(task)),
    property: v.exactOptional(word("property", properties)),
    verdict: v.exactOptional(word("verdict", EXPECTED_VERDICTS)),
  });
  const both = v.rawCheck<v.InferOutput<typeof expectation>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { property, verdict } = dataset.value;
    if (property !== undefined && verdict === undefined)
      addIssue({ message: "a property stands here without a verdict" });
    if (property === undefined && verdict !== undefined)
      addIssue({ message: "a verdict stands here without a property" });
  });
  return object({ expect: v.pipe(expectation, both) });
}

function whyNotInScope(input: unknown, kinds: readonly Kind[]): string {
  if (typeof input !== "string") return "this is no kind of namespace, which is a text in quotes";
  if (isKind(input)) return `${quote(input)} is a kind that the scope does not have`;
  return noneOf(input, "kind of namespace", kinds);
}

/** Where each task is. Keys are numbers as texts, so they are looked at one by one. */
const places = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "this is no object"),
  v.rawTransform<Record<string, unknown>, ReadonlyMap<TaskNumber, string>>(({ dataset, addIssue, NEVER }) => {
    const input = dataset.value;
    const found = new Map<TaskNumber, string>();
    for (const [key, value] of Object.entries(input)) {
      const number = Number(key);
      if (String(number) !== key || !isTask(number)) {
        addIssue({ message: `${quote(key)} is no task's number`, path: [inObject(input, key, "key")] });
        return NEVER;
      }
      if (typeof value !== "string") {
        addIssue({ message: NO_PATH, path: [inObject(input, key, "value")] });
        return NEVER;
      }
      found.set(number, value);
    }
    return found;
  }),
);

const NO_PATH = "this is no path, which is a text in quotes";

const inObject = (
  input: Record<string, unknown>,
  key: string,
  origin: "key" | "value",
): v.ObjectPathItem => ({ type: "object", origin, input, key, value: input[key] });

const isTask = (value: number): value is TaskNumber => isNumber(value);
