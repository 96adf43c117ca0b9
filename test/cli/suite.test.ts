import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "shell-quote";
import { afterAll, expect, test } from "vitest";
import { blocksOf, examplesOf } from "../docs/markdown.ts";

const ROOT = join(import.meta.dirname, "../..");
const NSMODEL = join(ROOT, "src/cli/nsmodel.js");

const folder = mkdtempSync(join(tmpdir(), "nsmodel-suites-"));
afterAll(() => rmSync(folder, { recursive: true }));

function nsmodel(words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [NSMODEL, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

test("what the page on suites shows comes out, one command after the other", () => {
  const page = readFileSync(join(ROOT, "docs/suites.md"), "utf8");
  const examples = blocksOf(page).filter(({ language }) => language === "text");
  expect(examples.length).toBeGreaterThan(0);
  for (const { text, remark } of examples)
    for (const { command, output } of examplesOf(text)) {
      const ran = nsmodel(parse(command).map(String).slice(1));
      expect(ran.output, command).toMatch(output);
      expect(`exit ${ran.status}`, command).toBe(remark === "" ? "exit 0" : remark);
    }
  // The second run uses several threads.
  expect(nsmodel(["test", "suite", "--log", "again.log", "--workers", "2"]).status).toBe(0);
  expect(readFileSync(join(folder, "again.log"))).toEqual(readFileSync(join(folder, "design.log")));
  // The history that the page shows is part of the suite.
  const shown = blocksOf(page).find(({ language }) => language === "jsonl")?.text;
  const suite = join(folder, "suite");
  expect(readdirSync(suite).map((name) => readFileSync(join(suite, name), "utf8"))).toContain(shown);
});
