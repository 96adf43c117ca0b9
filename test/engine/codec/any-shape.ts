import fc, { type Arbitrary } from "fast-check";
import {
  list,
  local,
  oneOf,
  record,
  reference,
  referenceOr,
  type Shape,
  table,
} from "../../../src/model/shape.ts";

const leaf: Arbitrary<Shape> = fc.oneof(
  fc
    .uniqueArray(fc.constantFrom("", "a", "b", '"', "é", 0, 1, 7, null), { minLength: 1 })
    .map((values) => oneOf(...values)),
  fc.integer({ min: 1, max: 9 }).map((largest) => reference("thing", largest)),
  fc
    .tuple(fc.constantFrom(null, "none"), fc.integer({ min: 1, max: 9 }))
    .map(([instead, largest]) => referenceOr(instead, "thing", largest)),
);

/** Shapes with every kind of node inside every other, three levels deep. The outermost is a record. */
export const anyShape: Arbitrary<Shape> = shapes(3);

function shapes(levels: number): Arbitrary<Shape> {
  const part = levels === 0 ? leaf : fc.oneof(leaf, shapes(levels - 1));
  const key = fc.constantFrom("a", "b", "a b", '"', "length");
  const aRecord = fc
    .uniqueArray(fc.tuple(key, part), { maxLength: 3, selector: ([name]) => name })
    .map((fields) => record(Object.fromEntries(fields)));
  if (levels === 3) return aRecord;
  // A row is a record, as null stands for a missing row.
  return fc.oneof(
    aRecord,
    fc
      .tuple(fc.integer({ min: 0, max: 3 }), aRecord, fc.boolean())
      .map(([largest, row, isFirstFixed]) => table("thing", largest, row, isFirstFixed)),
    fc.tuple(fc.integer({ min: 0, max: 3 }), aRecord).map(([longest, row]) => list(longest, row, "row")),
    aRecord.map(local),
  );
}

/** The worlds of a shape. */
export function worldsOf(shape: Shape): Arbitrary<unknown> {
  switch (shape.is) {
    case "one of":
      return fc.constantFrom(...shape.values);
    case "reference": {
      const number = fc.integer({ min: 1, max: shape.largest });
      return shape.instead === undefined ? number : fc.oneof(number, fc.constant(shape.instead));
    }
    case "record":
      return fc
        .tuple(
          ...Object.entries(shape.fields).map(([key, field]) => worldsOf(field).map((value) => [key, value])),
        )
        .map((fields) => Object.fromEntries(fields));
    case "table": {
      const rows = fc.array(fc.option(worldsOf(shape.row)), { maxLength: shape.largest });
      return rows.map((found) => [null, ...found.slice(0, found.findLastIndex((row) => row !== null) + 1)]);
    }
    case "list":
      return fc.array(worldsOf(shape.row), { maxLength: shape.longest });
    case "local":
      return worldsOf(shape.part);
  }
}

/** A shape and two of its worlds. */
export const anyWorlds: Arbitrary<{ shape: Shape; one: object; other: object }> = anyShape.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    one: worldsOf(shape).filter(isObject),
    other: worldsOf(shape).filter(isObject),
  }),
);

/** True of every world here: the outermost shape is a record. */
function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
