import { describe, expect, test } from "vitest";
import type { Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import { Canonicalizer } from "../../../src/engine/symmetry/canonical.ts";
import { oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

function formOf(layout: Layout, values: Values): Values {
  const form = new Int32Array(values.length);
  new Canonicalizer(layout).form(values, form);
  return form;
}

const THINGS = 80;
const SLOTS_OF_THING = 3;

describe.each([65, 1000, 3000, 60_000])("with numbers up to %i", (largest) => {
  const row = record({ next: referenceOr(null, "thing", THINGS), x: reference("x", largest) });
  const layout = layOut(record({ things: table("thing", THINGS, row), mark: reference("x", largest) }));

  /** Things numbered from `first` on, each with the one before as its `next`, and with these x; and a mark. */
  function world(first: number, xs: readonly number[], mark: number): Values {
    const values = new Int32Array(layout.slots.length);
    for (const [index, x] of xs.entries()) {
      const number = first + index;
      values.set([1, index === 0 ? 0 : number - 1, x], (number - 1) * SLOTS_OF_THING);
    }
    values[layout.slots.length - 1] = mark;
    return values;
  }

  test("a form depends on which numbers are the same, and not on the numbers", () => {
    const one = formOf(layout, world(1, [5, 6, 5], 7));
    expect(formOf(layout, world(70, [60, 2, 60], largest))).toEqual(one);
    expect(formOf(layout, world(2, [60, 2, 2], largest))).not.toEqual(one);
    expect(formOf(layout, world(2, [60, 2, 60], 60))).not.toEqual(one);
  });
});

test("rows are ranked by all that they hold, though it is more than a number can", () => {
  const fields = Object.fromEntries(Array.from({ length: 56 }, (_, index) => [`f${index}`, oneOf(0, 1)]));
  const layout = layOut(record({ things: table("thing", 3, record(fields)) }));
  const thing = (...last: number[]): number[] => [
    1,
    1,
    ...new Array<number>(56 - 1 - last.length).fill(0),
    ...last,
  ];
  const values = Int32Array.from([thing(1, 1), thing(0, 1), thing(1, 0)].flat());
  const canonicalizer = new Canonicalizer(layout);
  canonicalizer.form(values, new Int32Array(values.length));
  expect([...canonicalizer.numbersOf(values)]).toEqual([0, 3, 1, 2]);
});
