import fc from "fast-check";
import { expect, test } from "vitest";
import { type Codec, codecOf, type Values } from "../../../src/engine/codec/codec.ts";
import { list, oneOf, record, type Shape, table } from "../../../src/model/shape.ts";
import { anyWorlds } from "./any-shape.ts";
import { anyEdits } from "./hostile-edits.ts";
import { model, shapedRun, worldsAlong } from "./shaped-run.ts";

const text = (world: object): string => JSON.stringify(world);

/** The values of a world as text, or "refused". */
function found(read: () => Values): string {
  try {
    return read().join();
  } catch {
    return "refused";
  }
}

function valuesAfterCall(codec: Codec, before: Values): Values {
  const after = new Int32Array(before.length).fill(7);
  return codec.readAfterCall(before, after) ? after : before;
}

function valuesOf(codec: Codec, world: object): Values {
  const values = new Int32Array(codec.layout.slots.length);
  codec.read(world, values);
  return values;
}

test("whatever is done to the scratch world, it is read as any world is, and can be made what it was", () => {
  const edited = anyWorlds.chain(({ shape, one, other }) =>
    fc.record({
      shape: fc.constant(shape),
      one: fc.constant(one),
      calls: fc.array(anyEdits(other), { minLength: 1, maxLength: 4 }),
    }),
  );
  fc.assert(
    fc.property(edited, ({ shape, one, calls }) => {
      const [codec, another] = [codecOf(shape), codecOf(shape)];
      const before = valuesOf(codec, one);
      codec.write(before, codec.scratch());
      for (const edits of calls) {
        for (const edit of edits) edit(codec.scratch());
        const world = structuredClone(codec.scratch());
        const ofCall = found(() => valuesAfterCall(codec, before));
        const plain = found(() => valuesOf(another, world));
        // It may be that only `hasDeclaredFieldsOnly`, which a search asks too, notices that a field with nothing to read is gone.
        if (codec.hasDeclaredFieldsOnly() || plain !== "refused") expect(ofCall).toBe(plain);
        codec.restore(before);
        expect(keysSorted(codec.scratch())).toBe(keysSorted(one));
        expect(codec.readAfterCall(before, new Int32Array(before.length))).toBe(false);
      }
    }),
    { numRuns: 1000 },
  );
});

/** The text of a world with sorted fields: a field that was deleted and written again has come last. */
function keysSorted(world: object): string {
  return JSON.stringify(world, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

test("calls are carried out one after another as from worlds of their own", () => {
  fc.assert(
    fc.property(shapedRun, (run) => {
      const codec = codecOf(model.shape(run.scope));
      for (const world of worldsAlong(run)) {
        const before = valuesOf(codec, world);
        codec.write(before, codec.scratch());
        for (const operation of run.operations) {
          const own = structuredClone(world);
          model.apply(own, operation, run.scope);
          model.apply(codec.scratch(), operation, run.scope);
          expect(valuesAfterCall(codec, before)).toEqual(valuesOf(codec, own));
          codec.restore(before);
          expect(text(codec.scratch())).toBe(text(world));
        }
      }
    }),
    { numRuns: 20 },
  );
});

const row = record({ x: oneOf(0, 1) });
test.each<[string, Shape, object]>([
  [
    "more rows than a word has bits",
    table("row", 40, row),
    [null, ...Array.from({ length: 40 }, () => ({ x: 0 }))],
  ],
  ["a list of them", list(70, row), Array.from({ length: 70 }, () => ({ x: 0 }))],
])("%s: each is read and written by itself", (_, rows, all) => {
  const codec = codecOf(record({ first: oneOf(0, 1), rows, last: oneOf(0, 1) }));
  const world = { first: 0, rows: all, last: 0 };
  const before = valuesOf(codec, world);
  codec.write(before, codec.scratch());
  // The scratch world has the shape that its codec was made for.
  const scratch = codec.scratch() as { first: number; rows: { x: number }[]; last: number };
  const changes = [
    () => {
      scratch.first = 1;
    },
    () => {
      scratch.last = 1;
    },
    ...scratch.rows.flatMap((one) =>
      one === null
        ? []
        : [
            () => {
              one.x = 1;
            },
          ],
    ),
  ];
  for (const change of changes) {
    change();
    const after = valuesAfterCall(codec, before);
    expect(after.filter((value, slot) => value !== before[slot])).toHaveLength(1);
    expect(after).toEqual(valuesOf(codec, structuredClone(scratch)));
    codec.restore(before);
    expect(text(scratch)).toBe(text(world));
  }
});
