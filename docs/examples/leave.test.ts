/** Tests of a design of one's own, for vitest. */
import { matrix, matrixInWords, nested } from "nsmodel";
import { testHistories } from "nsmodel/vitest";
import { expect, test } from "vitest";
import forksStay from "./forks-stay.ts";
import leave from "./leave.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 } as const;

test("who was forked stays in the container of its birth, or goes deeper", async () => {
  await expect(nested).toKeep(forksStay, scope);
  await expect(leave).not.toKeep(forksStay, scope);
});

test("a property that comes with nsmodel goes by its name", async () => {
  await expect(leave).toKeep("sibling-names-differ", scope);
});

test("the verdicts are those that are known", async () => {
  const found = await matrix({ models: [nested, leave], properties: [forksStay], scope });
  expect(matrixInWords(found)).toMatchInlineSnapshot(`
    "Scope: 2 tasks, 2 containers, kind uts, name a, no images, 1 handle.
    forks-stay
      nested: holds
      leave: broken in 3 steps"
  `);
});

await testHistories(new URL("histories", import.meta.url), {
  on: leave,
  properties: ["sibling-names-differ"],
});
