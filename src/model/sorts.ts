import type { Shape } from "./shape.ts";

/**
 * The sorts of number that rows of a shape have, outside local parts: things of such a sort can be distinguished. A sort for which the scope has no room is left
 * out.
 */
export function sortsOf(shape: Shape): readonly string[] {
  switch (shape.is) {
    case "record":
      return Object.values(shape.fields).flatMap(sortsOf);
    case "table":
      return shape.largest === 0 ? [] : [shape.of];
    case "list":
      if (shape.longest === 0) return [];
      return shape.of === undefined ? sortsOf(shape.row) : [shape.of];
    case "one of":
    case "reference":
    case "local":
      return [];
  }
}
