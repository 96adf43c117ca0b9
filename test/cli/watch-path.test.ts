import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { watchPath } from "../../src/cli/watch-path.ts";

const root = mkdtempSync(join(tmpdir(), "nsmodel-watched-"));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "a"));
});

const save = (file: string): void => writeFileSync(file, "");

/** Saves as many editors do: a new file replaces the old one. */
function replace(file: string): void {
  save(join(root, "new"));
  renameSync(join(root, "new"), file);
}

/** Watches a path while something runs. @returns all files that were reported */
async function whileWatched(
  path: string,
  run: (isToldOf: (file: string, by: () => void) => Promise<void>) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const end = new AbortController();
  const all = new Set<string>();
  let told = new Set<string>();
  const isMeant = (way: string) => !way.startsWith(".");
  const failed = watchPath(
    path,
    isMeant,
    (file) => {
      told.add(file);
      all.add(file);
    },
    end.signal,
  );
  await run(async (file, by) => {
    told = new Set();
    // Watching begins a little later than requested.
    const again = setInterval(by, 150);
    await expect.poll(() => told.has(file), { timeout: 10_000 }).toBe(true);
    clearInterval(again);
  });
  end.abort();
  expect(await Promise.race([failed, "goes on"])).toBe("goes on");
  return all;
}

test.each(["", "below"])(
  "a file in a folder is told of each time, however it is saved: %j",
  async (below) => {
    mkdirSync(join(folder, below), { recursive: true });
    const file = join(folder, below, "x.jsonl");
    save(file);
    await whileWatched(folder, async (isToldOf) => {
      for (const by of [replace, replace, save, replace, save]) await isToldOf(file, () => by(file));
    });
  },
);

test("so is a file by itself", async () => {
  const file = join(folder, "x.jsonl");
  save(file);
  await whileWatched(file, async (isToldOf) => {
    for (const by of [save, replace, replace, save]) await isToldOf(file, () => by(file));
  });
});

test("a folder is watched on after it was removed and made anew", async () => {
  const path = join(folder, "b");
  mkdirSync(path);
  await whileWatched(path, async (isToldOf) => {
    await isToldOf(join(path, "x"), () => save(join(path, "x")));
    rmSync(path, { recursive: true });
    mkdirSync(path);
    await isToldOf(join(path, "y"), () => save(join(path, "y")));
  });
});

test("neither a link to a folder nor what is not meant is looked through", async () => {
  symlinkSync(".", join(folder, "loop"));
  mkdirSync(join(folder, ".hidden"));
  const told = await whileWatched(folder, async (isToldOf) => {
    save(join(folder, ".hidden/x"));
    await isToldOf(join(folder, "x"), () => save(join(folder, "x")));
  });
  expect([...told].filter((file) => file !== join(folder, "loop"))).toEqual([join(folder, "x")]);
});
