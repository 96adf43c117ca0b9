import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { suiteOf } from "../../src/testing/suite.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-suite-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}';

test("is a test for each history below a folder, in order, and of nothing else", async () => {
  mkdirSync(join(folder, "deep"));
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "node_modules/other.jsonl"), HEADER);
  writeFileSync(join(folder, "wrong.jsonl"), `${HEADER}\n{"op":"fork","task":1,"outcome":"EAGAIN"}\n`);
  writeFileSync(join(folder, "deep/good.jsonl"), `${HEADER}\n{"op":"fork","task":1,"outcome":"ok"}\n`);
  for (const place of [folder, pathToFileURL(folder)]) {
    const { tests, end } = await suiteOf(place);
    const found = await Promise.all(tests.map(async ({ name, judge }) => [name, (await judge()).verdict]));
    expect(found).toEqual([
      [join(folder, "deep/good.jsonl"), "holds"],
      [join(folder, "wrong.jsonl"), "fails"],
    ]);
    await end();
  }
});

test("wants a history", async () => {
  mkdirSync(join(folder, "empty"));
  await expect(suiteOf(join(folder, "empty"))).rejects.toThrow("No history was found in '");
  await expect(suiteOf(join(folder, "nowhere"))).rejects.toThrow("There is no file or folder");
});

test("wants a backend that there is", async () => {
  // Plain JavaScript can pass anything.
  await expect(suiteOf(folder, { on: "Kernel" as "kernel" })).rejects.toThrow("'Kernel' is not a backend");
});
