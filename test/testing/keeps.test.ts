import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { judgeKeeping } from "../../src/testing/keeps.ts";
import { assertKeeps } from "../../src/testing/node-test.ts";
import "../../src/testing/vitest.ts";

const SCOPE = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 } as const;

test("what is broken shows the shortest history, as a check prints it", async () => {
  const { verdict, message } = await judgeKeeping(nested, "always-enterable", SCOPE);
  expect(verdict).toBe("fails");
  expect(message.split("\n").slice(0, 3)).toEqual([
    "nested, 2 tasks, 3 containers, kind uts, name a, no images, 1 handle",
    expect.stringMatching(/^always-enterable: broken in 3 steps: /),
    expect.stringMatching(/^ *1\. /),
  ]);
  expect(message).toContain("The call that shows it: ");
  await expect(assertKeeps(nested, "always-enterable", SCOPE)).rejects.toThrow(message);
  await expect(expect(nested).toKeep("always-enterable", SCOPE)).rejects.toThrow(message);
  await expect(nested).not.toKeep("always-enterable", SCOPE);
});

test("what holds passes, and its contrary does not", async () => {
  await assertKeeps(nested, "never-leaves", SCOPE);
  await expect(nested).toKeep("never-leaves", SCOPE);
  await expect(expect(nested).not.toKeep("never-leaves", SCOPE)).rejects.toThrow("never-leaves: holds");
});

test.each([
  [{}, "an object is not a design"],
  [null, "null is not a design"],
  [{ default: nested }, "is not a design: it is a module; its default export is the design"],
])("%j is no design, and that is said", async (given, words) => {
  // A test in plain JavaScript can pass anything.
  await expect(assertKeeps(given as unknown as typeof nested, "never-leaves", SCOPE)).rejects.toThrow(words);
  await expect(expect(given as unknown as typeof nested).toKeep("never-leaves", SCOPE)).rejects.toThrow(
    words,
  );
});

describe("what is not decided or does not apply", () => {
  test.each([
    ["never-leaves", { depth: 1 }, "never-leaves: not decided: "],
    ["handle-enters", {}, "handle-enters: does not apply: "],
  ])("%s with %j", async (property, options, message) => {
    await expect(assertKeeps(nested, property, SCOPE, options)).rejects.toThrow(message);
    await expect(expect(nested).toKeep(property, SCOPE, options)).rejects.toThrow(message);
    await expect(expect(nested).not.toKeep(property, SCOPE, options)).rejects.toThrow(message);
  });
});

test.each([
  ["sibling-names-differ", { ...SCOPE, containers: 1 }],
  ["rename-only-renames", { ...SCOPE, names: [] }],
])("what never had anything to say is neither kept nor not kept: %s with %j", async (property, scope) => {
  const message = "There was no case: it never had anything to say";
  await expect(assertKeeps(nested, property, scope)).rejects.toThrow(message);
  await expect(expect(nested).toKeep(property, scope)).rejects.toThrow(message);
  await expect(expect(nested).not.toKeep(property, scope)).rejects.toThrow(message);
});

test("a name that no property has is told, with the one that it may be", async () => {
  await expect(judgeKeeping(nested, "never-leave", SCOPE)).rejects.toThrow(
    'there is no property "never-leave": Did you mean never-leaves?',
  );
});

test("a search that is asked to end ends", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(expect(nested).toKeep("never-leaves", {}, { signal })).rejects.toThrow("enough");
});
