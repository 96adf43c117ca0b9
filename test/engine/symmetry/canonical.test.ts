import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested, type World } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import type { Layout } from "../../../src/engine/codec/layout.ts";
import { Canonicalizer } from "../../../src/engine/symmetry/canonical.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import { anyScope } from "../../arbitrary.ts";
import {
  edgesOf,
  functions,
  graphs,
  maps,
  motley,
  rookGraph,
  shrikhandeGraph,
} from "../codec/drawn-shapes.ts";
import { anyRenumbering, keyOf, leastOfAll, renumbered } from "./renumbering.ts";

function scopeOf(
  tasks: number,
  containers: number,
  kinds: number,
  names: number,
  images = 0,
): ContainerScope {
  return {
    tasks,
    containers,
    kinds: (["uts", "net", "ipc"] as const).slice(0, kinds),
    names: ["a", "b"].slice(0, names),
    images,
  };
}

/** The canonical forms of a layout's worlds. */
function formsOf(layout: Layout): (values: Values) => Values {
  const canonicalizer = new Canonicalizer(layout);
  return (values) => {
    const form = new Int32Array(values.length).fill(7); // what it held before must not matter
    canonicalizer.form(values, form);
    return form;
  };
}

/** Searches `nested`, with a representative in place of each world; `values` are the representatives. */
function explore(scope: ContainerScope, represent: (layout: Layout) => (values: Values) => Values) {
  const { layout, read, write, scratch } = codecOf(nested.shape(scope));
  const representative = represent(layout);
  const valuesOf = (world: World): Values => {
    const values = new Int32Array(layout.slots.length);
    read(world, values);
    return representative(values);
  };
  const worldOf = (values: Values): World => {
    const world = scratch();
    write(values, world);
    return world as World; // made for the shape of nested
  };
  const first = valuesOf(nested.initial(scope));
  const seen = new Map([[keyOf(first), first]]);
  let [level, depth, ok, refused] = [[first], -1, 0, 0];
  for (; level.length > 0; depth++) {
    const next: Values[] = [];
    for (const before of level) {
      for (const operation of operationsIn(nested, structuredClone(worldOf(before)), scope)) {
        const world = worldOf(before);
        if (nested.apply(world, operation, scope) !== "ok") refused++;
        else {
          ok++;
          const after = valuesOf(world);
          if (!seen.has(keyOf(after))) next.push(after);
          seen.set(keyOf(after), after);
        }
      }
    }
    level = next;
  }
  return { layout, values: [...seen.values()], counts: [seen.size, ok, refused, depth] };
}

/** The world after calls that numbers choose from those that a search tries. */
function worldAfter(drawn: readonly number[], scope: ContainerScope): World {
  const world = nested.initial(scope);
  for (const index of drawn) {
    const operations = operationsIn(nested, world, scope);
    const operation = operations[index % operations.length];
    if (operation !== undefined) nested.apply(world, operation, scope);
  }
  return world;
}

const asTheyAre = () => (values: Values) => values.slice();

describe("worlds of nested", () => {
  test("worlds that differ only in numbers have one form", () => {
    const steps = fc.array(fc.nat(), { maxLength: 30, size: "max" });
    const cases = fc.tuple(anyScope, steps).chain(([scope, drawn]) => {
      const { layout, read } = codecOf(nested.shape(scope));
      const values = new Int32Array(layout.slots.length);
      read(worldAfter(drawn, scope), values);
      return anyRenumbering(layout).map((renumbering) => ({ layout, values, renumbering }));
    });
    fc.assert(
      fc.property(cases, ({ layout, values, renumbering }) => {
        const formOf = formsOf(layout);
        const other = renumbered(layout, values, renumbering);
        expect(formOf(other)).toEqual(formOf(values));
      }),
      { numRuns: 50 }, // code is generated for each scope
    );
  });

  test.each([scopeOf(2, 2, 1, 1), scopeOf(2, 3, 1, 0), scopeOf(2, 2, 2, 0), scopeOf(2, 2, 1, 1, 1)])(
    "forms are equal exactly where some renumbering makes the worlds equal: %o",
    (scope) => {
      const { layout, values } = explore(scope, asTheyAre);
      const formOf = formsOf(layout);
      for (const one of values) expect(leastOfAll(layout, formOf(one))).toBe(leastOfAll(layout, one));
      expect(classes(values, (one) => keyOf(formOf(one)))).toEqual(
        classes(values, (one) => leastOfAll(layout, one)),
      );
    },
  );

  // Tasks, containers, kinds, names; then worlds, calls ok, calls refused, depth, all up to symmetry.
  test.each([
    [1, 2, 1, 0, 3, 5, 5, 1],
    [2, 2, 1, 0, 6, 23, 19, 2],
    [2, 3, 1, 0, 16, 75, 60, 6],
    [2, 3, 2, 2, 116, 911, 1_402, 8],
    [2, 4, 2, 1, 255, 1_996, 2_558, 12],
    [3, 3, 1, 0, 40, 325, 230, 7],
    [3, 3, 1, 2, 172, 1_815, 2_013, 9],
    [3, 3, 2, 2, 520, 6_891, 9_393, 9],
    [3, 4, 1, 0, 206, 1_817, 1_340, 14],
    [4, 3, 1, 1, 185, 2_441, 2_119, 10],
    [4, 4, 1, 0, 580, 7_583, 5_087, 15],
  ])(
    "counts found by two independent implementations: %i tasks, %i containers, %i kinds, %i names",
    (tasks, containers, kinds, names, ...expected) => {
      expect(explore(scopeOf(tasks, containers, kinds, names), formsOf).counts).toEqual(expected);
    },
  );
});

describe("drawn shapes", () => {
  test("all that a shape can have: forms by trying every renumbering", () => {
    const { layout, any } = motley();
    const formOf = formsOf(layout);
    const cases = fc.array(fc.tuple(any, anyRenumbering(layout)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cases, (drawn) => {
        const all = drawn.flatMap(([one, renumbering]) => [one, renumbered(layout, one, renumbering)]);
        for (const one of all) expect(leastOfAll(layout, formOf(one))).toBe(leastOfAll(layout, one));
        expect(classes(all, (one) => keyOf(formOf(one)))).toEqual(
          classes(all, (one) => leastOfAll(layout, one)),
        );
      }),
    );
  });

  test("maps of four things to one another, some missing: forms by trying every renumbering", () => {
    const { layout, all } = functions(4);
    const formOf = formsOf(layout);
    expect(classes(all, (one) => keyOf(formOf(one)))).toEqual(classes(all, (one) => leastOfAll(layout, one)));
    for (const one of all) expect(leastOfAll(layout, formOf(one))).toBe(leastOfAll(layout, one));
  });

  test("there are 19 maps of four things, and 47 of five, up to isomorphism", () => {
    expect([4, 5].map((nodes) => countForms(maps(nodes)))).toEqual([19, 47]);
  });

  test("there are 11 graphs of four nodes, and 34 of five, up to isomorphism", () => {
    expect([4, 5].map((nodes) => countForms(graphs(nodes)))).toEqual([11, 34]);
  });

  test("two rings of three are not a ring of six", () => {
    const { layout, of } = edgesOf(6, 12);
    const rings = of([1, 2], [2, 3], [3, 1], [4, 5], [5, 6], [6, 4]);
    const ring = of([1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [6, 1]);
    const sameRings = of([1, 3], [3, 5], [5, 1], [2, 4], [4, 6], [6, 2]);
    const [a, b, c] = [rings, ring, sameRings].map(formsOf(layout));
    expect(a).not.toEqual(b);
    expect(a).toEqual(c);
  });

  test("two graphs of sixteen nodes that counting neighbours cannot tell apart, however they are numbered", () => {
    const { layout, of } = edgesOf(16, 96);
    const formOf = formsOf(layout);
    const [rook, shrikhande] = [of(...rookGraph()), of(...shrikhandeGraph())];
    const [formOfRook, formOfShrikhande] = [formOf(rook), formOf(shrikhande)];
    expect(formOfRook).not.toEqual(formOfShrikhande);
    const property = fc.property(anyRenumbering(layout), (renumbering) => {
      expect(formOf(renumbered(layout, rook, renumbering))).toEqual(formOfRook);
      expect(formOf(renumbered(layout, shrikhande, renumbering))).toEqual(formOfShrikhande);
    });
    fc.assert(property, { numRuns: 1 }); // each form takes a good part of a second
  });

  test("twelve alike cost no more than that: not 12! ways are tried", () => {
    const { layout, of } = edgesOf(12, 4);
    const formOf = formsOf(layout);
    expect(formOf(of([3, 4]))).toEqual(formOf(of([9, 2])));
  });
});

/** How many different forms some worlds have. */
function countForms({ layout, all }: { layout: Layout; all: readonly Values[] }): number {
  const formOf = formsOf(layout);
  return new Set(all.map((one) => keyOf(formOf(one)))).size;
}

/** For each world, the index of the first that has the same key. */
function classes(all: readonly Values[], key: (values: Values) => string): number[] {
  const first = new Map<string, number>();
  return all.map((values, index) => {
    const here = first.get(key(values)) ?? index;
    first.set(key(values), here);
    return here;
  });
}
