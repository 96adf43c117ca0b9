import type { NameField } from "../../../model/field.ts";
import { fieldOf } from "../../../model/field-of.ts";
import type { Model } from "../../../model/model.ts";
import { LARGEST_NUMBER } from "../../../model/numbers.ts";
import { unreachable } from "../../../model/unreachable.ts";
import { quoted } from "../../../text/printable.ts";
import { counted } from "../../../text/words.ts";
import { call, callerOf, misused } from "./call.ts";
import { Complaint, type Context, type ShellCommand } from "./command.ts";
import { kindsFrom, kindWords } from "./kinds.ts";
import { imageFrom, pathFrom, pathsInView } from "./paths.ts";
import { worldIn } from "./session.ts";

/**
 * A command for a call of a design, under the call's own name. Its fields follow in the order in which the design declares them. The last ones may be left out if
 * they are optional.
 */
export function callCommand(model: Model, op: string, fields: readonly string[]): ShellCommand {
  const least = 1 + fields.findLastIndex((field) => fieldOf(model, op, field).isOptional === undefined);
  const words = fields.map((field) => field.toUpperCase());
  const usage = [[op, ...words.map((word, index) => (index < least ? word : `[${word}]`))].join(" ")];
  return {
    name: op,
    usage,
    summary: `make the design's call ${op}`,
    calls: [op],
    run(context, words) {
      if (words.length < least || words.length > fields.length)
        throw misused(usage, `it takes ${howMany(least, fields.length)}`);
      const given = fields.slice(0, words.length);
      const values = given.map((field, index) => [
        field,
        argumentFor(context, op, field, words[index] ?? ""),
      ]);
      return call(context, [op], Object.fromEntries(values), op);
    },
    complete(context, words) {
      const field = fields[words.length];
      return field === undefined ? [] : choices(context, op, field);
    },
  };
}

function howMany(least: number, most: number): string {
  return least === most ? counted(most, "word") : `${least} to ${counted(most, "word")}`;
}

/** Reads a word for a field. @throws {Complaint} if it is not a valid value */
function argumentFor(context: Context, op: string, name: string, word: string): unknown {
  const field = fieldOf(context.session.history.model, op, name);
  switch (field.is) {
    case "path":
      return pathFrom(callerOf(context), word);
    case "kinds":
      return word === "" ? [] : kindsFrom([word]);
    case "name":
      return name === "image" ? imageFrom(word) : nameFrom(name, word, field);
    case "task":
      return numberFrom(1, name, word);
    case "number":
      return numberFrom(field.from ?? 1, name, word);
    case "one of":
      return oneFrom(name, word, field.values);
    case "some of":
      return word === "" ? [] : word.split(",").map((part) => oneFrom(name, part, field.values));
    default:
      return unreachable(field);
  }
}

function numberFrom(from: number, name: string, word: string): number {
  if (/^(0|[1-9]\d*)$/.test(word) && Number(word) >= from && Number(word) <= LARGEST_NUMBER)
    return Number(word);
  throw new Complaint(`${name} must be a whole number from ${from}, not ${quoted(word)}`);
}

function nameFrom(name: string, word: string, { flaw }: NameField): string {
  const wrong = flaw?.(word);
  if (wrong === undefined) return word;
  throw new Complaint(`${name} cannot be ${quoted(word)}: ${wrong}`);
}

function oneFrom(name: string, word: string, values: readonly string[]): string {
  if (values.includes(word)) return word;
  throw new Complaint(`${name} must be one of ${values.join(", ")}, not ${quoted(word)}`);
}

function choices(context: Context, op: string, name: string): readonly string[] {
  const { model, scope } = context.session.history;
  const field = fieldOf(model, op, name);
  switch (field.is) {
    case "path":
      return pathsInView(context);
    case "kinds":
      return kindWords(scope.kinds);
    case "name":
      return name === "image" ? [...worldIn(context.session).images.keys()] : scope.names;
    case "task":
      return [...worldIn(context.session).tasks.keys()].map(String);
    case "number":
      return [];
    case "one of":
    case "some of":
      return field.values;
    default:
      return unreachable(field);
  }
}
