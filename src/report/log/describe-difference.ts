import { isObject } from "../../schema/pieces.ts";

/** Maximum number of places that are described. */
const MAX_PLACES = 3;

/** Where two pieces of plain data differ, in words: "tasks[0].state is alive". */
export function describeDifference(
  one: unknown,
  other: unknown,
): { readonly first: string; readonly second: string } {
  const places = [...differences(one, other, "")];
  const told = (side: "one" | "other"): string => {
    const words = places.slice(0, MAX_PLACES).map((place) => inWords(place.path, place[side]));
    const more = places.length - MAX_PLACES;
    return more > 0 ? `${words.join(", ")} and ${more} more` : words.join(", ");
  };
  return { first: told("one"), second: told("other") };
}

interface Place {
  readonly path: string;
  readonly one: unknown;
  readonly other: unknown;
}

function* differences(one: unknown, other: unknown, path: string): Generator<Place> {
  if (JSON.stringify(one) === JSON.stringify(other)) return;
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    for (const [index, item] of one.entries()) yield* differences(item, other[index], `${path}[${index}]`);
  else if (isObject(one) && isObject(other))
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
      yield* differences(one[key], other[key], path === "" ? key : `${path}.${key}`);
  else yield { path, one, other };
}

const inWords = (path: string, value: unknown): string =>
  value === undefined
    ? `no ${path}`
    : [path, JSON.stringify(value)].filter((word) => word !== "").join(" is ");
