import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import type { PerElement } from "../../../src/engine/symmetry/colouring.ts";
import { colouringOf } from "../../../src/engine/symmetry/colouring-of.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
import { InterpretedColouring } from "../../../src/engine/symmetry/interpreted-colouring.ts";
import { functions, graphs, motley } from "../codec/drawn-shapes.ts";

/** Any values of a layout; those of a missing row are 0. */
function anyValues({ slots, rows }: Layout): fc.Arbitrary<Values> {
  return fc.tuple(...slots.map(({ largest }) => fc.nat({ max: largest }))).map((drawn) => {
    const values = Int32Array.from(drawn);
    for (const { from, to } of rows) if (values[from] === 0) values.fill(0, from, to);
    return values;
  });
}

const scope = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 } as const;
// 70 containers are too many for a line of code each.
const large = { ...scope, tasks: 70, containers: 70 };

test.each([
  ["functions", functions(4).layout],
  ["graphs", graphs(4).layout],
  ["all that a shape can have", motley().layout],
  ["nested", layOut(nested.shape(scope))],
  ["nested, large", layOut(nested.shape(large))],
])("each step gives what the code gives that is made for the layout: %s", (_, layout) => {
  const elements = elementsOf(layout);
  const made = colouringOf(layout, elements);
  expect(made).not.toBeInstanceOf(InterpretedColouring);
  const walked = new InterpretedColouring(layout, elements);
  const perElement = () => new Int32Array(elements.count);
  fc.assert(
    fc.property(anyValues(layout), (values) => {
      const [colours, told, numbers] = [perElement(), perElement(), perElement()];
      const [ownColours, ownTold, ownNumbers] = [perElement(), perElement(), perElement()];
      made.open(values, colours, told);
      walked.open(values, ownColours, ownTold);
      for (let round = 0; round < 3; round++) {
        expect([ownColours, ownTold]).toEqual([colours, told]);
        made.refine(values, colours, told);
        walked.refine(values, ownColours, ownTold);
      }
      expect(walked.number(ownColours, ownNumbers)).toBe(made.number(colours, numbers));
      const same: PerElement = perElement().map((_zero, element) => element - baseOf(element));
      for (const renumbering of [numbers, same]) {
        const [form, ownForm] = [new Int32Array(values.length), new Int32Array(values.length)];
        made.emit(values, renumbering, form);
        walked.emit(values, renumbering, ownForm);
        expect(ownForm).toEqual(form);
      }
    }),
    { numRuns: layout.slots.length > 1000 ? 5 : 50 },
  );

  /** The element of the same sort that stands for 0, which is no number. */
  function baseOf(element: number): number {
    return elements.sorts.findLast(({ base }) => base <= element)?.base ?? 0;
  }
});
