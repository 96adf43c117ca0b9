import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { firstDifferenceInWords } from "../../../properties/shared/words.ts";
import { withParts } from "../../../src/domains/containers/observation.ts";
import { nsproxyNumber } from "../../../src/model/numbers.ts";
import { seenIn } from "../../container-models.ts";
import { scopeOf } from "../check.ts";

const scope = scopeOf();
const world = seenIn(nested.observe(nested.initial(scope), scope));
const withHandle = (nsproxy: number) =>
  withParts(world, { handles: new Map([["handle1", nsproxyNumber(nsproxy)]]) });

test("worlds that look the same differ in nothing", () => {
  expect(firstDifferenceInWords(world, world)).toBe("");
  expect(firstDifferenceInWords(withHandle(1), withHandle(1))).toBe("");
});

test("an image is told by its name", () => {
  const image = { containers: [], nsproxies: [], tasks: [] };
  expect(firstDifferenceInWords(withParts(world, { images: new Map([["a", image]]) }), world)).toBe(
    "image a is gone",
  );
});

test("handles come last", () => {
  expect(firstDifferenceInWords(world, withHandle(1))).toBe("handle1 is new");
  expect(firstDifferenceInWords(withHandle(1), withHandle(2))).toBe("handle1 is not as it was");
});
