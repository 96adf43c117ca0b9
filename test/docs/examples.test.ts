/** The examples of the documentation are files that run: what a page shows is exactly the file. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./markdown.ts";

const docs = join(import.meta.dirname, "../../docs");

/** The examples that each page shows, in its order. */
const SHOWN = {
  "api.md": ["embed.ts"],
  "getting-started.md": ["shallow-kill.ts"],
  "test-runners.md": ["leave.test.ts", "leave.node-test.js"],
  "write-a-design.md": ["leave.ts", "seal.ts", "leave-on-kernel.ts"],
  "write-a-property.md": ["forks-stay.ts"],
} as const;

test.each(Object.entries(SHOWN))("%s shows its examples as they are", (page, examples) => {
  const shown = blocksOf(readFileSync(join(docs, page), "utf8")).filter(({ language }) =>
    ["ts", "js"].includes(language),
  );
  const files = examples.map((example) => readFileSync(join(docs, "examples", example), "utf8"));
  expect(shown.map(({ text }) => text)).toEqual(files);
});

test("every example is shown on a page", () => {
  const examples = readdirSync(join(docs, "examples")).filter((file) => file !== "histories");
  expect(examples).toEqual(Object.values(SHOWN).flat().toSorted());
});

// The example for vitest runs among the tests of this project: see vitest.config.ts.
test("the tests for Node's own runner pass", () => {
  const typescript = ["--import", "../../src/cli/user/typescript.js"];
  const words = [...typescript, "--test-reporter", "tap", "leave.node-test.js"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: join(docs, "examples"), encoding: "utf8" });
  expect(stdout).toMatch(/^# pass 3$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
});
