import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Values } from "../../../src/engine/codec/codec.ts";
import type { Layout } from "../../../src/engine/codec/layout.ts";
import { ABSENT } from "../../../src/engine/symmetry/code-of-colours.ts";
import type { Colouring } from "../../../src/engine/symmetry/colouring.ts";
import { colouringOf } from "../../../src/engine/symmetry/colouring-of.ts";
import { elementsOf } from "../../../src/engine/symmetry/elements.ts";
import { TieBreaker } from "../../../src/engine/symmetry/tie-breaker.ts";
import { functions, motley } from "../codec/drawn-shapes.ts";
import { anyRenumbering, keyOf, leastOfAll, renumbered } from "./renumbering.ts";

/** A tie breaker with only `howMany` different hashes, so that they collide. */
function breakerWith(howMany: number, layout: Layout): TieBreaker {
  const elements = elementsOf(layout);
  const colouring = colouringOf(layout, elements);
  const collide = (colours: Int32Array): void => {
    for (const [element, hash] of colours.entries()) if (hash < ABSENT) colours[element] = hash % howMany;
  };
  const colliding: Colouring = {
    ...colouring,
    open: (values, colours, told) => {
      colouring.open(values, colours, told);
      collide(colours);
    },
    refine: (values, colours, told) => {
      colouring.refine(values, colours, told);
      collide(colours);
    },
  };
  return new TieBreaker(colliding, elements);
}

/** Forms that are made by breaking ties alone. */
function formsWith(howMany: number, layout: Layout): (values: Values) => Values {
  const breaker = breakerWith(howMany, layout);
  return (values) => breaker.form(values).form;
}

describe.each([1, 2, 1000])("with %i different hashes", (howMany) => {
  test("maps have forms by trying every renumbering", () => {
    const { layout, all } = functions(4);
    const formOf = formsWith(howMany, layout);
    const formByLeast = new Map<string, string>();
    for (const one of all) {
      const [least, form] = [leastOfAll(layout, one), formOf(one)];
      expect(leastOfAll(layout, form)).toBe(least);
      expect(keyOf(form)).toBe(formByLeast.get(least) ?? keyOf(form));
      formByLeast.set(least, keyOf(form));
    }
  });

  test("worlds of several sorts have forms that are theirs, and one however they are numbered", () => {
    const { layout, any } = motley();
    const formOf = formsWith(howMany, layout);
    fc.assert(
      fc.property(any, anyRenumbering(layout), (one, renumbering) => {
        const form = formOf(one);
        expect(formOf(renumbered(layout, one, renumbering))).toEqual(form);
        expect(leastOfAll(layout, form)).toBe(leastOfAll(layout, one));
      }),
    );
  });
});
