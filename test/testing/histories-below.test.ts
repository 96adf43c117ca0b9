import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { historiesBelow, NoHistories } from "../../src/testing/histories-below.ts";

const top = mkdtempSync(join(tmpdir(), "nsmodel-below-"));
const at = (path: string) => join(top, path);
afterAll(() => rmSync(top, { recursive: true }));

beforeAll(() => {
  for (const folder of ["d/sub", "d/node_modules", "d/.hidden", "elsewhere"])
    mkdirSync(at(folder), { recursive: true });
  for (const file of ["d/x", "d/sub/y", "d/node_modules/n", "d/.hidden/h", "elsewhere/z"])
    writeFileSync(at(`${file}.jsonl`), "");
  writeFileSync(at("d/notes.txt"), "");
  mkdirSync(at("loops"));
  for (const name of ["a", "b"]) symlinkSync(".", at(`loops/${name}`));
  writeFileSync(at("loops/x.jsonl"), "");
  mkdirSync(at("links"));
  symlinkSync("../elsewhere", at("links/a-folder"));
  symlinkSync("../d/x.jsonl", at("links/file.jsonl"));
  symlinkSync("../gone.jsonl", at("links/gone.jsonl"));
  mkdirSync(at("links/real"));
  writeFileSync(at("links/real/r.jsonl"), "");
  symlinkSync("real", at("links/again"));
  mkdirSync(at("pipes"));
  execFileSync("mkfifo", [at("pipes/pipe.jsonl")]);
  writeFileSync(at("pipes/x.jsonl"), "");
});

test.each([
  ["what is meant of a folder", ["d"], ["d/sub/y.jsonl", "d/x.jsonl"]],
  ["by several paths", ["d", "d/../d/x.jsonl", "d/sub"], ["d/sub/y.jsonl", "d/x.jsonl"]],
  ["where links lead round in circles", ["loops"], ["loops/x.jsonl"]],
  [
    "behind links, as itself before a link to it",
    ["links"],
    ["links/a-folder/z.jsonl", "links/file.jsonl", "links/gone.jsonl", "links/real/r.jsonl"],
  ],
  ["but no pipe", ["pipes"], ["pipes/x.jsonl"]],
  ["but a pipe that is named", ["pipes/pipe.jsonl"], ["pipes/pipe.jsonl"]],
])("each history once: %s", async (_, paths, files) => {
  const found = await historiesBelow(paths.map(at));
  expect(found.map((file) => relative(top, file))).toEqual(files);
});

// It takes half a second, and more than twenty if the real path of each folder is resolved.
test("folders that stand deep in each other take no time each", { timeout: 10_000 }, async () => {
  const path = at(`chain/${"d/".repeat(1000)}x.jsonl`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  expect(await historiesBelow([at("chain")])).toEqual([path]);
  execFileSync("rm", ["-r", at("chain")]); // takes no time, unlike Node's rmSync
});

test("a path that is not there is told", async () => {
  await expect(historiesBelow([at("nowhere")])).rejects.toThrow(NoHistories);
});
