import fc from "fast-check";
import { expect, test } from "vitest";
import { codecOf } from "../../../src/engine/codec/codec.ts";
import { fittedShape } from "../../../src/engine/codec/fitted-shape.ts";
import { list, oneOf, record, reference, referenceOr, type Shape, table } from "../../../src/model/shape.ts";
import { anyWorlds } from "./any-shape.ts";

test("the worlds for which it was made come back as they were", () => {
  fc.assert(
    fc.property(anyWorlds, ({ shape, one, other }) => {
      const codec = codecOf(fittedShape(shape, [one, other]));
      const values = new Int32Array(codec.layout.slots.length);
      for (const world of [one, other]) {
        codec.check(world);
        codec.read(world, values);
        const scratch = codec.scratch();
        codec.write(values, scratch);
        expect(scratch).toEqual(world);
      }
    }),
  );
});

test("it depends on nothing but the worlds, in any order, and on the kind of what is there", () => {
  fc.assert(
    fc.property(anyWorlds, ({ shape, one, other }) => {
      const fitted = fittedShape(shape, [one, other]);
      expect(fittedShape(shape, [other, one])).toEqual(fitted);
      expect(fittedShape(fitted, [one, other])).toEqual(fitted);
    }),
  );
});

test.each<[string, Shape, readonly unknown[], Shape]>([
  [
    "values are those that are found",
    oneOf("a", "b", "c", null, true),
    ["c", null, "a"],
    oneOf("a", "c", null),
  ],
  ["also such as the shape has not", oneOf("a"), ["b", 1, false], oneOf("b", 1, false)],
  ["where there is none, one stands for it", oneOf("a", "b"), [undefined, {}], oneOf("a")],
  ["numbers have room to the next power of two", reference("task", 1000), [3, 5], reference("task", 8)],
  ["and one is the least", referenceOr("none", "task", 1000), ["none"], referenceOr("none", "task", 1)],
  [
    "so have rows of tables, the first of which is none",
    table("task", 1000, record({ x: oneOf(1, 2) })),
    [[null, { x: 2 }, null, { x: 2 }], [null]],
    table("task", 4, record({ x: oneOf(2) })),
  ],
  [
    "and those of lists",
    list(1000, record({ x: oneOf(1, 2) })),
    [[{ x: 1 }], [{ x: 2 }, { x: 1 }, { x: 1 }]],
    list(4, record({ x: oneOf(1, 2) })),
  ],
  [
    "where there is no table there is no room",
    table("task", 1000, record({})),
    [undefined],
    table("task", 0, record({})),
  ],
  ["nor in a list that is empty", list(1000, record({})), [[], undefined], list(0, record({}))],
  [
    "what has no fields has nothing in them",
    record({ x: reference("task", 9) }),
    [null, undefined, "text", { x: 2 }],
    record({ x: reference("task", 2) }),
  ],
])("%s", (_, shape, worlds, fitted) => {
  expect(fittedShape(shape, worlds)).toEqual(fitted);
});
