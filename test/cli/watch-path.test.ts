import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { watchPath } from "../../src/cli/watch-path.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-watched-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a folder is watched on after it was removed and made anew", async () => {
  const path = join(folder, "a");
  mkdirSync(path);
  const end = new AbortController();
  const told = new Set<string | undefined>();
  const failed = watchPath(path, (file) => told.add(file), end.signal);
  const isTold = (file: string | undefined) =>
    expect.poll(() => told.has(file), { timeout: 10_000 }).toBe(true);
  const save = (file: string): void => writeFileSync(join(path, file), "");
  save("first.jsonl");
  await isTold("first.jsonl");
  rmSync(path, { recursive: true });
  mkdirSync(path);
  await isTold(undefined);
  // What is begun anew is watched a little later.
  const saving = setInterval(() => save("second.jsonl"), 50);
  await isTold("second.jsonl");
  clearInterval(saving);
  end.abort();
  expect(await Promise.race([failed, "goes on"])).toBe("goes on");
});
