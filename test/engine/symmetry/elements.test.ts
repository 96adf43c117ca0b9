import { expect, test } from "vitest";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { elementsOf, whyNotRenumbered } from "../../../src/engine/symmetry/elements.ts";
import { list, local, oneOf, record, reference, table } from "../../../src/model/shape.ts";

test("sorts, with and without rows, the root fixed, and their bases", () => {
  const row = record({ node: reference("node", 2), name: oneOf("a", "b") });
  const { count, sorts, baseOf } = elementsOf(
    layOut(
      record({ nodes: table("node", 2, record({ own: reference("own", 1) }), true), list: list(1, row) }),
    ),
  );
  expect(sorts.map(({ rows, ...sort }) => ({ ...sort, rows: rows.map(({ isFixed }) => isFixed) }))).toEqual([
    { base: 0, largest: 2, isReferredTo: true, rows: [true, false] },
    { base: 3, largest: 1, isReferredTo: true, rows: [] },
  ]);
  expect(count).toBe(5);
  expect(baseOf).toEqual([undefined, 3, undefined, 3, undefined, 0, undefined]);
});

test("what is local has sorts of its own", () => {
  const part = local(record({ nodes: table("node", 2, oneOf(1)) }));
  expect(elementsOf(layOut(record({ one: part, other: part }))).sorts).toHaveLength(2);
});

test("a numbered row in a numbered row is refused by name", () => {
  const inner = table("inner", 2, oneOf(1));
  expect(() => elementsOf(layOut(record({ outer: table("outer", 2, inner) })))).toThrow(
    "outer[1][1] is a numbered row inside a numbered row",
  );
});

test("a second table of a sort is refused by name", () => {
  const nodes = table("node", 2, oneOf(1));
  expect(() => elementsOf(layOut(record({ one: nodes, other: nodes })))).toThrow(
    "other[1] is in a second table of the sort node",
  );
});

test("what refers to more rows than there are is refused by name: numbered first, such a number would leave a row no place", () => {
  const world = record({ chosen: reference("node", 3), nodes: table("node", 2, oneOf(1)) });
  expect(() => elementsOf(layOut(world))).toThrow(
    "chosen refers to a node up to 3, but there is room for only 2",
  );
});

test("why worlds cannot be renumbered is told in the same words, and nothing where they can", () => {
  const inner = table("inner", 2, oneOf(1));
  expect(whyNotRenumbered(layOut(record({ outer: table("outer", 2, inner) })))).toBe(
    "outer[1][1] is a numbered row inside a numbered row",
  );
  expect(whyNotRenumbered(layOut(record({ outer: inner })))).toBeUndefined();
});

test("so many numbers are compared up to symmetry, and one more is refused by its sort", () => {
  const numbers = (largest: number) => layOut(record({ x: reference("thing", largest) }));
  expect(elementsOf(numbers(65_535)).count).toBe(65_536);
  expect(() => elementsOf(numbers(65_536))).toThrow(
    "the numbers of a thing go up to 65,536: worlds of more than 65,536 numbers are not compared up to symmetry",
  );
});
