import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NoFormUpToNumbers } from "../../../src/engine/orbits/orbits.ts";
import { type Codec, codecOf, type Values } from "../../../src/engine/packed/codec.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { functions } from "../packed/drawn-shapes.ts";
import { anyRenumbering, keyOf, leastOfAll, renumbered } from "../packed/renumbering.ts";
import { model } from "../packed/shaped-run.ts";
import { allNumberings, anyNumbering } from "./all-numberings.ts";
import { numberedRuns } from "./numbered-runs.ts";
import { orbitsOf } from "./orbits-of.ts";
import { tied } from "./tied-worlds.ts";

/** What is tried for every numbering that there is takes time: so few worlds tell enough. */
const FEW = { numRuns: 30 };

describe.each(tied)("%s", (_, { layout, any }) => {
  const { orbits, numberings, find, formOf, worldOf, through } = orbitsOf(layout);
  const all = allNumberings(numberings.sorts);

  test("worlds are in one orbit exactly where they differ only in numbers", () => {
    const worlds = fc.array(fc.tuple(any, anyRenumbering(layout)), { minLength: 1, maxLength: 10 });
    const leastOf = new Map<number, string>();
    fc.assert(
      fc.property(worlds, (drawn) => {
        for (const [world, renumbering] of drawn) {
          const { orbit } = find(world);
          expect(find(renumbered(layout, world, renumbering)).orbit).toBe(orbit);
          const least = leastOfAll(layout, world);
          expect(leastOf.get(orbit) ?? least).toBe(least);
          leastOf.set(orbit, least);
        }
      }),
      { numRuns: 10 },
    );
    expect(new Set(leastOf.values()).size).toBe(leastOf.size);
  });

  test("orbits are counted from 0 on, each with a form that is a world of it", () => {
    fc.assert(
      fc.property(any, (world) => {
        const before = orbits.count;
        const { orbit } = find(world);
        expect(orbits.count).toBe(Math.max(before, orbit + 1));
        expect(orbit).toBeLessThanOrEqual(before);
        expect(leastOfAll(layout, formOf(orbit))).toBe(leastOfAll(layout, world));
        expect(find(formOf(orbit))).toMatchObject({ orbit, numbering: 0 });
      }),
      FEW,
    );
  });

  test("the numbering of a world is the least that makes it of the form", () => {
    let ties = 0;
    fc.assert(
      fc.property(any, (world) => {
        const { orbit } = find(world);
        const form = formOf(orbit);
        const least = new Map<string, number>();
        for (const numbering of all) {
          const key = keyOf(worldOf(form, numbering));
          if (least.has(key)) ties++;
          else least.set(key, numbering);
        }
        for (const [key, numbering] of least) {
          const place = find(Int32Array.from(key.split(" "), Number));
          expect(place).toMatchObject({ orbit, numbering });
        }
      }),
      FEW,
    );
    expect(ties).toBeGreaterThan(0);
  });

  test("the tables of the world after a step of the form lead each world to its own", () => {
    let symmetries = 0;
    fc.assert(
      fc.property(any, fc.array(anyNumbering(numberings.sorts), { minLength: 1 }), (after, before) => {
        const place = find(after);
        symmetries = Math.max(symmetries, place.tables.length);
        const found = before.map((numbering) => find(worldOf(after, numbering)));
        for (const { orbit } of found) expect(orbit).toBe(place.orbit);
        expect(through(place, before)).toEqual(found.map(({ numbering }) => numbering));
      }),
    );
    expect(symmetries).toBeGreaterThan(1);
  });
});

describe("worlds of a design", () => {
  /** Worlds along a run, and what is drawn once their layout is known. */
  const drawn = fc.tuple(numberedRuns, fc.gen());

  test("a world is of the form and its numbering, however it is numbered", () => {
    fc.assert(
      fc.property(drawn, ([{ scope, worlds }, any]) => {
        const codec = codecOf(model.shape(scope));
        const { find, formOf, worldOf } = orbitsOf(codec.layout);
        for (const world of worlds) {
          const one = valuesOf(codec, world);
          const other = renumbered(codec.layout, one, any(anyRenumbering, codec.layout));
          const { orbit, numbering } = find(one);
          expect(keyOf(worldOf(formOf(orbit), numbering))).toBe(keyOf(one));
          const place = find(other);
          expect(place.orbit).toBe(orbit);
          expect(keyOf(worldOf(formOf(orbit), place.numbering))).toBe(keyOf(other));
        }
      }),
      { numRuns: 20 }, // the code is made anew for each scope
    );
  });

  test("the tables of the form's steps lead a world where its own calls lead", () => {
    let steps = 0;
    fc.assert(
      fc.property(drawn, fc.context(), ([{ scope, worlds }, any], context) => {
        const codec = codecOf(model.shape(scope));
        const { find, formOf, through } = orbitsOf(codec.layout);
        const world = renumbered(
          codec.layout,
          valuesOf(codec, any(fc.constantFrom, ...worlds)),
          any(anyRenumbering, codec.layout),
        );
        context.log(keyOf(world));
        const { orbit, numbering } = find(world);
        const led = successors(codec, scope, formOf(orbit)).map((after) => {
          const place = find(after);
          return `${place.orbit}: ${through(place, [numbering])}`;
        });
        const own = successors(codec, scope, world).map((after) => {
          const place = find(after);
          return `${place.orbit}: ${place.numbering}`;
        });
        expect(new Set(led)).toEqual(new Set(own));
        steps += led.length;
      }),
      { numRuns: 40 }, // the code is made anew for each scope
    );
    expect(steps).toBeGreaterThan(0);
  });
});

test("a world that refers to a number whose row is gone has no orbit, and any other has one", () => {
  const nodes = 3;
  const { layout } = functions(nodes);
  const anyNode = fc.record({ isThere: fc.boolean(), to: fc.nat({ max: nodes }) });
  let gone = 0;
  fc.assert(
    fc.property(fc.array(anyNode, { minLength: nodes, maxLength: nodes }), (drawn) => {
      const { find } = orbitsOf(layout);
      const world = Int32Array.from(drawn.flatMap(({ isThere, to }) => (isThere ? [1, to] : [0, 0])));
      const isGone = drawn.some(({ isThere, to }) => isThere && to > 0 && !drawn[to - 1]?.isThere);
      if (isGone) {
        gone++;
        expect(() => find(world)).toThrow(NoFormUpToNumbers);
      } else expect(find(world).orbit).toBe(0);
    }),
  );
  expect(gone).toBeGreaterThan(0);
});

function valuesOf({ layout, read }: Codec, world: object): Values {
  const values = new Int32Array(layout.slots.length);
  read(world, values);
  return values;
}

/** The worlds to which the calls lead that a search tries. */
function successors(codec: Codec, scope: Scope, before: Values): Values[] {
  const world = () => {
    codec.write(before, codec.scratch());
    return structuredClone(codec.scratch());
  };
  return operationsIn(model, world(), scope).map((operation) => {
    const after = world();
    model.apply(after, operation, scope);
    return valuesOf(codec, after);
  });
}
