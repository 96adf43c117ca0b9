import { expect, test } from "vitest";
import { flatPath, resolveFlat } from "../../../src/domains/containers/flat.ts";
import { containerNumber, ROOT } from "../../../src/model/numbers.ts";
import { tableOf } from "../../../src/world/table.ts";
import type { Tree } from "../../../src/world/tree.ts";

const [own, other] = [containerNumber(2), containerNumber(3)];
const tree: Tree = tableOf(
  { parent: null, name: "" },
  { parent: null, name: "own" },
  { parent: null, name: "other" },
);

test.each([
  ["/", own],
  [".", own],
  ["..", own],
  ["/own", own],
  ["other", other],
  ["/other/.", other],
  ["/other/..", own],
  ["/other/../own", own],
  ["//other/", other],
  ["", undefined],
  ["/x", undefined],
  ["/x/..", undefined],
  ["/own/other", undefined],
  ["/other/other/..", undefined],
])("the path %j names %s", (path, container) => {
  expect(resolveFlat(tree, own, path)).toBe(container);
});

test("one's own container is /, the root has no name elsewhere, any other is /name", () => {
  expect([ROOT, own, other].map((container) => flatPath(tree, own, container))).toEqual([
    undefined,
    "/",
    "/other",
  ]);
  expect(flatPath(tree, ROOT, ROOT)).toBe("/");
});

test("a container that does not live has no path", () => {
  expect(flatPath(tree, own, containerNumber(4))).toBeUndefined();
});
