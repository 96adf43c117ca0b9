import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ContainerNumber, containerNumber, ROOT } from "../../src/model/numbers.ts";
import { living, tableOf } from "../../src/world/table.ts";
import {
  ancestry,
  childNamed,
  isInOrBelow,
  pathFrom,
  resolve,
  type Tree,
  type TreeNode,
} from "../../src/world/tree.ts";

/** The root with a and b in it, c in a, a in c. */
const tree: Tree = tableOf(
  { parent: null, name: "" },
  { parent: ROOT, name: "a" },
  { parent: ROOT, name: "b" },
  { parent: containerNumber(2), name: "c" },
  { parent: containerNumber(4), name: "a" },
);

/** Trees in which each container is in one before it, with names that differ among siblings. */
const trees = fc.array(fc.nat(), { maxLength: 8 }).map((parents): Tree => {
  const rows = parents.map((parent, index) => ({
    parent: containerNumber((parent % (index + 1)) + 1),
    name: `${index % 2 === 0 ? "x" : "é"}${index}`,
  }));
  return tableOf<ContainerNumber, TreeNode>({ parent: null, name: "" }, ...rows);
});

describe("resolve (N3)", () => {
  test.each([
    ["/", 1],
    [".", 1],
    ["//", 1],
    ["/a", 2],
    ["a", 2],
    ["a/", 2],
    ["//a//c/./", 4],
    ["/a/c/a", 5],
    ["..", 1],
    ["/../..", 1],
    ["/a/..", 1],
    ["/a/../b", 3],
    ["/a/c/..", 2],
    ["../a", 2],
    ["/a/c/../../b/.", 3],
  ])("%j names container %i for the root", (path, container) => {
    expect(resolve(tree, ROOT, path)).toBe(container);
  });

  test.each(["", "/x", "/x/..", "/a/x/..", "a c", "/A", "/a/c/a/a", "/ ", "\0"])(
    "%j names nothing",
    (path) => {
      expect(resolve(tree, ROOT, path)).toBeUndefined();
    },
  );

  test("stays where it is at the view's root, as in a chroot", () => {
    const inside = containerNumber(2);
    expect(resolve(tree, inside, "..")).toBe(inside);
    expect(resolve(tree, inside, "/../../c")).toBe(4);
    expect(resolve(tree, inside, "../b")).toBeUndefined();
  });

  test("whatever the path, it leads nowhere above or beside the view (N4)", () => {
    const component = fc.constantFrom("..", ".", "", "a", "b", "c", "x");
    fc.assert(
      fc.property(fc.array(component), fc.constantFrom(...living(tree)), (components, top) => {
        const found = resolve(tree, top, components.join("/"));
        expect(found === undefined || isInOrBelow(tree, found, top)).toBe(true);
      }),
    );
  });
});

describe("pathFrom", () => {
  test("what does not live has none", () => {
    expect(pathFrom(tree, ROOT, containerNumber(9))).toBeUndefined();
  });

  test("the canonical path of what is in view names it, and of nothing else there is one (N4)", () => {
    fc.assert(
      fc.property(trees, (grown) => {
        for (const top of living(grown)) {
          for (const container of living(grown)) {
            const path = pathFrom(grown, top, container);
            expect(path !== undefined).toBe(isInOrBelow(grown, container, top));
            if (path !== undefined) expect(resolve(grown, top, path)).toBe(container);
          }
        }
      }),
    );
  });

  test("one container has a name for each viewer", () => {
    const job: ContainerNumber = containerNumber(5);
    expect(pathFrom(tree, ROOT, job)).toBe("/a/c/a");
    expect(pathFrom(tree, containerNumber(4), job)).toBe("/a");
    expect(pathFrom(tree, job, job)).toBe("/");
    expect(pathFrom(tree, containerNumber(3), job)).toBeUndefined();
  });
});

test("ancestry begins at the root, ends with the container, and each stands in the one before", () => {
  fc.assert(
    fc.property(trees, (grown) => {
      for (const container of living(grown)) {
        const chain = ancestry(grown, container);
        expect([chain[0], chain.at(-1)]).toEqual([ROOT, container]);
        expect(chain.slice(1).map((inner) => grown[inner]?.parent)).toEqual(chain.slice(0, -1));
      }
    }),
  );
});

test("a child is found by its name among its siblings only", () => {
  expect(childNamed(tree, ROOT, "a")).toBe(2);
  expect(childNamed(tree, containerNumber(4), "a")).toBe(5);
  expect(childNamed(tree, containerNumber(3), "a")).toBeUndefined();
});
