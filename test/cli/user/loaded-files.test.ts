import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isAnotherNow, requireSameFiles, requireUnchanged } from "../../../src/cli/user/loaded-files.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-loaded-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SINCE = ["since then", "Start again."] as const;

function written(name: string, text: string) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return { file, sha256: createHash("sha256").update(text).digest("hex") };
}

test("files that are what they were may be used", () => {
  const files = [written("one.ts", "1"), written("two.ts", "2")];
  expect(() => requireUnchanged(files, ...SINCE)).not.toThrow();
  expect(files.map(isAnotherNow)).toEqual([false, false]);
});

test("one that has changed is told, and one that is gone, with what was to be done", () => {
  const [one, two] = [written("one.ts", "1"), written("two.ts", "2")];
  writeFileSync(one.file, "other");
  rmSync(two.file);
  expect(() => requireUnchanged([one, two], ...SINCE)).toThrow(
    expect.objectContaining({
      message: `The files have changed since then: ${one.file} has changed and ${two.file} has been removed.`,
      hint: "Start again.",
    }),
  );
  expect([one, two].map(isAnotherNow)).toEqual([true, false]);
});

test("where none is there, another folder may be the one to look in", () => {
  const files = ["./one.ts", "./two.ts"].map((file) => ({ file, sha256: "" }));
  expect(() => requireUnchanged(files, ...SINCE)).toThrow(
    expect.objectContaining({
      message: "The files of the search are not here: ./one.ts and ./two.ts.",
      hint: expect.stringMatching(/^Relative paths start at the current folder: .*\nStart again\.$/),
    }),
  );
  expect(() => requireUnchanged([], ...SINCE)).not.toThrow();
});

test("a file that is not imported any more is told in a sentence", () => {
  const file = written("three.ts", "3");
  expect(() => requireSameFiles([file], ...SINCE)).toThrow(
    expect.objectContaining({
      message: `The files have changed since then: ${file.file} is no longer imported.`,
      hint: "Start again.",
    }),
  );
});
