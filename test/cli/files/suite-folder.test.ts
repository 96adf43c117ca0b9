import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SuiteFolder } from "../../../src/cli/files/suite-folder.ts";
import { Problem } from "../../../src/cli/problem.ts";
import type { SuiteIndex } from "../../../src/report/suite.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nsmodel-suite-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const INDEX: SuiteIndex = {
  format: "nsmodel-suite",
  version: 1,
  nsmodel: "0",
  model: "nested",
  outcomes: 0,
  mutants: 0,
  scopes: [],
  files: [],
  unreached: [],
  untold: [],
};

const files = (...names: string[]) => names.map((name) => ({ name, text: `${name}\n` }));

async function write(...names: string[]): Promise<void> {
  const at = await SuiteFolder.at(folder);
  await at.write(files(...names), INDEX);
}

test("a suite is written into an empty folder, and in place of another one", async () => {
  await write("a.jsonl", "b.jsonl");
  writeFileSync(join(folder, "own.txt"), "mine");
  await write("b.jsonl", "c.jsonl");
  expect(readdirSync(folder).sort()).toEqual(["b.jsonl", "c.jsonl", "own.txt", "suite.json"]);
  await write();
  expect(readdirSync(folder).sort()).toEqual(["own.txt", "suite.json"]);
});

test("it is not written where something else is", async () => {
  writeFileSync(join(folder, "own.txt"), "mine");
  await expect(SuiteFolder.at(folder)).rejects.toThrow(Problem);
  writeFileSync(join(folder, "suite.json"), `{"format":"another"}`);
  await expect(SuiteFolder.at(folder)).rejects.toThrow("does not contain a suite");
  await expect(SuiteFolder.at(join(folder, "own.txt"))).rejects.toThrow("is not a readable folder");
});

test("an index that names files elsewhere is none", async () => {
  mkdirSync(join(folder, "below"));
  const digests = { "../x": "", "a.jsonl": "" };
  writeFileSync(join(folder, "suite.json"), JSON.stringify({ ...INDEX, digests }));
  await expect(SuiteFolder.at(folder)).rejects.toThrow("does not contain a suite");
});

test("what somebody has changed or added is not replaced, and then nothing is", async () => {
  await write("a.jsonl", "b.jsonl");
  writeFileSync(join(folder, "b.jsonl"), "changed");
  await expect(write("a.jsonl", "c.jsonl")).rejects.toThrow("b.jsonl has been changed since");
  writeFileSync(join(folder, "b.jsonl"), "b.jsonl\n");
  const index = readFileSync(join(folder, "suite.json"), "utf8");
  writeFileSync(join(folder, "suite.json"), index.replace('"mutants": 0', '"mutants": 7'));
  await expect(write("a.jsonl", "b.jsonl")).rejects.toThrow("suite.json has been changed since");
  writeFileSync(join(folder, "suite.json"), index);
  writeFileSync(join(folder, "c.jsonl"), "mine");
  await expect(write("a.jsonl", "c.jsonl")).rejects.toThrow("c.jsonl is not one of the suite's files");
  expect(readFileSync(join(folder, "c.jsonl"), "utf8")).toBe("mine");
  expect(readdirSync(folder)).toContain("b.jsonl");
});
