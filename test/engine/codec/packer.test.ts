import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import { type Layout, layOut } from "../../../src/engine/codec/layout.ts";
import { packerOf } from "../../../src/engine/codec/packer.ts";
import { oneOf, record, reference, type Shape } from "../../../src/model/shape.ts";
import { anyShape } from "./any-shape.ts";
import { model, worldsOfRuns } from "./shaped-run.ts";

const slotsUpTo = (...largest: number[]): Shape =>
  record(Object.fromEntries(largest.map((number, index) => [`slot ${index}`, reference("thing", number)])));

function valuesOf({ slots }: Layout): Arbitrary<Values> {
  return fc
    .tuple(...slots.map(({ largest }) => fc.integer({ min: 0, max: largest })))
    .map((values) => Int32Array.from(values));
}

const anyValues = fc
  .oneof(
    anyShape,
    fc.array(fc.integer({ min: 1, max: 2 ** 31 - 1 })).map((largest) => slotsUpTo(...largest)),
  )
  .map(layOut)
  .chain((layout) =>
    fc.record({ layout: fc.constant(layout), one: valuesOf(layout), other: valuesOf(layout) }),
  );

test("values come back from their words, which are the same only for the same values", () => {
  fc.assert(
    fc.property(anyValues, ({ layout, one, other }) => {
      const packer = packerOf(layout);
      const words = new Int32Array(2 * packer.length);
      packer.pack(one, words, 0);
      packer.pack(other, words, packer.length);
      const back = new Int32Array(layout.slots.length).fill(-1);
      packer.unpack(words, 0, back);
      expect(back).toEqual(one);
      packer.unpack(words, packer.length, back);
      expect(back).toEqual(other);
      const [ofOne, ofOther] = [words.slice(0, packer.length), words.slice(packer.length)];
      expect(ofOne.join() === ofOther.join()).toBe(one.join() === other.join());
    }),
  );
});

test("the worlds of random runs have the same words exactly where they are the same", () => {
  fc.assert(
    fc.property(worldsOfRuns, ({ scope, worlds }) => {
      const codec = codecOf(model.shape(scope));
      const packer = packerOf(codec.layout);
      const values = new Int32Array(codec.layout.slots.length);
      const packed = worlds.map((world) => {
        const words = new Int32Array(packer.length);
        codec.read(world, values);
        packer.pack(values, words, 0);
        packer.unpack(words, 0, values);
        codec.write(values, codec.scratch());
        expect(JSON.stringify(codec.scratch())).toBe(JSON.stringify(world));
        return words.join();
      });
      expect(new Set(packed).size).toBe(new Set(worlds.map((world) => JSON.stringify(world))).size);
    }),
  );
});

test("only the words of its own world are written", () => {
  const packer = packerOf(layOut(slotsUpTo(7, 2 ** 31 - 1)));
  const words = new Int32Array(packer.length + 2).fill(-1);
  packer.pack(Int32Array.of(0, 0), words, 1);
  expect([...words]).toEqual([-1, 0, 0, -1]);
});

test.each([
  ["32 slots of a bit", Array.from({ length: 32 }, () => 1), 1],
  ["one bit more", Array.from({ length: 33 }, () => 1), 2],
  ["4 and 28 bits", [15, 2 ** 28 - 1], 1],
  ["5 and 28 bits, as a value is in one word", [16, 2 ** 28 - 1], 2],
])("%s take as many words as they need", (_, largest, length) => {
  expect(packerOf(layOut(slotsUpTo(...largest))).length).toBe(length);
});

test("a value that is always the same has a place, and a world of nothing one word", () => {
  const layout = layOut(record({ fixed: oneOf("a") }));
  const words = Int32Array.of(-1);
  packerOf(layout).pack(Int32Array.of(0), words, 0);
  expect([...words]).toEqual([0]);
  expect(packerOf(layOut(record({}))).length).toBe(1);
});
