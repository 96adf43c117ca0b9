/**
 * What is computed of a state up to symmetry must stay the same, as a stored search goes on with the forms that an earlier build has found: a digest
 * of it. If it differs, the other tests show whether it is wrong or only different.
 */
import { expect, test } from "vitest";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import { Canonicalizer } from "../../../src/engine/symmetry/canonical.ts";
import type { Colouring } from "../../../src/engine/symmetry/colouring.ts";
import { colouringOf } from "../../../src/engine/symmetry/colouring-of.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
import { InterpretedColouring } from "../../../src/engine/symmetry/interpreted-colouring.ts";
import { Invariant } from "../../../src/engine/symmetry/invariant.ts";
import { Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { numbersFrom, seedOf } from "../../../src/engine/symmetry/random.ts";
import { list, oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";
import { digestOf } from "../../digest.ts";
import { Draw } from "../../draw.ts";
import { functions, graphs, motley } from "../codec/drawn-shapes.ts";

/** Too many things for a line of code each, and rows that nothing refers to: with one reference, with none, and a single row that is fixed. */
function large(): Layout {
  const mark = oneOf(1, 2);
  const thing = record({ next: referenceOr(null, "thing", 66), x: reference("x", 66), mark });
  return layOut(
    record({
      things: table("thing", 66, thing, true),
      notes: list(4, record({ of: reference("thing", 66), mark }), "note"),
      blanks: table("blank", 2, record({ mark })),
      only: table("only", 1, record({ mark }), true),
      x: reference("x", 66),
    }),
  );
}

const LAYOUTS: readonly (readonly [string, Layout, states: number, string])[] = [
  ["functions", functions(4).layout, 40, "0b9c39"],
  ["graphs", graphs(4).layout, 20, "d54f5f"],
  ["all that a shape can have", motley().layout, 60, "02358f"],
  ["a large shape", large(), 2, "1652ec"],
];

/** Any values of a layout; one row in three is missing, and all its values are 0. */
function drawValues({ slots, rows }: Layout, draw: Draw): Values {
  const values = Int32Array.from(slots, ({ largest }) => draw.below(Math.min(largest, 3) + 1));
  for (const { from, to } of rows) {
    if (draw.isOneIn(3)) values.fill(0, from, to);
    else values[from] = 1;
  }
  return values;
}

test.each(LAYOUTS)("of %s", (_, layout, states, expected) => {
  const elements = elementsOf(layout);
  const [made, walked] = [colouringOf(layout, elements), new InterpretedColouring(layout, elements)];
  const found = [made, walked].map((colouring) => {
    const invariant = new Invariant(elements, colouring);
    const canonicalizer = new Canonicalizer(layout);
    const draw = new Draw();
    let before: Values = new Int32Array(layout.slots.length);
    return Array.from({ length: states }, () => {
      const values = drawValues(layout, draw);
      const form = new Int32Array(values.length);
      canonicalizer.form(values, form);
      const isOther = invariant.haveOtherPlainValues(before, values);
      before = values;
      const numbers = [...canonicalizer.numbers];
      const all = [...canonicalizer.numbersOf(values)];
      return [
        [...form],
        canonicalizer.isTied,
        numbers,
        all,
        invariant.of(values),
        isOther,
        stepsOf(colouring, values),
      ];
    });
  });
  expect(found[1]).toEqual(found[0]);
  expect(digestOf(found[0] ?? [])).toBe(expected);

  /** The results of each step of a colouring. */
  function stepsOf(colouring: Colouring, values: Values): unknown[] {
    const perElement = (): Int32Array => new Int32Array(elements.count).fill(7);
    const [colours, told, numbers] = [perElement(), perElement(), perElement()];
    const form = new Int32Array(values.length).fill(7);
    const steps: unknown[] = [];
    colouring.open(values, colours, told);
    for (let round = 0; round < 3; round++) {
      steps.push([...colours], [...told]);
      colouring.refine(values, colours, told);
    }
    const isNumbered = colouring.number(colours, numbers);
    steps.push(isNumbered);
    // If two elements have the same colour, no form depends on which of them comes first.
    if (!isNumbered) return steps;
    colouring.rank(values, numbers);
    colouring.emit(values, numbers, form);
    return [...steps, [...numbers], [...form]];
  }
});

test("numbers are drawn as they were", () => {
  const words = Int32Array.of(5, -7, 0, 2 ** 31 - 1);
  const seeds = [0, 1, 2].map((at) => seedOf(words, at, 2));
  const drawn = seeds.flatMap((seed) => {
    const random = numbersFrom(seed);
    return Array.from({ length: 20 }, (_, index) => random(index + 1));
  });
  const { layout } = motley();
  const values = new Int32Array(layout.slots.length).fill(1);
  const permutation = new Permutations(layout).draw(values, numbersFrom(1));
  expect(digestOf([seeds, drawn, [...permutation]])).toBe("4c84ac");
});
