import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { MAX_SLOTS, requirePackable, ShapeError } from "../../../src/engine/codec/shape-limits.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
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

// A value that only an untyped design can give.
const untyped = (value: unknown): never => value as never;

const number = (largest: number): Shape =>
  record({ rows: table("row", 2, record({ x: reference("thing", largest) })) });

test.each<[string, Shape, string]>([
  ...[Number.POSITIVE_INFINITY, Number.NaN, 2 ** 31, 2 ** 32, 2 ** 33, 0, -1, 1.5].map(
    (largest): [string, Shape, string] => [
      `numbers up to ${largest}`,
      number(largest),
      `rows[1].x refers to a thing from 1 to ${largest}: the upper bound must be a whole number from 1 to 2147483647`,
    ],
  ),
  ["a text as the largest", number(untyped("3")), "rows[1].x refers to a thing from 1 to 3"],
  ["no values", record({ flag: oneOf() }), "flag has no possible values"],
  ["a value twice", record({ flag: oneOf("a", 1, "a") }), 'flag may be "a", which is listed twice'],
  ["no number", record({ flag: oneOf(Number.NaN) }), "flag may be NaN, which is not a string"],
  ["undefined", record({ flag: oneOf("a", untyped(undefined)) }), "flag may be undefined"],
  ["a list", record({ flag: oneOf(untyped([])) }), "flag may be , which is not a string"],
  ["a number instead", record({ x: referenceOr(untyped(7), "thing", 2) }), "x may be 7 instead of a thing"],
  ["a table of halves", record({ rows: table("row", 1.5, record({})) }), "rows is a table of up to 1.5 rows"],
  [
    "an endless list",
    record({ rows: list(Number.POSITIVE_INFINITY, record({})) }),
    "rows is a list of up to Infinity rows",
  ],
  ["a part of its own", record({ in: local(oneOf()) }), "in has no possible values"],
  [
    "a table with too much in it",
    record({ rows: table("row", 2 ** 30, record({ x: oneOf(1, 2) })) }),
    "a world of this shape has 2,147,483,648 values, but at most 16,384 can be packed",
  ],
])("refused with the place and the limit: %s", (_, shape, words) => {
  expect(() => requirePackable(shape)).toThrow(ShapeError);
  expect(() => layOut(shape)).toThrow(words);
});

test("what a part of no rows would hold does not matter", () => {
  requirePackable(record({ rows: list(0, oneOf()) }));
});

test("the largest shape is laid out, and a scope of a thousand tasks is", () => {
  expect(layOut(record({ rows: list(MAX_SLOTS, record({})) })).slots).toHaveLength(MAX_SLOTS);
  const scope = { tasks: 1000, containers: 4, kinds: ["uts"] as const, names: [], images: 0 };
  expect(() => layOut(nested.shape(scope))).not.toThrow();
  expect(() => layOut(nested.shape({ ...scope, tasks: 5000 }))).toThrow(
    /a world of this shape has [\d,]+ values/,
  );
});

test("more numbers than worlds up to symmetry are compared in are refused by their sort", () => {
  expect(() => elementsOf(layOut(number(65_535)))).toThrow(ShapeError);
  expect(() => elementsOf(layOut(number(65_535)))).toThrow("the numbers of a thing go up to 65,535");
  expect(elementsOf(layOut(number(65_000))).count).toBe(65_004);
});
