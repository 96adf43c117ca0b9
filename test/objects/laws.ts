import fc from "fast-check";
import { expect, test } from "vitest";
import type { Objects } from "../../src/objects/objects.ts";

/** Objects that hold nothing yet, and how to end them. */
interface Made {
  readonly objects: Objects;
  end(): Promise<void>;
}

const NAMES = ["a", "b", "level-1/run", "level-1/run-2", "level-12/run", "level-2/part-0/run.1"];

type Action =
  | { readonly is: "put"; readonly name: string; readonly bytes: Uint8Array; readonly lasting: boolean }
  | { readonly is: "get" | "remove" | "list"; readonly name: string };

const name = fc.constantFrom(...NAMES);
const actions = fc.array(
  fc.oneof<fc.Arbitrary<Action>[]>(
    fc.record({
      is: fc.constant("put"),
      name,
      bytes: fc.uint8Array({ maxLength: 40 }),
      lasting: fc.boolean(),
    }),
    fc.record({ is: fc.constantFrom("get", "remove"), name }),
    fc.record({
      is: fc.constant("list"),
      name: fc.constantFrom("", "a", "level-1", "level-1/", "level-1/run", "none/"),
    }),
  ),
);

/** Tests that objects of some kind behave as a map from names to bytes. */
export function lawsOfObjects(make: () => Promise<Made>): void {
  test("they are a map from names to bytes", async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (all) => {
        const { objects, end } = await make();
        const known = new Map<string, Uint8Array>();
        for (const action of all) await actAlike(objects, known, action);
        await end();
      }),
      { numRuns: 30 },
    );
  });

  test("who reads while another writes sees all of one object or all of the other", async () => {
    const { objects, end } = await make();
    const whole = (byte: number) => new Uint8Array(200_000).fill(byte);
    await objects.put("level-1/run", whole(0));
    const writing = Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((byte) => objects.put("level-1/run", whole(byte))),
    );
    for (let read = 0; read < 20; read++) {
      const seen = await objects.get("level-1/run");
      expect(seen?.length).toBe(200_000);
      expect(seen?.every((byte) => byte === seen[0])).toBe(true);
      expect(await objects.list("level-1/")).toEqual(["level-1/run"]);
    }
    await writing;
    await end();
  });

  test.each(["", "/a", "a/", "a//b", "../a", "a/../b", "a/.b", ".", "a b", "a\0", "ä"])(
    "%j is no name",
    async (wrong) => {
      const { objects, end } = await make();
      await expect(objects.put(wrong, new Uint8Array())).rejects.toThrow(RangeError);
      await expect(objects.get(wrong)).rejects.toThrow(RangeError);
      await expect(objects.remove([wrong])).rejects.toThrow(RangeError);
      await end();
    },
  );
}

/** Does the same to the objects and to the map, whose answers must be the same. */
async function actAlike(objects: Objects, known: Map<string, Uint8Array>, action: Action): Promise<void> {
  switch (action.is) {
    case "put":
      known.set(action.name, action.bytes);
      expect(
        await objects.put(action.name, action.bytes, action.lasting ? "lasting" : undefined),
      ).toBeGreaterThanOrEqual(0);
      return;
    case "remove":
      known.delete(action.name);
      return objects.remove([action.name]);
    case "get":
      return expectBytes(await objects.get(action.name), known.get(action.name));
    case "list":
      expect(await objects.list(action.name)).toEqual(
        [...known.keys()].filter((one) => one.startsWith(action.name)).sort(),
      );
  }
}

function expectBytes(found: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  expect(found && [...found]).toEqual(expected && [...expected]);
}
