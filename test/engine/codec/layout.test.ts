import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut, slotsOf } from "../../../src/engine/codec/layout.ts";
import { list, local, oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";
import { anyShape } from "./any-shape.ts";

test("every value of a world has a slot, in the order of the shape, and the first of a row says whether it is there", () => {
  const { slots, rows } = layOut(
    record({
      flag: oneOf("a", "b", "c"),
      things: table("thing", 2, record({ next: referenceOr(null, "thing", 2) }), true),
      copies: list(1, local(record({ of: list(1, record({ it: reference("thing", 3) }), "thing") }))),
    }),
  );
  expect(slots.map(({ place, largest, refersTo, row }) => [place, largest, refersTo, row])).toEqual([
    ["flag", 2, undefined, -1],
    ["things[1]", 1, undefined, 0],
    ["things[1].next", 2, "thing", 0],
    ["things[2]", 1, undefined, 1],
    ["things[2].next", 2, "thing", 1],
    ["copies[0]", 1, undefined, -1],
    ["copies[0].of[0]", 1, undefined, 2],
    ["copies[0].of[0].it", 3, "copies[0]: thing", 2],
  ]);
  expect(rows).toEqual([
    { sort: "thing", number: 1, isFixed: true, from: 1, to: 3 },
    { sort: "thing", number: 2, isFixed: false, from: 3, to: 5 },
    { sort: "copies[0]: thing", number: 1, isFixed: false, from: 6, to: 8 },
  ]);
});

test("the parts of a layout share its slots out: each has one place, in order", () => {
  fc.assert(
    fc.property(anyShape, (shape) => {
      const { slots, root, rows } = layOut(shape);
      expect(slotsOf(root)).toEqual([...slots.keys()]);
      expect(new Set(slots.map(({ place }) => place)).size).toBe(slots.length);
      rows.forEach(({ from, to }, row) => {
        expect(slots.slice(from, to).every((slot) => slot.row >= row)).toBe(true);
        expect(slots[from]?.largest).toBe(1);
      });
    }),
  );
});
