import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { type FileDigest, filesNow } from "../../../src/cli/user/loaded-files.ts";
import { untilSaved } from "../../../src/cli/user/until-saved.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-saved-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, "design.ts");
const written = (text: string): FileDigest[] => {
  writeFileSync(file, text);
  return filesNow([{ file, sha256: "" }]);
};
const never = new AbortController().signal;

test("a file that was saved before it is waited for is noticed at once", async () => {
  const files = written("1");
  written("2");
  expect(await untilSaved(() => files, never)).toBe(true);
});

test("one that is saved later is noticed then, also where it was gone, and not one that is saved as it was", async () => {
  const files = written("1");
  let isSaved = false;
  const waiting = untilSaved(() => files, never).then((found) => {
    isSaved = found;
  });
  written("1");
  await setTimeout(700);
  rmSync(file);
  await setTimeout(700);
  expect(isSaved).toBe(false);
  written("2");
  await waiting;
  expect(isSaved).toBe(true);
});

test("files that are loaded meanwhile are looked at too", async () => {
  const files = written("1");
  let loaded: FileDigest[] = [];
  const waiting = untilSaved(() => loaded, never);
  loaded = files;
  written("2");
  expect(await waiting).toBe(true);
});

test("it ends without one where it is asked to", async () => {
  const ended = new AbortController();
  const waiting = untilSaved(() => [], ended.signal);
  ended.abort();
  expect(await waiting).toBe(false);
});
