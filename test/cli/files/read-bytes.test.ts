import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readBytes } from "../../../src/cli/files/read-bytes.ts";
import { historiesBelow } from "../../../src/testing/histories-below.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("of a file whose name is not UTF-8 that is said, however it is found", async () => {
  const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from(".jsonl")]);
  writeFileSync(odd, "");
  const files = await historiesBelow([folder]);
  expect(files).toEqual([join(folder, "\uFFFD.jsonl")]);
  const why = "its name is not UTF-8, which nsmodel cannot open: rename it";
  for (const file of files) await expect(readBytes(file)).rejects.toThrow(why);
  await expect(historiesBelow(files)).rejects.toThrow(why);
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xfe])]));
  await expect(historiesBelow([folder])).rejects.toThrow(why);
});

test("a file is read that has in its name what stands for bytes that are not UTF-8", async () => {
  const file = join(folder, "\uFFFD.txt");
  writeFileSync(file, "text");
  expect(Buffer.from(await readBytes(file)).toString()).toBe("text");
});
