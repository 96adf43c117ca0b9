import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Numberings, ordersOf } from "../../../src/engine/orbits/numberings.ts";
import { rankOf } from "../../../src/engine/orbits/permutations.ts";
import { codecOf, type Values } from "../../../src/engine/packed/codec.ts";
import { type Layout, layOut } from "../../../src/engine/packed/layout.ts";
import { record, referenceOr, table } from "../../../src/model/shape.ts";
import { anyRenumbering, keyOf, type Renumbering, renumbered } from "../packed/renumbering.ts";
import { model } from "../packed/shaped-run.ts";
import { allNumberings, anyNumbering, numbersOf, renumberingOf } from "./all-numberings.ts";
import { numberedRuns } from "./numbered-runs.ts";
import { tied } from "./tied-worlds.ts";

/** The world that a numbering makes of a form. */
function worldOf(numberings: Numberings, form: Values, numbering: number): Values {
  const world = new Int32Array(form.length).fill(7); // what stood there before is of no account
  numberings.renumber(form, numbering, world);
  return world;
}

/** The numbering of a world of which a renumbering makes its form. */
function numberingFrom(layout: Layout, numberings: Numberings, renumbering: Renumbering): number {
  const orders = ordersOf(numberings.sorts, numbersOf(layout, numberings.elements, renumbering));
  const parts = numberings.sorts.map(({ shift }, sort) => rankOf(orders[sort] ?? new Uint8Array()) << shift);
  return parts.reduce((sum, part) => sum + part, 0);
}

describe.each(tied)("%s", (_, { layout, any }) => {
  const numberings = new Numberings(layout);

  test("a numbering makes of a form what its renumbering makes of it by the definition", () => {
    fc.assert(
      fc.property(any, anyNumbering(numberings.sorts), (form, numbering) => {
        const expected = renumbered(layout, form, renumberingOf(layout, numberings, numbering));
        expect(worldOf(numberings, form, numbering)).toEqual(expected);
      }),
    );
  });

  test("the orders of what makes a form of a world are the numbering that makes the world of the form", () => {
    fc.assert(
      fc.property(any, anyRenumbering(layout), (world, renumbering) => {
        const form = renumbered(layout, world, renumbering);
        const numbering = numberingFrom(layout, numberings, renumbering);
        expect(worldOf(numberings, form, numbering)).toEqual(world);
      }),
    );
  });

  test("there are no other numberings, and the least one changes nothing", () => {
    const all = allNumberings(numberings.sorts);
    const most = 2 ** numberings.sorts.reduce((sum, { bits }) => sum + bits, 0);
    const [form = new Int32Array()] = fc.sample(any, 1);
    expect(worldOf(numberings, form, 0)).toEqual(form);
    const others = Array.from({ length: most }, (__, numbering) => numbering).filter(
      (numbering) => !all.includes(numbering),
    );
    for (const other of others) expect(() => worldOf(numberings, form, other)).toThrow(RangeError);
    expect(all.length + others.length).toBe(most);
  });
});

test("worlds of a design: any numbering is the renumbering that it says, and is found again", () => {
  fc.assert(
    fc.property(numberedRuns, fc.gen(), ({ scope, worlds }, any) => {
      const codec = codecOf(model.shape(scope));
      const numberings = new Numberings(codec.layout);
      const form = new Int32Array(codec.layout.slots.length);
      codec.read(any(fc.constantFrom, ...worlds), form);
      const numbering = any(anyNumbering, numberings.sorts);
      const renumbering = renumberingOf(codec.layout, numberings, numbering);
      const world = renumbered(codec.layout, form, renumbering);
      expect(keyOf(worldOf(numberings, form, numbering))).toBe(keyOf(world));

      const back = renumberingOf(
        codec.layout,
        numberings,
        numberingFrom(codec.layout, numberings, renumbering),
      );
      expect(keyOf(renumbered(codec.layout, world, back))).toBe(keyOf(form));
    }),
    { numRuns: 40 }, // the code is made anew for each scope
  );
});

describe("whether there are too many", () => {
  /** The bits that tell the orders of so many things, from 0 to 7. */
  const BITS = [0, 0, 1, 3, 5, 7, 10, 13];
  const anySort = fc.record({ size: fc.integer({ min: 0, max: 9 }), isFirstFixed: fc.boolean() });

  test("more than seven of a sort are, and so are more than thirty bits of all", () => {
    fc.assert(
      fc.property(fc.array(anySort, { maxLength: 6 }), (sorts) => {
        const tables = sorts.map(({ size, isFirstFixed }, place) => {
          const things = table(`thing${place}`, size + (isFirstFixed ? 1 : 0), record({}), isFirstFixed);
          return [`things${place}`, things] as const;
        });
        const { areTooMany } = new Numberings(layOut(record(Object.fromEntries(tables))));
        const bits = sorts.reduce((sum, { size }) => sum + (BITS[size] ?? Number.POSITIVE_INFINITY), 0);
        expect(areTooMany).toBe(bits > 30);
      }),
    );
  });

  test.each([
    [7, false],
    [8, true],
  ])("%i numbers without rows: %s", (largest, areTooMany) => {
    const layout = layOut(record({ one: referenceOr(null, "thing", largest) }));
    expect(new Numberings(layout).areTooMany).toBe(areTooMany);
  });

  test("three sorts of six are not, and four are", () => {
    const sixes = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, place) => [`t${place}`, table(`t${place}`, 6, record({}))]),
      );
    expect([3, 4].map((count) => new Numberings(layOut(record(sixes(count)))).areTooMany)).toEqual([
      false,
      true,
    ]);
  });
});
