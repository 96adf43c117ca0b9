import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FolderObjects } from "../../src/objects/folder.ts";
import { lawsOfObjects } from "./laws.ts";

function make() {
  const folder = mkdtempSync(join(tmpdir(), "objects-"));
  const end = async () => rmSync(folder, { recursive: true });
  return { folder, objects: new FolderObjects(folder), end };
}

lawsOfObjects(async () => make());

test("what a process that was killed has begun is no object, and is swept away", async () => {
  const { folder, objects, end } = make();
  await objects.put("level-1/run", Uint8Array.of(1));
  writeFileSync(join(folder, "level-1/.0b6a1d1e-5d0c-4c8e-9a55-0d7f5a2f6a10.part"), "half");
  expect(await objects.list("")).toEqual(["level-1/run"]);
  await objects.sweep();
  expect(readdirSync(join(folder, "level-1"))).toEqual(["run"]);
  await end();
});

test("a pipe in the place of an object is not waited for", async () => {
  const { folder, objects, end } = make();
  execFileSync("mkfifo", [join(folder, "run")]);
  expect(await objects.get("run")).toEqual(new Uint8Array());
  await end();
});

test("what cannot be put leaves nothing, and what was there stays", async () => {
  const { folder, objects, end } = make();
  mkdirSync(join(folder, "run"));
  await expect(objects.put("run", Uint8Array.of(1))).rejects.toMatchObject({ code: "EISDIR" });
  expect(readdirSync(folder)).toEqual(["run"]);
  await end();
});
