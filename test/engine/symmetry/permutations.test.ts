import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import { whyNotOfShape } from "../../../src/engine/codec/why-not-of-shape.ts";
import { Canonicalizer } from "../../../src/engine/symmetry/canonical.ts";
import { type Permutation, Permutations } from "../../../src/engine/symmetry/permutations.ts";
import { numbersFrom } from "../../../src/engine/symmetry/random.ts";
import { list, oneOf, record, reference, table } from "../../../src/model/shape.ts";
import { motley } from "../codec/drawn-shapes.ts";
import { model, worldsOfRuns } from "../codec/shaped-run.ts";
import { type Renumbering, renumbered } from "./renumbering.ts";

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

describe("of all that a shape can have", () => {
  const { layout, any } = motley();
  const permutations = new Permutations(layout);
  const sorts = sortsOf(layout);

  test("a permutation that is drawn moves rows and references as the definition says, and its inverse moves them back", () => {
    fc.assert(
      fc.property(any, fc.nat(), (values, seed) => {
        const permutation = permutations.draw(values, numbersFrom(seed));
        const inverse = permutations.inverse(permutation);
        const [moved, back] = [values.slice().fill(7), values.slice().fill(7)];
        permutations.apply(permutation, values, moved);
        expect(moved).toEqual(renumbered(layout, values, renumberingOf(permutation)));
        permutations.apply(inverse, moved, back);
        expect(back).toEqual(values);
        for (const { name, largest } of sorts)
          for (let number = 0; number <= largest; number++) {
            const there = permutations.numberOf(permutation, name, number);
            expect(permutations.numberOf(inverse, name, there)).toBe(number);
          }
      }),
    );
  });

  test("its transpositions are all that exchange two numbers, of which one is used, and leave fixed ones and gaps where they are", () => {
    fc.assert(
      fc.property(any, (values) => {
        const found = [...permutations.transpositions(values)].map(({ sort, one, other, permutation }) => {
          for (const { name, largest } of sorts)
            for (let number = 0; number <= largest; number++) {
              const to = name !== sort ? number : number === one ? other : number === other ? one : number;
              expect(permutations.numberOf(permutation, name, number)).toBe(to);
            }
          return `${sort} ${one} ${other}`;
        });
        const expected = sorts.flatMap(({ name, largest, lowest, isGapless }) => {
          const numbers = Array.from({ length: largest - lowest + 1 }, (_, index) => lowest + index);
          const isUsed = (number: number): boolean => usesNumber(layout, values, name, number);
          return numbers.flatMap((one) =>
            numbers
              .filter((other) => one < other)
              .filter((other) => (isGapless ? isUsed(one) && isUsed(other) : isUsed(one) || isUsed(other)))
              .map((other) => `${name} ${one} ${other}`),
          );
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });

  test("a number that there is not stays what it is, of a sort or at all", () => {
    const identity = permutations.identity();
    for (const sort of [...sorts.map(({ name }) => name), "another"])
      for (const number of [4, 5, 100]) expect(permutations.numberOf(identity, sort, number)).toBe(number);
  });

  test("what is no permutation is refused by the number that it moves away", () => {
    const values = new Int32Array(layout.slots.length).fill(1);
    expect(() => permutations.apply(permutations.identity().fill(9), values, values.slice())).toThrow(
      "no number 1 of node",
    );
  });

  function renumberingOf(permutation: Permutation): Renumbering {
    return new Map(
      sorts.map(({ name, largest }) => [
        name,
        Array.from({ length: largest + 1 }, (_, number) => permutations.numberOf(permutation, name, number)),
      ]),
    );
  }
});

/** The sorts of motley, by hand: the numbers of a list of rows and those of a local part have no gaps. */
function sortsOf({ slots, rows }: Layout) {
  const names = new Set([
    ...rows.map(({ sort }) => sort),
    ...slots.flatMap(({ refersTo }) => refersTo ?? []),
  ]);
  return [...names].map((name) => ({
    name,
    largest: Math.max(...slots.filter(({ refersTo }) => refersTo === name).map(({ largest }) => largest), 2),
    lowest: ["node", "pair"].includes(name) ? 2 : 1,
    isGapless: name.includes(":"),
  }));
}

function usesNumber({ slots, rows }: Layout, values: Values, sort: string, number: number): boolean {
  const isThere = rows.some((row) => row.sort === sort && row.number === number && values[row.from] === 1);
  return isThere || slots.some(({ refersTo }, slot) => refersTo === sort && values[slot] === number);
}

test.each([
  ["a table", record({ tasks: table("task", 3, oneOf(1, 2)) }), [1, 0, 0, 0, 0, 0], 6],
  [
    "one whose first row is fixed",
    record({ tasks: table("task", 3, oneOf(1, 2), true) }),
    [1, 0, 0, 0, 0, 0],
    2,
  ],
  [
    "a list with two rows",
    record({ x: oneOf(1, 2), rows: list(3, oneOf(1, 2), "row") }),
    [0, 1, 0, 1, 0, 0, 0],
    2,
  ],
  [
    "a list in a list",
    record({ x: oneOf(1, 2), lists: list(1, record({ rows: list(3, oneOf(1, 2), "row") })) }),
    [0, 1, 1, 0, 1, 0, 0, 0],
    2,
  ],
  ["numbers without rows", record({ x: reference("thing", 3) }), [2], 6],
])("of %s each permutation is drawn about as often", (_, shape, values, number) => {
  const permutations = new Permutations(layOut(shape));
  const times = new Map<string, number>();
  const random = numbersFrom(1);
  for (let time = 0; time < 100 * number; time++) {
    const drawn = permutations.draw(Int32Array.from(values), random).join();
    times.set(drawn, (times.get(drawn) ?? 0) + 1);
  }
  expect(times.size).toBe(number);
  for (const count of times.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
});
