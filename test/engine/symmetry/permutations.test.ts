import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecOf } from "../../../src/engine/codec/codec.ts";
import { whyNotOfShape } from "../../../src/engine/codec/why-not-of-shape.ts";
import { Canonicalizer } from "../../../src/engine/symmetry/canonical.ts";
import { Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { numbersFrom } from "../../../src/engine/symmetry/random.ts";
import { model, worldsOfRuns } from "../codec/shaped-run.ts";

/** Worlds along random runs, and a seed. */
const runs = fc.tuple(worldsOfRuns, fc.nat());

describe("a permutation that is drawn", () => {
  test("makes a world of the shape, with the same canonical form, and its inverse brings the world back", () => {
    let moved = 0;
    fc.assert(
      fc.property(runs, ([{ scope, worlds }, seed]) => {
        const shape = model.shape(scope);
        const codec = codecOf(shape);
        const permutations = new Permutations(codec.layout);
        const canonicalizer = new Canonicalizer(codec.layout);
        const random = numbersFrom(seed);
        const valuesOf = () => new Int32Array(codec.layout.slots.length);
        const [values, member, back, one, other] = [
          valuesOf(),
          valuesOf(),
          valuesOf(),
          valuesOf(),
          valuesOf(),
        ];
        for (const world of worlds) {
          codec.read(world, values);
          const permutation = permutations.draw(values, random);
          permutations.apply(permutation, values, member);
          codec.write(member, codec.scratch());
          expect(whyNotOfShape(shape, codec.scratch())).toBeUndefined();
          canonicalizer.form(values, one);
          canonicalizer.form(member, other);
          expect(other).toEqual(one);
          if (member.join() !== values.join()) moved++;
        }
        permutations.apply(permutations.identity(), values, back);
        expect(back).toEqual(values);
      }),
      { numRuns: 60 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  test("is the same for the same seed", () => {
    fc.assert(
      fc.property(runs, ([{ scope, worlds }, seed]) => {
        const codec = codecOf(model.shape(scope));
        const permutations = new Permutations(codec.layout);
        const values = new Int32Array(codec.layout.slots.length);
        codec.read(worlds.at(-1) ?? model.initial(scope), values);
        const [one, other] = [seed, seed].map((same) => permutations.draw(values, numbersFrom(same)));
        expect(one).toEqual(other);
      }),
      { numRuns: 20 },
    );
  });
});

test("a transposition exchanges two numbers, and applied twice changes nothing", () => {
  fc.assert(
    fc.property(worldsOfRuns, ({ scope, worlds }) => {
      const codec = codecOf(model.shape(scope));
      const permutations = new Permutations(codec.layout);
      const world = worlds.at(-1) ?? model.initial(scope);
      const values = new Int32Array(codec.layout.slots.length);
      codec.read(world, values);
      const [member, back] = [values.slice(), values.slice()];
      const seen = new Set<string>();
      for (const { sort, one, other, permutation } of permutations.transpositions(values)) {
        permutations.apply(permutation, values, member);
        permutations.apply(permutation, member, back);
        expect(back).toEqual(values);
        if (sort === "container") expect(Math.min(one, other)).toBeGreaterThan(1);
        if (sort === "task") expect(permutations.taskOf(permutation, one)).toBe(other);
        seen.add(`${sort} ${one} ${other}`);
      }
      expect(seen.has("task 1 2")).toBe(
        scope.tasks > 1 && [...model.callers(world)].some((task) => task <= 2),
      );
    }),
    { numRuns: 60 },
  );
});
