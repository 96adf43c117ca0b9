import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import {
  list,
  local,
  oneOf,
  record,
  reference,
  referenceOr,
  type Shape,
  table,
} from "../../../src/model/shape.ts";
import { anyWorlds } from "./any-shape.ts";
import { model, shapedRun, smallScope, worldsAlong, worldsOfRuns } from "./shaped-run.ts";

const text = (world: object): string => JSON.stringify(world);

describe("the worlds of random runs", () => {
  test("are of the shape, and come back as they were, whatever the scratch world was before", () => {
    fc.assert(
      fc.property(worldsOfRuns, ({ scope, worlds }) => {
        const codec = codecOf(model.shape(scope));
        const values = newValues(codec.layout.slots.length);
        const scratch = codec.scratch();
        for (const world of worlds) {
          codec.check(world);
          codec.read(world, values);
          codec.write(values, scratch);
          expect(text(scratch)).toBe(text(world));
        }
      }),
    );
  });

  test("have the same values exactly where they are the same, and `readChanged` tells", () => {
    fc.assert(
      fc.property(worldsOfRuns, ({ scope, worlds }) => {
        const codec = codecOf(model.shape(scope));
        const before = newValues(codec.layout.slots.length);
        const values = newValues(codec.layout.slots.length);
        for (const one of worlds) {
          codec.read(one, before);
          for (const other of worlds) {
            const isSame = text(one) === text(other);
            expect(codec.readChanged(other, before, values)).toBe(!isSame);
            expect(values.join() === before.join()).toBe(isSame);
          }
        }
      }),
    );
  });

  test("go on from the scratch world as they do from their own, and what was done to it is undone", () => {
    fc.assert(
      fc.property(shapedRun, (run) => {
        const codec = codecOf(model.shape(run.scope));
        const values = newValues(codec.layout.slots.length);
        const scratch = codec.scratch();
        const worlds = worldsAlong(run);
        run.operations.forEach((operation, index) => {
          const [before, after] = [worlds[index] ?? {}, worlds[index + 1] ?? {}];
          codec.read(before, values);
          codec.write(values, scratch);
          model.apply(scratch, operation, run.scope);
          expect(text(scratch)).toBe(text(after));
          codec.write(values, scratch);
          expect(text(scratch)).toBe(text(before));
        });
      }),
    );
  });
});

test("two worlds of any shape come back one after the other, and have the same values only where they are the same", () => {
  fc.assert(
    fc.property(anyWorlds, ({ shape, one, other }) => {
      const codec = codecOf(shape);
      const [ofOne, ofOther] = [newValues(codec.layout.slots.length), newValues(codec.layout.slots.length)];
      const scratch = codec.scratch();
      codec.check(one);
      codec.read(one, ofOne);
      expect(codec.readChanged(other, ofOne, ofOther)).toBe(text(one) !== text(other));
      for (const [world, values] of [
        [one, ofOne],
        [other, ofOther],
      ] as const) {
        codec.write(values, scratch);
        expect(text(scratch)).toBe(text(world));
        values.forEach((value, slot) => {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(codec.layout.slots[slot]?.largest ?? -1);
        });
      }
    }),
  );
});

describe("each kind of node", () => {
  const row = record({ x: reference("thing", 2) });
  test.each<[string, Shape, readonly (readonly [world: unknown, values: readonly number[]])[]]>([
    [
      "one of a few values",
      oneOf("a", 3, null),
      [
        ["a", [0]],
        [3, [1]],
        [null, [2]],
      ],
    ],
    [
      "a number",
      reference("thing", 2),
      [
        [1, [1]],
        [2, [2]],
      ],
    ],
    [
      "a number or null",
      referenceOr(null, "thing", 2),
      [
        [null, [0]],
        [2, [2]],
      ],
    ],
    [
      "a number or a text",
      referenceOr("none", "thing", 2),
      [
        ["none", [0]],
        [1, [1]],
      ],
    ],
    [
      "a record",
      record({ x: oneOf(0, 1), y: oneOf(0, 1) }),
      [
        [{ x: 0, y: 1 }, [0, 1]],
        [{ x: 1, y: 0 }, [1, 0]],
      ],
    ],
    [
      "a table, with a number that is free",
      table("thing", 2, row),
      [
        [[null], [0, 0, 0, 0]],
        [
          [null, { x: 2 }],
          [1, 2, 0, 0],
        ],
        [
          [null, null, { x: 2 }],
          [0, 0, 1, 2],
        ],
      ],
    ],
    [
      "a list",
      list(2, row),
      [
        [[], [0, 0, 0, 0]],
        [[{ x: 1 }], [1, 1, 0, 0]],
        [
          [{ x: 1 }, { x: 2 }],
          [1, 1, 1, 2],
        ],
      ],
    ],
    ["a part of its own", local(reference("thing", 2)), [[2, [2]]]],
  ])("%s", (_, part, examples) => {
    const codec = codecOf(record({ part }));
    for (const [found, expected] of examples) {
      const values = newValues(expected.length);
      codec.check({ part: found });
      codec.read({ part: found }, values);
      expect([...values]).toEqual(expected);
      codec.write(values, codec.scratch());
      expect(codec.scratch()).toEqual({ part: found });
    }
  });
});

test("a field that is added to the scratch world stays, and is seen, whatever is written after", () => {
  const codec = codecOf(record({ rows: table("thing", 2, record({ x: record({ y: oneOf(0, 1) }) })) }));
  const values = newValues(codec.layout.slots.length);
  codec.read({ rows: [null, { x: { y: 1 } }] }, values);
  codec.write(values, codec.scratch());
  expect(codec.hasDeclaredFieldsOnly()).toBe(true);
  // The scratch world has the shape that its codec was made for.
  const { rows } = codec.scratch() as { rows: [null, { x: { y: number; sealed?: boolean } }] };
  rows[1].x.sealed = true;
  codec.write(new Int32Array(values.length), codec.scratch());
  expect(codec.hasDeclaredFieldsOnly()).toBe(false);
});

const task = { nsproxy: 1 };
const root = { parent: null, name: "", nsproxy: 1 };
// biome-ignore lint/suspicious/noSparseArray: a hole is what is to be found
const withHole = [null, , task];

test("one of seventy thousand values, the first and the last", () => {
  const values = Array.from({ length: 70_000 }, (_, index) => `value ${index}`);
  const codec = codecOf(record({ x: { is: "one of", values } }));
  const read = newValues(1);
  for (const index of [0, 69_999]) {
    codec.read({ x: values[index] }, read);
    expect([...read]).toEqual([index]);
    codec.write(read, codec.scratch());
    expect(codec.scratch()).toEqual({ x: values[index] });
  }
  expect(() => codec.read({ x: "another" }, read)).toThrow(
    'x is "another", which is none of "value 0", "value 1"',
  );
});

describe("a world that is not of the shape is refused with its place", () => {
  test.each<[part: object, words: string]>([
    [
      { tasks: [null, { nsproxy: 4 }] },
      "tasks[1].nsproxy is 4, which is not a valid nsproxy number (1 to 3)",
    ],
    [{ tasks: [null, { nsproxy: 0 }] }, "tasks[1].nsproxy is 0"],
    [{ tasks: [null, { nsproxy: 1.5 }] }, "tasks[1].nsproxy is 1.5"],
    [{ tasks: [null, { nsproxy: "1" }] }, 'tasks[1].nsproxy is "1"'],
    [{ tasks: [null, { nsproxy: null }] }, "tasks[1].nsproxy is null"],
    [{ tasks: [null, {}] }, "tasks[1] lacks the field nsproxy"],
    [{ tasks: [null, 7] }, "tasks[1] is 7, which is not a record"],
    [{ tasks: [null, task, task, task] }, "tasks has 3 rows, which is more than 2"],
    [{ tasks: withHole }, "tasks[1] is undefined, which is not a record"],
    [{ tasks: null }, "tasks is null, which is not a table"],
    [{ tasks: undefined }, "tasks is undefined, which is not a table"],
    [{ images: null }, "images is null, which is not a list"],
    [{ images: [null] }, "images[0] is null, which is not a record"],
    [
      { containers: [null, { ...root, name: "c" }] },
      'containers[1].name is "c", which is none of "", "a", "unnamed1", "unnamed2"',
    ],
    [
      { containers: [null, { ...root, parent: 3 }] },
      "containers[1].parent is 3, which is neither a valid container number (1 to 2) nor null",
    ],
    [{ nsproxies: [null, { container: 1, namespaces: {} }] }, "nsproxies[1].namespaces lacks the field uts"],
  ])("%j", (part, words) => {
    const codec = codecOf(model.shape(smallScope));
    const values = newValues(codec.layout.slots.length);
    const world = { ...model.initial(smallScope), ...part };
    expect(() => codec.check(world)).toThrow(words);
    expect(() => codec.read(world, values)).toThrow(words);
    expect(() => codec.readChanged(world, values, values)).toThrow(words);
  });

  test.each<[part: object, words: string]>([
    [
      { tasks: [null, { nsproxy: 1, priority: 1 }] },
      "tasks[1] has the field priority, which the shape does not declare",
    ],
    [{ ghosts: [] }, "the world has the field ghosts, which the shape does not declare"],
  ])("%j: what is not packed would be lost", (part, words) => {
    const codec = codecOf(model.shape(smallScope));
    const values = newValues(codec.layout.slots.length);
    expect(() => codec.read({ ...model.initial(smallScope), ...part }, values)).toThrow(words);
  });

  test.each<[part: object, words: string]>([
    [
      { tasks: [null, { nsproxy: 1, priority: 1 }] },
      "tasks[1] has the field priority, which the shape does not declare",
    ],
    [{ ghosts: [] }, "the world has the field ghosts, which the shape does not declare"],
    [
      { containers: [null, { name: "", parent: null, nsproxy: 1 }] },
      "containers[1] has its fields in the order name, parent, nsproxy, not parent, name, nsproxy",
    ],
    [{ tasks: [null, task, null] }, "tasks ends with null: a table must end with its last row"],
    [{ tasks: [task, task] }, 'tasks has {"nsproxy":1} at index 0, where a table must have null'],
  ])("%j, where one looks at every part", (part, words) => {
    const codec = codecOf(model.shape(smallScope));
    expect(() => codec.check({ ...model.initial(smallScope), ...part })).toThrow(words);
  });

  test("an error of another sort is not taken for a world that is not of the shape", () => {
    const codec = codecOf(model.shape(smallScope));
    const world = model.initial(smallScope);
    // Writing any value fails.
    const nowhere = new Proxy(newValues(0), {
      set: () => {
        throw new Error("no room");
      },
    });
    expect(() => codec.read(world, nowhere)).toThrow("no room");
  });
});

function newValues(slots: number): Values {
  // Not zero: what the buffer held before must make no difference.
  return new Int32Array(slots).fill(7);
}
