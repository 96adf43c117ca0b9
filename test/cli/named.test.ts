import { expect, test } from "vitest";
import { findProperties } from "../../src/cli/named.ts";

test("a property that is named twice is found once", async () => {
  const found = await findProperties(["never-leaves", "nothing-leaks", "never-leaves"]);
  expect(found.map(({ name }) => name)).toEqual(["never-leaves", "nothing-leaks"]);
});
