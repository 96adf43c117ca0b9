/** The parts from which the valibot schemas of histories are made. Objects are strict: unknown fields are refused. */
import * as v from "valibot";
import { KINDS } from "../model/kind.ts";
import { LARGEST_NUMBER, type TaskNumber } from "../model/numbers.ts";
import { withArticle } from "../text/article.ts";
import { choicesInWords, noneOf } from "../text/one-of.ts";
import { quote } from "../text/quote.ts";
import { isName } from "../world/name.ts";

export const isNumber = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LARGEST_NUMBER;

const noNumberFrom = (from: number): string => `this is not a whole number from ${from} to ${LARGEST_NUMBER}`;
const NO_NUMBER = noNumberFrom(1);
/** A number from 1. */
export const wholeNumber = v.custom<number>(isNumber, NO_NUMBER);
/** A number from 0. */
export const wholeNumberFrom0 = v.custom<number>(
  (value) => Object.is(value, 0) || isNumber(value),
  noNumberFrom(0),
);
/** The number of a task. */
export const task = v.custom<TaskNumber>(isNumber, NO_NUMBER);
export const text = v.string("this is not a string in quotes");

/** A word that is one of a few. */
export function word<const Choices extends readonly string[]>(what: string, choices: Choices) {
  return v.picklist(choices, ({ input }) =>
    typeof input === "string"
      ? noneOf(input, what, choices)
      : `this is not ${withArticle(what)}: ${withArticle(what)} is a string in quotes`,
  );
}

export const kind = word("kind of namespace", KINDS);

/** An object with these fields and no others. valibot alone would accept an array. */
export function object<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries);
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, "this is not an object"),
    v.strictObject(entries, ({ input, expected }) =>
      expected === "never"
        ? `there is no field ${quote(String(input))} here${choicesInWords(String(input), names)}`
        : `the field ${expected} is missing`,
    ),
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of some items. */
export function listOf<Item extends v.GenericSchema>(item: Item) {
  return v.array(item, "this is not a list");
}

/** A list in which each item stands once. */
export function listOfEach<Item extends v.GenericSchema<unknown, string>>(item: Item) {
  return v.pipe(
    listOf(item),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const again = dataset.value.findIndex((value, index) => dataset.value.indexOf(value) < index);
      const value = dataset.value[again];
      if (value !== undefined)
        addIssue({ message: `${quote(value)} occurs twice`, path: [inList(dataset.value, again)] });
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

/** A value for each of some tasks. Keys are numbers written as strings, so they are validated one by one. @param wanted the message for an invalid value */
export function byTask<Value>(isValue: (value: unknown) => value is Value, wanted: string) {
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, "this is not an object"),
    v.rawTransform<Record<string, unknown>, ReadonlyMap<TaskNumber, Value>>(
      ({ dataset: { value: input }, addIssue, NEVER }) => {
        const found = new Map<TaskNumber, Value>();
        for (const [key, value] of Object.entries(input)) {
          const number = Number(key);
          if (String(number) !== key || !isTask(number)) {
            addIssue({
              message: `${quote(key)} is not a task's number`,
              path: [inObject(input, key, "key")],
            });
            return NEVER;
          }
          if (!isValue(value)) {
            addIssue({ message: wanted, path: [inObject(input, key, "value")] });
            return NEVER;
          }
          found.set(number, value);
        }
        return found;
      },
    ),
  );
}

/** Whether a value may be the number of a task. */
export const isTask = (value: unknown): value is TaskNumber => isNumber(value);

const inObject = (
  input: Record<string, unknown>,
  key: string,
  origin: "key" | "value",
): v.ObjectPathItem => ({ type: "object", origin, input, key, value: input[key] });

/** A name by N1. */
export const name = v.pipe(
  text,
  v.check(isName, "this is not a name (N1: 1 to 255 bytes without / and NUL, neither . nor ..)"),
);
