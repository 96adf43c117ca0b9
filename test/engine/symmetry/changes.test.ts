import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { Changes } from "../../../src/engine/symmetry/changes.ts";
import { oneOf, record, table } from "../../../src/model/shape.ts";
import { functions, motley } from "../codec/drawn-shapes.ts";
import { anyRenumbering, keyOf, leastOfAll, renumbered } from "./renumbering.ts";

const design = {};

describe("a world is another exactly where no renumbering makes it the one before", () => {
  test("of four things that refer to one another", () => {
    const { layout, all } = functions(4);
    const changes = new Changes(design, layout);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.constantFrom(...all), (before, after) => {
        changes.from(before);
        expect(changes.isChanged(after)).toBe(leastOfAll(layout, before) !== leastOfAll(layout, after));
      }),
      { numRuns: 500 },
    );
  });

  test("of all that a shape can have", () => {
    const { layout, any } = motley();
    const changes = new Changes(design, layout);
    fc.assert(
      fc.property(any, any, anyRenumbering(layout), (before, other, renumbering) => {
        changes.from(before);
        expect(changes.isChanged(renumbered(layout, before, renumbering))).toBe(false);
        expect(changes.isChanged(other)).toBe(leastOfAll(layout, before) !== leastOfAll(layout, other));
      }),
    );
  });
});

test("to a design whose numbers matter every difference is one", () => {
  const { layout, any } = motley();
  const changes = new Changes({ numbersMatter: true }, layout);
  fc.assert(
    fc.property(any, anyRenumbering(layout), (before, renumbering) => {
      const after = renumbered(layout, before, renumbering);
      changes.from(before);
      expect(changes.isChanged(after)).toBe(keyOf(before) !== keyOf(after));
    }),
  );
});

test("where states cannot be renumbered every difference is one", () => {
  const nodes = table("node", 2, record({}));
  const layout = layOut(record({ one: nodes, other: nodes, mark: oneOf(1, 2) }));
  const changes = new Changes(design, layout);
  changes.from(Int32Array.of(1, 0, 0, 0, 0));
  expect(changes.isChanged(Int32Array.of(0, 1, 0, 0, 0))).toBe(true);
  expect(changes.isChanged(Int32Array.of(1, 0, 0, 0, 0))).toBe(false);
});
