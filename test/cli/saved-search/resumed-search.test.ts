/** A saved search, however it ended, has the same result once resumed as one that was never interrupted. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { Problem } from "../../../src/cli/problem.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import { saver } from "../../../src/cli/saved-search/saver.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { SearchOptions } from "../../../src/engine/search-options.ts";
import { memoize } from "../../../src/world/memoize.ts";
import { folderOfTest, newFolder } from "./saves.ts";
import { found, KILLED, ReadyThreads, searched, WORTH_TWO } from "./searches.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a", "b"], images: 0 };
const IMAGES: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 1 };

describe("resumed from the save of any level", () => {
  test.each<[string, ContainerScope, Parameters<typeof searched>[1]]>([
    ["worlds", SCOPE, {}],
    ["worlds up to symmetry", SCOPE, { symmetry: true }],
    ["a bound on depth", SCOPE, { depth: 6 }],
    ["images", IMAGES, { symmetry: true }],
  ])("%s", (_, scope, options) => {
    const { identity, run } = searched(scope, options);
    const folder = folderOfTest();
    const folderOf = (level: number) => join(folder, String(level));
    const whole = run({
      save: (checkpoint) => saveSearch(folderOf(checkpoint.levels.length - 1), identity, checkpoint),
    });
    expect(whole.verdicts.map(({ verdict }) => verdict)).toContain("broken");
    expect(readdirSync(folder)).toHaveLength(options.depth ?? whole.depth);
    for (let level = 1; level <= (options.depth ?? whole.depth); level++) {
      const { checkpoint } = loadSearch(folderOf(level), identity);
      expect(found(run({ resume: checkpoint })), `from level ${level}`).toEqual(found(whole));
    }
  });
});

test("resumed again and again, each time for a level, from what it saves itself", () => {
  const { identity, run } = searched(SCOPE, { symmetry: true });
  const folder = folderOfTest();
  const enough = new Error("enough");
  const whole = run();
  const goOn = (resumed: Parameters<typeof run>[0]) => {
    const save = saver(folder, identity, 0);
    return run({
      ...resumed,
      save: (checkpoint) => {
        save(checkpoint);
        throw enough;
      },
    });
  };
  expect(() => goOn({})).toThrow(enough);
  for (let level = 1; level < whole.depth; level++) {
    expect(() => goOn({ resume: loadSearch(folder, identity).checkpoint })).toThrow(enough);
  }
  expect(found(goOn({ resume: loadSearch(folder, identity).checkpoint }))).toEqual(found(whole));
});

/** A level of `WORTH_TWO` by which a second worker has been worth starting. */
const MIDDLE = 14;

describe("with other workers than it was saved by", () => {
  const { identity, run } = WORTH_TWO;
  const whole = found(run());
  const all = newFolder();
  afterAll(() => rmSync(all, { recursive: true }));

  /** The folder of a search that was saved once, and the level at which it was. */
  const savedBy = memoize((workers: number) => {
    const folder = join(all, String(workers));
    let level = 0;
    const saved = run({
      ...othersOf(workers),
      save: (checkpoint) => {
        const busy = checkpoint.frontier.filter(({ length }) => length > 0).length;
        if (level > 0 || checkpoint.levels.length <= MIDDLE || busy < workers) return;
        saveSearch(folder, identity, checkpoint);
        level = checkpoint.levels.length - 1;
      },
    });
    expect(level, "no level in which all workers had a part").toBeGreaterThan(0);
    expect(found(saved)).toEqual(whole);
    return { folder, level };
  });

  test.each([
    [2, 1],
    [1, 2],
    [2, 2],
  ])("saved by %i, resumed by %i", (before, after) => {
    const { folder, level } = savedBy(before);
    const { checkpoint } = loadSearch(folder, identity);
    expect(checkpoint.levels).toHaveLength(level + 1);
    expect(found(run({ ...othersOf(after), resume: checkpoint }))).toEqual(whole);
  });
});

function othersOf(workers: number): Pick<SearchOptions, "otherWorkers"> {
  return workers === 1 ? {} : { otherWorkers: new ReadyThreads(workers - 1) };
}

test("of a save cut off anywhere nothing is resumed, or the older one", () => {
  const { identity, run } = searched(SCOPE, {});
  const folder = folderOfTest();
  const older: Buffer[] = [];
  const whole = run({
    save: (checkpoint) => {
      saveSearch(folder, identity, checkpoint);
      older.push(readFileSync(join(folder, `level-${checkpoint.levels.length - 1}.save`)));
    },
  });
  const path = join(folder, `level-${whole.depth}.save`);
  const bytes = readFileSync(path);
  for (let part = 0; part < 20; part++) {
    const cutOff = bytes.subarray(0, Math.floor((bytes.length * part) / 20));
    writeFileSync(path, cutOff);
    expect(() => loadSearch(folder, identity)).toThrow(Problem);
    writeFileSync(join(folder, "level-3.save"), older[2] ?? "");
    const { checkpoint } = loadSearch(folder, identity, () => undefined);
    expect(checkpoint.levels).toEqual(whole.levels.slice(0, 4));
    if (part % 5 === 0) expect(found(run({ resume: checkpoint }))).toEqual(found(whole));
    writeFileSync(join(folder, "level-3.save"), "");
  }
});

describe("kill -9", () => {
  const whole = KILLED.run();

  // The search takes another second or two after the first save.
  test.each([0, 350, 900])("%i ms after the first save and a little more", async (delay) => {
    const folder = folderOfTest();
    const script = new URL("search-and-save.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
      stdio: ["pipe", "inherit", "inherit"],
    });
    const ended = once(child, "exit");
    while (!readdirSync(folder).some((name) => name.endsWith(".save")) && child.exitCode === null) {
      await setTimeout(1);
    }
    await setTimeout(delay + Math.random() * 50);
    child.kill("SIGKILL");
    const [code, signal] = await ended;
    expect(signal ?? code).toBe("SIGKILL");

    const { checkpoint } = loadSearch(folder, KILLED.identity, (sentence) => expect.fail(sentence));
    expect(checkpoint.levels).toEqual(whole.levels.slice(0, checkpoint.levels.length));
    expect(found(KILLED.run({ resume: checkpoint, save: saver(folder, KILLED.identity, 0) }))).toEqual(
      found(whole),
    );
    expect(readdirSync(folder)).toEqual([`level-${whole.depth}.save`]);
  });
});
