import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Numberings } from "../../../src/engine/orbits/numberings.ts";
import { type OrbitForm, orbitFormOf } from "../../../src/engine/orbits/orbit-form.ts";
import { OrderTables } from "../../../src/engine/orbits/order-tables.ts";
import { Canonicalizer } from "../../../src/engine/packed/canonical.ts";
import type { Values } from "../../../src/engine/packed/codec.ts";
import type { Layout } from "../../../src/engine/packed/layout.ts";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";
import { edgesOf, functions } from "../packed/drawn-shapes.ts";
import { keyOf } from "../packed/renumbering.ts";
import { allNumberings, ordersIn } from "./all-numberings.ts";
import { tied } from "./tied-worlds.ts";

/** Finds canonical forms of a layout's worlds, and what is known of such a form. */
function formsOf(layout: Layout) {
  const numberings = new Numberings(layout);
  const words = new GrowingWords(new SharedArrayBuffer(0, { maxByteLength: 2 ** 20 }));
  const tables = new OrderTables(words, numberings.sorts);
  const canonicalizer = new Canonicalizer(layout);
  const formOf = (world: Values): Values => {
    const form = new Int32Array(world.length);
    canonicalizer.form(world, form);
    return form;
  };
  return {
    numberings,
    formOf,
    orbitFormOf: (form: Values) => orbitFormOf(form, numberings, canonicalizer, tables),
  };
}

type Orders = readonly Uint8Array[];

/** All the orders of numbers that leave a form as it is, by trying every numbering. */
function stabilizerOf(form: Values, numberings: Numberings): Orders[] {
  const world = new Int32Array(form.length);
  const unchanged = allNumberings(numberings.sorts).filter((numbering) => {
    numberings.renumber(form, numbering, world);
    return keyOf(world) === keyOf(form);
  });
  return unchanged.map((numbering) => ordersIn(numberings.sorts, numbering));
}

/** A text that orders have in common where they differ only in what stands at alike places. */
function keyUpTo(alike: OrbitForm["alike"], orders: Orders): string {
  return orders
    .map((order, sort) => {
      const inOrder = [...order];
      for (const group of alike[sort]?.groups ?? []) {
        const held = group.map((place) => order[place] ?? 0).sort();
        for (const [index, place] of group.entries()) inOrder[place] = held[index] ?? 0;
      }
      return inOrder.join("");
    })
    .join(" ");
}

/** The orders in which two places of a sort have changed and all else is as it was. */
function exchanged({ sorts }: Numberings, sort: number, one: number, other: number): string {
  const orders = sorts.map(({ size }) => Array.from({ length: size }, (_, place) => place));
  const order = orders[sort] ?? [];
  order[one] = other;
  order[other] = one;
  return orders.map((of) => of.join("")).join(" ");
}

describe.each(tied)("%s", (_, { layout, any }) => {
  const { numberings, formOf, orbitFormOf } = formsOf(layout);

  test("alike places and automorphisms together are all that leaves a form as it is", () => {
    fc.assert(
      fc.property(any, (world) => {
        const form = formOf(world);
        const found = orbitFormOf(form);
        const unchanged = numberings.sorts.map(({ size }) =>
          Uint8Array.from({ length: size }, (__, place) => place),
        );
        const { alike = [], automorphisms = [unchanged] } = found ?? {};
        const keys = (all: readonly Orders[]) => new Set(all.map((orders) => keyUpTo(alike, orders)));
        expect(keys(automorphisms)).toEqual(keys(stabilizerOf(form, numberings)));
      }),
      { numRuns: 50 },
    );
  });

  test("any two of a group of alike places can change places, and no place is in two groups", () => {
    let pairs = 0;
    fc.assert(
      fc.property(any, (world) => {
        const form = formOf(world);
        const stabilizer = new Set(
          stabilizerOf(form, numberings).map((orders) => orders.map((order) => order.join("")).join(" ")),
        );
        for (const [sort, { groups }] of (orbitFormOf(form)?.alike ?? []).entries()) {
          expect(new Set(groups.flat()).size).toBe(groups.flat().length);
          for (const [first = 0, ...others] of groups)
            for (const other of others) {
              expect(stabilizer).toContain(exchanged(numberings, sort, first, other));
              pairs++;
            }
        }
      }),
      { numRuns: 50 },
    );
    expect(pairs).toBeGreaterThan(0);
  });
});

test("a ring of three can be turned, unless another thing refers to it; what is missing is alike", () => {
  const { orbitFormOf } = formsOf(functions(5).layout);
  const found = orbitFormOf(Int32Array.of(1, 2, 1, 3, 1, 1, 0, 0, 0, 0));
  expect(found?.alike.map(({ groups }) => groups)).toEqual([[[3, 4]]]);
  const turns = found?.automorphisms?.map(([order]) => order?.join(""));
  expect(turns?.sort()).toEqual(["01234", "12034", "20134"]);
  expect(orbitFormOf(Int32Array.of(1, 2, 1, 3, 1, 1, 1, 3, 0, 0))).toMatchObject({
    alike: [{ groups: [] }],
    automorphisms: undefined,
  });
});

test("an edge between two nodes is turned with its nodes", () => {
  const { layout, of } = edgesOf(3, 2);
  const { orbitFormOf, formOf } = formsOf(layout);
  const found = orbitFormOf(formOf(of([1, 2])));
  expect(found?.automorphisms).toHaveLength(2);
  for (const orders of found?.automorphisms ?? []) {
    const [edges, nodes] = orders.map((order) => [...order].every((thing, place) => thing === place));
    expect(edges).toBe(nodes);
  }
});

test("a form that refers to a number whose row is gone has none", () => {
  const { orbitFormOf } = formsOf(functions(2).layout);
  expect(orbitFormOf(Int32Array.of(1, 2, 0, 0))).toBeUndefined();
  expect(orbitFormOf(Int32Array.of(1, 1, 0, 0))).toBeDefined();
});
