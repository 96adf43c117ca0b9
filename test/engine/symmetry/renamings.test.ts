import fc from "fast-check";
import { expect, test } from "vitest";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { Renamings } from "../../../src/engine/symmetry/renamings.ts";
import { list, oneOf, record, reference, type Shape } from "../../../src/model/shape.ts";

const nameOf = (values: readonly (string | null)[], interchangeable: readonly string[]): Shape => ({
  ...oneOf(...values),
  interchangeable,
});

const ABC = ["a", "b", "c"];
const DEF = ["d", "e", "f"];

/** What each renaming makes of some values. */
function renamed(shape: Shape, values: readonly number[]): number[][] {
  const renamings = new Renamings(layOut(shape));
  return Array.from({ length: renamings.count }, (_, renaming) => {
    const copy = Int32Array.from(values);
    renamings.apply(renaming, copy);
    return [...copy];
  });
}

test.each([
  ["no names", oneOf("a", "b"), 0],
  ["one name", nameOf(["", "a"], ["a"]), 0],
  ["two names", nameOf(["", "a", "b"], ["a", "b"]), 1],
  ["three names", nameOf(["", "a", "b", "c"], ["a", "b", "c"]), 5],
  ["four names", nameOf(["a", "b", "c", "d"], ["a", "b", "c", "d"]), 23],
  ["of many names some", nameOf([..."abcdefgh"], [..."abcdefgh"]), 23],
  ["names that cannot be", nameOf(["a"], ["a", "b"]), 0],
  ["of the names of two sorts some", record({ x: nameOf(ABC, ABC), y: nameOf(DEF, DEF) }), 11],
  ["two sorts of name", record({ x: nameOf(["a", "b"], ["a", "b"]), y: nameOf(["c", "d"], ["c", "d"]) }), 3],
  [
    "names that cannot stand in the same places",
    record({ x: nameOf(["a", "b"], ["a", "b"]), y: nameOf(["b", "c"], ["b", "c"]) }),
    0,
  ],
  [
    "some that can",
    record({ x: nameOf(["a", "b", "c"], ["a", "b", "c"]), y: nameOf(["a", "b"], ["a", "b"]) }),
    1,
  ],
] as const)("%s: so many renamings", (_, shape, count) => {
  expect(new Renamings(layOut(shape)).count).toBe(count);
});

test("a name is exchanged wherever it stands, and nothing else is", () => {
  const name = nameOf([null, "b", "a", "-"], ["a", "b"]);
  const row = record({ name, next: reference("row", 2) });
  const shape = record({ one: name, other: oneOf("x", "a", "b"), rows: list(2, row) });
  // one, other, then for each row whether it is there, its name, and which is next
  expect(renamed(shape, [1, 0, 1, 2, 1, 0, 0, 0])).toEqual([[2, 0, 1, 1, 1, 0, 0, 0]]);
  expect(renamed(shape, [0, 2, 1, 3, 0, 1, 0, 2])).toEqual([[0, 2, 1, 3, 0, 1, 0, 2]]);
});

test("the names of a row that is missing stay nothing", () => {
  const shape = record({ rows: list(2, record({ name: nameOf(["a", "b"], ["a", "b"]) })) });
  expect(renamed(shape, [1, 0, 0, 0])).toEqual([[1, 1, 0, 0]]);
});

test("they are different, each is undone by its inverse, and one after another is one of them or none", () => {
  const shape = record({
    x: nameOf(["a", "b", "c"], ["a", "b", "c"]),
    y: nameOf(["d", "e"], ["d", "e"]),
    z: nameOf(["c", "b", "a"], ["a", "b", "c"]),
  });
  const renamings = new Renamings(layOut(shape));
  const renaming = fc.nat({ max: renamings.count - 1 });
  const of = (values: Int32Array, ...all: number[]): string => {
    const copy = values.slice();
    for (const one of all) renamings.apply(one, copy);
    return copy.join();
  };
  // What becomes of two of three names shows what becomes of the third.
  const shown = Int32Array.of(0, 0, 1);
  const images = Array.from({ length: renamings.count }, (_, one) => of(shown, one));
  expect(new Set([shown.join(), ...images]).size).toBe(12);
  fc.assert(
    fc.property(
      fc.nat({ max: 2 }),
      fc.nat({ max: 1 }),
      fc.nat({ max: 2 }),
      renaming,
      renaming,
      (x, y, z, one, other) => {
        const values = Int32Array.of(x, y, z);
        expect(of(values, one, renamings.inverseOf(one))).toBe(values.join());
        expect([shown.join(), ...images]).toContain(of(shown, one, other));
      },
    ),
  );
});
