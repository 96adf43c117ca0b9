import type { RecordShape, Reference, Shape } from "../../model/shape.ts";
import { counted } from "../../text/counted.ts";

/**
 * Why a world, or a part of it, is not of a shape: the first place that does not fit, in words for the design's author.
 * `undefined` if it is of the shape.
 *
 * @param place where the part stands in the world
 */
export function whyNotOfShape(shape: Shape, found: unknown, place = ""): string | undefined {
  switch (shape.is) {
    case "one of":
      if (shape.values.some((value) => value === found)) return undefined;
      return `${place} is ${told(found)}, which is none of ${toldValues(shape.values)}`;
    case "reference":
      if (isNumberUpTo(shape.largest, found)) return undefined;
      if (shape.instead !== undefined && shape.instead === found) return undefined;
      return `${place} is ${told(found)}, which is ${toldReference(shape)}`;
    case "record":
      return whyNotOfRecord(shape, found, place);
    case "table":
      if (!Array.isArray(found)) return `${place} is ${told(found)}, which is not a table`;
      if (found[0] !== null) return `${place} has ${told(found[0])} at index 0, where a table must have null`;
      if (found.length > 1 && found.at(-1) === null)
        return `${place} ends with null: a table must end with its last row`;
      return whyNotOfRows(shape.row, found, 1, shape.largest, place);
    case "list":
      if (!Array.isArray(found)) return `${place} is ${told(found)}, which is not a list`;
      return whyNotOfRows(shape.row, found, 0, shape.longest, place);
    case "local":
      return whyNotOfShape(shape.part, found, place);
  }
}

function whyNotOfRecord(shape: RecordShape, found: unknown, place: string): string | undefined {
  const where = place === "" ? "the world" : place;
  if (typeof found !== "object" || found === null || Array.isArray(found))
    return `${where} is ${told(found)}, which is not a record`;
  const keys = Object.keys(shape.fields);
  const foundKeys = Object.keys(found);
  const lacking = keys.find((key) => !foundKeys.includes(key));
  if (lacking !== undefined) return `${where} lacks the field ${lacking}`;
  const unknown = foundKeys.find((key) => !keys.includes(key));
  if (unknown !== undefined) return `${where} has the field ${unknown}, which the shape does not declare`;
  if (keys.join() !== foundKeys.join())
    return `${where} has its fields in the order ${foundKeys.join(", ")}, not ${keys.join(", ")}`;

  return first(
    Object.entries(found).map(([key, value]) => {
      const field = shape.fields[key];
      return field && whyNotOfShape(field, value, place === "" ? key : `${place}.${key}`);
    }),
  );
}

function whyNotOfRows(
  row: Shape,
  found: readonly unknown[],
  from: number,
  most: number,
  place: string,
): string | undefined {
  if (found.length > from + most)
    return `${place} has ${found.length - from} rows, which is more than ${most}`;
  // In a table, null is a number that is free. Array.from visits holes as well, which map skips.
  return first(
    Array.from(found, (value, index) =>
      from === 1 && value === null ? undefined : whyNotOfShape(row, value, `${place}[${index}]`),
    ),
  );
}

function isNumberUpTo(largest: number, found: unknown): boolean {
  return Number.isInteger(found) && Number(found) >= 1 && Number(found) <= largest;
}

function first(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined);
}

/** Values beyond this many are only counted. */
const MAX_TOLD = 20;

function toldValues(values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_TOLD).map(told).join(", ");
  const more = values.length - MAX_TOLD;
  return more > 0 ? `${shown} and ${counted(more, "other")}` : shown;
}

function toldReference({ to, largest, instead }: Reference): string {
  const number = `a valid ${to} number (1 to ${largest})`;
  return instead === undefined ? `not ${number}` : `neither ${number} nor ${told(instead)}`;
}

function told(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
