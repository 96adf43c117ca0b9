import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileFields, hostileTask } from "../../src/engine/hostile-fields.ts";
import { LARGEST_NUMBER } from "../../src/model/numbers.ts";
import { isName } from "../../src/world/name.ts";

const scope = { tasks: 3, containers: 4, kinds: ["uts"] as const, names: ["a"], images: 1 };

test("whatever is made can be written into a history: well-formed texts, kinds once each, numbers in range", () => {
  fc.assert(
    fc.property(hostileFields(scope), hostileTask(scope), ({ path, name, image, kinds }, task) => {
      for (const text of [path, name, image]) expect(text.isWellFormed()).toBe(true);
      expect(new Set(kinds).size).toBe(kinds.length);
      expect(Number.isInteger(task) && task >= 1 && task <= LARGEST_NUMBER).toBe(true);
    }),
  );
});

test.each([
  ["a name that N1 refuses", ({ name }: { name: string }) => !isName(name)],
  [
    "a name that is not ASCII",
    ({ name }: { name: string }) => isName(name) && [...name].some((c) => c > "~"),
  ],
  ["a path that goes up", ({ path }: { path: string }) => path.split("/").includes("..")],
  ["a path with an empty component", ({ path }: { path: string }) => path.includes("//")],
  ["the empty path", ({ path }: { path: string }) => path === ""],
  ["no kinds", ({ kinds }: { kinds: readonly string[] }) => kinds.length === 0],
  [
    "a kind outside the scope",
    ({ kinds }: { kinds: readonly string[] }) => kinds.some((kind) => kind !== "uts"),
  ],
])("among a thousand there is %s", (_, isThere) => {
  expect(fc.sample(hostileFields(scope), { numRuns: 1000, seed: 1 }).some(isThere)).toBe(true);
});
