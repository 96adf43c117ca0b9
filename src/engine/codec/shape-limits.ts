import type { Model } from "../../model/model.ts";
import { LARGEST_NUMBER } from "../../model/numbers.ts";
import type { Scope } from "../../model/scope.ts";
import type { OneOf, Reference, Shape } from "../../model/shape.ts";
import { withArticle } from "../../text/article.ts";

/**
 * The most values that a world can have, including those of free rows. The code that reads and writes worlds has a few lines for
 * each value; beyond this, making it takes longer than most searches.
 */
export const MAX_SLOTS = 16_384;

/** The most numbers, of all sorts together, in worlds that are compared up to symmetry, which takes time proportional to them. */
export const MAX_NUMBERS = 65_536;

/** A design or a scope that a search has no room for. The message names what does not fit, and the limit. */
export class ShapeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ShapeError";
  }
}

/**
 * The shape of a design's worlds in a scope.
 *
 * @throws {ShapeError} if the scope alone is too large: making the shape could take more memory than there is
 */
export function shapeOf(model: Model, scope: Scope): Shape {
  for (const { name, number } of model.domain.scopes.bounds) {
    const most = number?.of(scope) ?? 0;
    if (most <= MAX_SLOTS) continue;
    throw new ShapeError(
      `a scope of ${most.toLocaleString("en")} ${name} is too large: a world can have at most ${MAX_SLOTS.toLocaleString("en")} values`,
    );
  }
  return model.shape(scope);
}

/**
 * Makes sure that every value of a shape can be packed.
 *
 * @throws {ShapeError} if a part cannot be, naming the first, or if there are too many values
 */
export function requirePackable(shape: Shape): void {
  const slots = slotsOf(shape, "");
  if (slots > MAX_SLOTS)
    throw new ShapeError(
      `a world of this shape has ${slots.toLocaleString("en")} values, but at most ${MAX_SLOTS.toLocaleString("en")} can be packed`,
    );
}

/** How many values a part has. @throws {ShapeError} if one cannot be packed */
function slotsOf(shape: Shape, place: string): number {
  switch (shape.is) {
    case "one of":
      requireValues(shape, place);
      return 1;
    case "reference":
      requireNumbers(shape, place);
      return 1;
    case "record":
      return Object.entries(shape.fields).reduce(
        (sum, [key, field]) => sum + slotsOf(field, place === "" ? key : `${place}.${key}`),
        0,
      );
    case "table":
      requireLength(shape.largest, "table", place);
      return slotsOfRows(shape.largest, shape.row, `${place}[1]`);
    case "list":
      requireLength(shape.longest, "list", place);
      return slotsOfRows(shape.longest, shape.row, `${place}[0]`);
    case "local":
      return slotsOf(shape.part, place);
  }
}

/** How many values some rows take, including one per row that says whether it is present. If there are no rows, what they would hold does not matter. */
function slotsOfRows(rows: number, row: Shape, place: string): number {
  return rows === 0 ? 0 : rows * (1 + slotsOf(row, place));
}

function requireValues({ values }: OneOf, place: string): void {
  if (values.length === 0) throw refusal(place, "has no possible values: list at least one");
  const known = new Set<unknown>();
  // By index, so that a hole among the values is refused too.
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const isPlain =
      value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
    if (!isPlain)
      throw refusal(
        place,
        `may be ${String(value)}, which is not a string, a finite number, a boolean or null`,
      );
    if (known.has(value)) throw refusal(place, `may be ${JSON.stringify(value)}, which is listed twice`);
    known.add(value);
  }
}

function requireNumbers({ to, largest, instead }: Reference, place: string): void {
  if (!(Number.isInteger(largest) && largest >= 1 && largest <= LARGEST_NUMBER))
    throw refusal(
      place,
      `refers to ${withArticle(to)} from 1 to ${largest}: the upper bound must be a whole number from 1 to ${LARGEST_NUMBER}`,
    );
  if (instead !== undefined && instead !== null && typeof instead !== "string")
    throw refusal(
      place,
      `may be ${String(instead)} instead of ${withArticle(to)}: the alternative must be a string or null`,
    );
}

function requireLength(longest: number, what: string, place: string): void {
  if (!(Number.isInteger(longest) && longest >= 0 && longest <= LARGEST_NUMBER))
    throw refusal(
      place,
      `is a ${what} of up to ${longest} rows: the number of rows must be a whole number from 0 to ${LARGEST_NUMBER}`,
    );
}

function refusal(place: string, what: string): ShapeError {
  return new ShapeError(`${place === "" ? "the world" : place} ${what}`);
}
