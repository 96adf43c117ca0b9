import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packagesUsedBy } from "../../../src/cli/user/packages-used.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "nsmodel-packages-")));
afterAll(() => rmSync(root, { recursive: true }));

/** Installs a package. @param uses the names of the packages that it uses, by field of its package.json */
function install(folder: string, uses: Readonly<Record<string, readonly string[]>> = {}): void {
  mkdirSync(join(root, folder), { recursive: true });
  const parts = Object.entries(uses).map(([use, names]) => [
    use,
    Object.fromEntries(names.map((name) => [name, "*"])),
  ]);
  writeFileSync(join(root, folder, "package.json"), JSON.stringify(Object.fromEntries(parts)));
}

const usedBy = (folder: string): string[] =>
  [...packagesUsedBy(join(root, folder))].map((used) => relative(root, used)).sort();

test("the packages that a package uses are found beside it, in it, above it and behind links, and no others", () => {
  install("project/node_modules/user", {
    dependencies: ["beside", "@scope/within", "above"],
    optionalDependencies: ["optional", "missing"],
    peerDependencies: ["peer"],
    devDependencies: ["developing"],
  });
  install("project/node_modules/beside", { dependencies: ["deep", "user"] });
  install("project/node_modules/beside/node_modules/deep");
  install("project/node_modules/deep");
  install("project/node_modules/user/node_modules/@scope/within", { dependencies: ["beside"] });
  install("node_modules/above");
  install("project/node_modules/optional");
  install("project/node_modules/developing");
  install("project/node_modules/another");
  install("store/peer@1/node_modules/peer", { dependencies: ["of-peer"] });
  install("store/peer@1/node_modules/of-peer");
  symlinkSync(join(root, "store/peer@1/node_modules/peer"), join(root, "project/node_modules/peer"));
  const expected = [
    "node_modules/above",
    "project/node_modules/beside",
    "project/node_modules/beside/node_modules/deep",
    "project/node_modules/optional",
    "project/node_modules/user",
    "project/node_modules/user/node_modules/@scope/within",
    "store/peer@1/node_modules/of-peer",
    "store/peer@1/node_modules/peer",
  ];
  expect(usedBy("project/node_modules/user")).toEqual(expected);
  symlinkSync(join(root, "project/node_modules/user"), join(root, "linked"));
  expect(usedBy("linked")).toEqual(expected);
});

test("a package that uses nothing is found alone", () => {
  install("alone", {});
  expect(usedBy("alone")).toEqual(["alone"]);
});

test("a package whose description cannot be read uses nothing that is known", () => {
  install("reader", { dependencies: ["broken"] });
  install("reader/node_modules/broken");
  writeFileSync(join(root, "reader/node_modules/broken/package.json"), "{");
  expect(usedBy("reader")).toEqual(["reader", "reader/node_modules/broken"]);
});
