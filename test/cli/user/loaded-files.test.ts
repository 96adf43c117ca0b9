import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isAnotherNow, requireUnchanged } from "../../../src/cli/user/loaded-files.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-loaded-"));
afterAll(() => rmSync(folder, { recursive: true }));

const WHEN = ["then", "Begin anew."] as const;

function written(name: string, text: string) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return { file, sha256: createHash("sha256").update(text).digest("hex") };
}

test("files that are what they were may be used", () => {
  const files = [written("one.ts", "1"), written("two.ts", "2")];
  expect(() => requireUnchanged(files, ...WHEN)).not.toThrow();
  expect(files.map(isAnotherNow)).toEqual([false, false]);
});

test("one that has changed is told, and one that is gone, with what was to be done", () => {
  const [one, two] = [written("one.ts", "1"), written("two.ts", "2")];
  writeFileSync(one.file, "other");
  rmSync(two.file);
  expect(() => requireUnchanged([one, two], ...WHEN)).toThrow(
    expect.objectContaining({
      message: `${one.file} is not what it was and ${two.file} is gone: it was there then.`,
      hint: "Begin anew.",
    }),
  );
  expect([one, two].map(isAnotherNow)).toEqual([true, false]);
});

test("where none is there, another folder may be the one to look in", () => {
  const files = ["./one.ts", "./two.ts"].map((file) => ({ file, sha256: "" }));
  expect(() => requireUnchanged(files, ...WHEN)).toThrow(
    expect.objectContaining({
      hint: expect.stringMatching(
        /^They are looked for from the folder in which nsmodel runs: .*\nBegin anew\.$/,
      ),
    }),
  );
  expect(() => requireUnchanged([], ...WHEN)).not.toThrow();
});
