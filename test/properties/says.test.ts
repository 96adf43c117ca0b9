/** Properties still say of themselves what they said: their claims and sources, where they apply, what they need, what was tried against them. */
import { expect, test } from "vitest";
import { PROPERTIES } from "../../src/catalogue.ts";
import { digestOf } from "../digest.ts";

test.each([
  ["containers", "3417e1"],
  ["linux", "79d111"],
])("of %s", (domain, expected) => {
  const own = PROPERTIES.filter((property) => property.domain === domain);
  expect(own.length).toBeGreaterThan(0);
  expect(digestOf(own)).toBe(expected);
});
