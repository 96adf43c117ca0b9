import fc from "fast-check";
import { expect, test } from "vitest";
import { frozen } from "../../../src/engine/checked/frozen.ts";

function partsOf(data: unknown): object[] {
  if (typeof data !== "object" || data === null) return [];
  return [data, ...Object.values(data).flatMap(partsOf)];
}

test("none of its parts can be changed, and it is the same object", () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.object({ maxDepth: 4 })), (data) => {
      const before = structuredClone(data);
      expect(frozen(data)).toBe(data);
      expect(data).toEqual(before);
      expect(partsOf(data).every((part) => Object.isFrozen(part))).toBe(true);
    }),
  );
});

test("of what is frozen the parts are taken to be so", () => {
  const part = { held: 1 };
  frozen(Object.freeze({ part }));
  expect(Object.isFrozen(part)).toBe(false);
});
