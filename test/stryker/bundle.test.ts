import { join } from "node:path";
import { expect, test } from "vitest";
import { Bundle } from "./bundle.ts";

const root = join(import.meta.dirname, "../..");

test("the tests of a file are found, and run again with its modules anew", async () => {
  const bundle = await Bundle.of([join(root, "test/world/memoize.test.ts")], root);
  const [first, second] = [bundle.tests(), bundle.tests()];
  expect(first.length).toBeGreaterThan(0);
  expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  for (const { id, run } of [...first, ...second]) {
    expect(id).toMatch(/^test\/world\/memoize\.test\.ts#/);
    await run();
  }
});
