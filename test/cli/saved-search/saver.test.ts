import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EXIT, Problem } from "../../../src/cli/problem.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import { saver } from "../../../src/cli/saved-search/saver.ts";
import { checkpointOfLevel, folderOfTest, IDENTITY } from "./saves.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const savedLevel = (folder: string) => loadSearch(folder, IDENTITY).checkpoint.forms;

/** The levels that are saved if levels, from level 1 on, end at these times, in seconds. */
function savedLevels(ends: readonly number[], everySeconds?: number): number[] {
  const folder = folderOfTest();
  const save = saver(folder, IDENTITY, everySeconds);
  let now = 0;
  const levels = ends.map((end, index) => {
    vi.advanceTimersByTime((end - now) * 1000);
    now = end;
    save(checkpointOfLevel(index + 1));
    return savedLevel(folder);
  });
  return [...new Set(levels)];
}

test("the first level is saved at once, then one where so many seconds have passed", () => {
  expect(savedLevels([1, 2, 10.5, 11, 12, 20.5, 40, 50], 10)).toEqual([1, 4, 7, 8]);
});

test("where nobody says, thirty seconds", () => {
  expect(savedLevels([0, 29.5, 30, 59, 61])).toEqual([1, 3, 5]);
});

test("with no seconds every level is saved", () => {
  expect(savedLevels([0, 0, 0], 0)).toEqual([1, 2, 3]);
});

test("a search begun anew does not take the place of a saved one", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(7));
  for (const level of [1, 7]) {
    const save = saver(folder, IDENTITY, 0);
    let problem: unknown;
    try {
      save(checkpointOfLevel(level));
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({
      message: expect.stringMatching(/already holds a search, saved at level 7\.$/),
      hint: expect.stringContaining(`--resume ${folder} continues it`),
      exitCode: EXIT.badRequest,
    });
    expect(savedLevel(folder)).toBe(7);
  }
});

test("a search that goes on from a saved one takes its place, and makes no other folder a problem", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(7));
  const save = saver(folder, IDENTITY, 0);
  for (const level of [8, 9]) save(checkpointOfLevel(level));
  expect(readdirSync(folder)).toEqual(["level-9.save"]);
});

test("a folder that is not there is made, with those above it", () => {
  const folder = join(folderOfTest(), "a", "b");
  saver(folder, IDENTITY)(checkpointOfLevel(1));
  expect(savedLevel(folder)).toBe(1);
});

test("a folder that cannot be written is told at the first level", () => {
  const file = join(folderOfTest(), "file");
  writeFileSync(file, "");
  expect(() => saver(file, IDENTITY)(checkpointOfLevel(1))).toThrow(
    /^Cannot save the search at level 1 into/,
  );
});

test("other things in the folder are left alone", () => {
  const folder = folderOfTest();
  mkdirSync(join(folder, "histories"));
  writeFileSync(join(folder, "level-99.jsonl"), "");
  saver(folder, IDENTITY)(checkpointOfLevel(1));
  expect(readdirSync(folder).sort()).toEqual(["histories", "level-1.save", "level-99.jsonl"]);
});
