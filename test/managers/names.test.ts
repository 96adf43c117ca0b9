import fc from "fast-check";
import { expect, test } from "vitest";
import type { CgroupShown } from "../../src/managers/kernel.ts";
import { allIn, isName, unnamed, walk } from "../../src/managers/names.ts";
import { type ContainerNumber, containerNumber, ROOT } from "../../src/model/numbers.ts";
import { isName as isNameOfModel } from "../../src/world/name.ts";
import { tableOf } from "../../src/world/table.ts";
import { freeName, resolve, type Tree } from "../../src/world/tree.ts";
import { anyCharacter } from "../any-character.ts";

const NAMES = ["a", "b", "unnamed1", "unnamed2", "x\ny"];

/** A tree of containers, twice: as a model has it, and as a manager sees cgroups, whose directories have other names. */
const trees = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...NAMES)), { maxLength: 8 }).map((rows) => {
  const tree: Tree = tableOf<ContainerNumber, { parent: ContainerNumber | null; name: string }>({
    parent: null,
    name: "",
  });
  const top: CgroupShown & { children: CgroupShown[] } = shown("/top", "");
  const cgroups = [top];
  for (const [place, name] of rows) {
    const index = place % cgroups.length;
    const above = cgroups[index];
    if (above === undefined || above.children.some((child) => child.name === name)) continue;
    const below = shown(`${above.directory}/~${cgroups.length}`, name);
    above.children.push(below);
    cgroups.push(below);
    tree.push({ parent: containerNumber(index + 1), name });
  }
  return { tree, top, cgroups };
});

function shown(directory: string, name: string): CgroupShown & { children: CgroupShown[] } {
  return { directory, entry: directory.slice(directory.lastIndexOf("/") + 1), name, pids: [], children: [] };
}

const paths = fc
  .array(fc.constantFrom("", ".", "..", "c", "~1", ...NAMES), { maxLength: 6 })
  .map((components) => components.join("/"));

test("a path is walked as N3 says", () => {
  fc.assert(
    fc.property(trees, paths, ({ tree, top, cgroups }, path) => {
      const container = resolve(tree, ROOT, path);
      expect(walk(top, path)?.directory).toBe(container && cgroups[container - 1]?.directory);
    }),
  );
});

test("a new container is named as N2 says", () => {
  fc.assert(
    fc.property(trees, ({ tree, top }) => {
      expect(unnamed(top.children)).toBe(freeName(tree, ROOT));
    }),
  );
});

test("a name is what N1 says", () => {
  const texts = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.constantFrom("", ".", "..", "a/b", "\0", "\ud800"),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(isName(text)).toBe(isNameOfModel(text));
    }),
  );
});

test("all in a cgroup come after it", () => {
  fc.assert(
    fc.property(trees, ({ top, cgroups }) => {
      const all = allIn(top);
      expect(all).toHaveLength(cgroups.length);
      for (const cgroup of all)
        for (const child of cgroup.children) expect(all.indexOf(child)).toBeGreaterThan(all.indexOf(cgroup));
    }),
  );
});
