import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A file of the source tree that the test builds (the house), what it imports, and the rule that this breaks, if any. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly rule?: string;
}

const FORBIDDEN: readonly Import[] = [
  { from: "src/model/upward.ts", to: "src/world/ground.ts", rule: "floor-of-src/model" },
  { from: "src/world/upward.ts", to: "src/history/ground.ts", rule: "floor-of-src/world" },
  { from: "src/history/upward.ts", to: "src/engine/ground.ts", rule: "floor-of-src/history" },
  { from: "src/text/upward.ts", to: "src/model/ground.ts", rule: "floor-of-src/text" },
  { from: "src/domains/one/upward.ts", to: "src/engine/ground.ts", rule: "floor-of-src/domains" },
  { from: "src/engine/domain.ts", to: "src/domains/one/ground.ts", rule: "a-domain-comes-with-its-designs" },
  { from: "src/history/domain.ts", to: "src/domains/one/ground.ts", rule: "floor-of-src/history" },
  { from: "src/report/domain.ts", to: "src/domains/one/ground.ts", rule: "a-domain-comes-with-its-designs" },
  {
    from: "src/conformance/domain.ts",
    to: "src/domains/one/ground.ts",
    rule: "a-domain-comes-with-its-designs",
  },
  { from: "src/cli/domain.ts", to: "src/domains/one/ground.ts", rule: "a-domain-comes-with-its-designs" },
  { from: "models/upward.ts", to: "src/engine/ground.ts", rule: "floor-of-models" },
  { from: "src/managers/world.ts", to: "src/world/ground.ts", rule: "a-manager-sees-no-world" },
  {
    from: "src/managers/shown.ts",
    to: "src/domains/containers/observation.ts",
    rule: "a-manager-sees-no-world",
  },
  { from: "src/managers/picture.ts", to: "src/model/observation.ts", rule: "a-manager-sees-no-world" },
  {
    from: "src/conformance/containers/managed/world.ts",
    to: "src/model/observation.ts",
    rule: "nor-does-its-kernel",
  },
  {
    from: "src/conformance/containers/managed/play.ts",
    to: "src/conformance/containers/play-history.ts",
    rule: "nor-does-its-kernel",
  },
  { from: "models/sideward.ts", to: "properties/ground.ts", rule: "floor-of-models" },
  { from: "properties/upward.ts", to: "src/engine/ground.ts", rule: "floor-of-properties" },
  { from: "src/engine/upward.ts", to: "src/report/ground.ts", rule: "floor-of-src/engine" },
  { from: "src/engine/sideward.ts", to: "src/conformance/ground.ts", rule: "floor-of-src/engine" },
  {
    from: "src/engine/expand/upward.ts",
    to: "src/engine/search/ground.ts",
    rule: "storey-of-src/engine/expand",
  },
  {
    from: "src/engine/store/sideward.ts",
    to: "src/engine/symmetry-test/ground.ts",
    rule: "storey-of-src/engine/store",
  },
  {
    from: "src/engine/design.ts",
    to: "models/ground.ts",
    rule: "designs-and-properties-come-by-the-catalogue",
  },
  {
    from: "src/engine/property.ts",
    to: "properties/ground.ts",
    rule: "designs-and-properties-come-by-the-catalogue",
  },
  { from: "src/report/upward.ts", to: "src/catalogue.ts", rule: "floor-of-src/report" },
  { from: "src/catalogue.ts", to: "src/cli/ground.ts", rule: "floor-of-src/catalogue.ts" },
  { from: "src/cli/design.ts", to: "models/ground.ts", rule: "designs-and-properties-come-by-the-catalogue" },
  { from: "src/cli/test.ts", to: "test/ground.ts", rule: "no-test-in-the-house" },
  { from: "src/elsewhere/file.ts", to: "src/model/ground.ts", rule: "on-a-floor" },
  { from: "src/model/node.ts", to: "node:fs", rule: "no-node" },
  { from: "src/domains/one/node.ts", to: "node:fs", rule: "no-node" },
  { from: "src/history/node.ts", to: "node:path", rule: "no-node" },
  { from: "models/node.ts", to: "node:os", rule: "no-node" },
  { from: "src/engine/node.ts", to: "node:worker_threads", rule: "no-node" },
  { from: "src/report/node.ts", to: "fs", rule: "no-node" },
  { from: "src/cli/package.ts", to: "vitest", rule: "no-development-package" },
  { from: "src/model/about.ts", to: "src/model/round.ts", rule: "no-cycle" },
  { from: "src/model/nowhere.ts", to: "src/model/not-there.ts", rule: "no-missing-import" },
];

const ALLOWED: readonly Import[] = [
  { from: "src/model/round.ts", to: "src/model/about.ts" }, // a cycle is reported once
  { from: "src/model/neighbour.ts", to: "src/model/ground.ts" },
  { from: "src/world/down.ts", to: "src/model/ground.ts" },
  { from: "src/model/words.ts", to: "src/text/ground.ts" },
  { from: "src/schema/down.ts", to: "src/model/ground.ts" },
  { from: "src/domains/one/neighbour.ts", to: "src/history/ground.ts" },
  { from: "src/domains/one/down.ts", to: "src/world/ground.ts" },
  { from: "models/domain.ts", to: "src/domains/one/ground.ts" },
  { from: "src/managers/words.ts", to: "src/domains/containers/operation.ts" },
  { from: "src/history/down.ts", to: "src/world/ground.ts" },
  { from: "src/history/package.ts", to: "immer" },
  { from: "models/down.ts", to: "src/world/ground.ts" },
  { from: "models/managed.ts", to: "src/managers/ground.ts" },
  { from: "src/managers/down.ts", to: "src/model/operation.ts" },
  { from: "properties/down.ts", to: "src/model/ground.ts" },
  { from: "src/engine/down.ts", to: "src/history/ground.ts" },
  { from: "src/engine/search/down.ts", to: "src/engine/expand/ground.ts" },
  { from: "src/report/down.ts", to: "src/engine/ground.ts" },
  { from: "src/index.ts", to: "src/catalogue.ts" },
  { from: "src/cli/down.ts", to: "src/catalogue.ts" },
  { from: "src/cli/node.ts", to: "node:fs" },
];

const root = join(import.meta.dirname, "../..");
let house: string;
let found: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), "floors-"));
  for (const file of ["package.json", "tsconfig.json", ".dependency-cruiser.js"])
    cpSync(join(root, file), join(house, file));
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  for (const row of [...FORBIDDEN, ...ALLOWED]) build(row);
  found = cruise();
});

afterAll(() => rmSync(house, { recursive: true }));

test.each(FORBIDDEN)("$rule refuses that $from imports $to", ({ from, rule }) => {
  expect(found.get(from)).toEqual([rule]);
});

test.each(ALLOWED)("$from may import $to", ({ from }) => {
  expect(found.get(from)).toBeUndefined();
});

test("nothing else is refused", () => {
  expect(found.size).toBe(FORBIDDEN.length);
});

/** Writes a file that imports another, and creates the other unless it exists or should be missing. */
function build({ from, to, rule }: Import): void {
  const isFile = to.endsWith(".ts");
  const specifier = isFile ? relativeTo(from, to) : to;
  write(from, `import "${specifier}";\n`, "w");
  if (isFile && rule !== "no-missing-import") write(to, "", "a");
}

/** The specifier by which a file imports another. */
function relativeTo(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function write(file: string, text: string, flag: "w" | "a"): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text, { flag });
}

/** Runs the check over the house. @returns the rules that each file breaks */
function cruise(): Map<string, string[]> {
  const command = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [command, "--output-type", "json", "src", "models", "properties"],
    {
      cwd: house,
      encoding: "utf8",
    },
  );
  const { summary }: { summary: { violations: { from: string; rule: { name: string } }[] } } =
    JSON.parse(stdout);
  const rules = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) rules.set(from, [...(rules.get(from) ?? []), rule.name]);
  return rules;
}
