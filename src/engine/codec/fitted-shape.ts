import type { OneOf, Shape } from "../../model/shape.ts";

/**
 * The shape with just enough room for some worlds, which may exceed a scope: a replay takes any name and as many numbers as it
 * needs. A scope may also leave room for millions.
 *
 * @param worlds what each world holds at the place of the shape; undefined if it has nothing there
 */
export function fittedShape(shape: Shape, worlds: readonly unknown[]): Shape {
  switch (shape.is) {
    case "one of":
      return { is: "one of", values: valuesIn(shape, worlds) };
    case "reference": {
      const numbers = worlds.filter((found) => typeof found === "number");
      return { ...shape, largest: roomFor(Math.max(1, ...numbers)) };
    }
    case "record":
      return {
        is: "record",
        fields: Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => [
            key,
            fittedShape(
              field,
              worlds.map((found) => fieldOf(found, key)),
            ),
          ]),
        ),
      };
    case "table":
      return {
        ...shape,
        largest: roomFor(longestOf(worlds) - 1),
        row: fittedShape(shape.row, rowsOf(worlds)),
      };
    case "list":
      return { ...shape, longest: roomFor(longestOf(worlds)), row: fittedShape(shape.row, rowsOf(worlds)) };
    case "local":
      return { is: "local", part: fittedShape(shape.part, worlds) };
  }
}

/** Rounds up to a power of two, so that worlds of similar size have the same shape. */
function roomFor(number: number): number {
  return number < 1 ? 0 : 2 ** Math.ceil(Math.log2(number));
}

/** The values found, in the order of their JSON texts; if there are none, the first of the shape. */
function valuesIn({ values }: OneOf, worlds: readonly unknown[]): OneOf["values"] {
  const found = new Set<string>();
  for (const value of worlds)
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    )
      found.add(JSON.stringify(value));
  return found.size > 0 ? [...found].sort().map((text) => JSON.parse(text)) : values.slice(0, 1);
}

function fieldOf(found: unknown, key: string): unknown {
  if (typeof found !== "object" || found === null) return undefined;
  return (found as Record<string, unknown>)[key]; // an object, so any key gives a value or undefined
}

function rowsOf(worlds: readonly unknown[]): unknown[] {
  return worlds.filter((found) => Array.isArray(found)).flat();
}

function longestOf(worlds: readonly unknown[]): number {
  return worlds.reduce<number>((most, found) => Math.max(most, Array.isArray(found) ? found.length : 0), 0);
}
