import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT, Problem } from "../../../src/cli/problem.ts";
import { DISK, type Disk } from "../../../src/cli/saved-search/disk.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import { ownMounts } from "../own-mounts.ts";
import { checkpointOfLevel, folderOfTest, IDENTITY, plain } from "./saves.ts";

const ASKED = { version: IDENTITY.version };

/** The error of a refused system call. */
function refusal(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused`), { code, syscall: "a call" });
}

/** A disk on which each call first passes a gate. */
function gated(gate: (call: keyof Disk) => void): Disk {
  return {
    makeFolder(path) {
      gate("makeFolder");
      DISK.makeFolder(path);
    },
    open(path, flags) {
      gate("open");
      return DISK.open(path, flags);
    },
    write(file, bytes) {
      gate("write");
      return DISK.write(file, bytes.subarray(0, 50)); // a few bytes at a time, as a disk may, for many moments to be killed at
    },
    sync(file) {
      gate("sync");
      DISK.sync(file);
    },
    close(file) {
      // Closing comes first: it changes nothing on the disk, and the test must not leave the file open.
      DISK.close(file);
      gate("close");
    },
    rename(from, to) {
      gate("rename");
      DISK.rename(from, to);
    },
    remove(path) {
      gate("remove");
      DISK.remove(path);
    },
  };
}

const DEAD = new Error("killed");

/** A disk whose process is killed: no call from this number on is carried out. */
function killedAt(moment: number): Disk {
  let calls = 0;
  return gated(() => {
    if (calls++ >= moment) throw DEAD;
  });
}

/** Whether the save completed before the kill. */
function isSaved(folder: string, level: number, disk: Disk): boolean {
  try {
    saveSearch(folder, IDENTITY, checkpointOfLevel(level), disk);
    return true;
  } catch (error) {
    if (error === DEAD) return false;
    throw error;
  }
}

describe("a kill at any moment", () => {
  test("leaves the older save or the new one, whole", () => {
    const loadedLevels = new Set<number>();
    let moment = 0;
    for (; ; moment++) {
      const folder = folderOfTest();
      saveSearch(folder, IDENTITY, checkpointOfLevel(4));
      const saved = isSaved(folder, 5, killedAt(moment));
      const { checkpoint } = loadSearch(folder, ASKED, (sentence) => expect.fail(sentence));
      expect(plain(checkpoint)).toEqual(plain(checkpointOfLevel(checkpoint.forms)));
      expect(readdirSync(folder).filter((name) => !name.endsWith(".save"))).toEqual([]);
      loadedLevels.add(checkpoint.forms);
      saveSearch(folder, IDENTITY, checkpointOfLevel(6));
      expect(readdirSync(folder)).toEqual(["level-6.save"]);
      if (saved) break;
    }
    expect(moment).toBeGreaterThan(10);
    expect([...loadedLevels].sort()).toEqual([4, 5]);
  });

  test("of the first save leaves nothing that could be taken for one", () => {
    for (let moment = 0; ; moment++) {
      const folder = folderOfTest();
      const saved = isSaved(folder, 1, killedAt(moment));
      const saves = readdirSync(folder).filter((name) => name.endsWith(".save"));
      if (saves.length > 0) expect(loadSearch(folder, ASKED).checkpoint.forms).toBe(1);
      else expect(() => loadSearch(folder, ASKED)).toThrow(/holds no saved search/);
      if (saved) break;
    }
  });

  test("in one process after another, each of which clears up", () => {
    const folder = folderOfTest();
    saveSearch(folder, IDENTITY, checkpointOfLevel(4));
    writeFileSync(join(folder, "level-5.save.123.part"), "x");
    saveSearch(folder, IDENTITY, checkpointOfLevel(5));
    expect(readdirSync(folder)).toEqual(["level-5.save"]);
  });
});

test("the new save is on the disk before it has its name, and its name before the older goes", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(4));
  const calls: (keyof Disk)[] = [];
  const disk = gated((call) => calls.push(call));
  saveSearch(folder, IDENTITY, checkpointOfLevel(5), disk);
  expect(calls.filter((call) => call === "sync" || call === "rename" || call === "remove")).toEqual([
    "sync",
    "rename",
    "sync",
    "remove",
  ]);
});

/** The problem that a save reports if one sort of call is refused. */
function problemWhere(folder: string, refused: keyof Disk, code: string): Problem {
  let problem: unknown;
  try {
    const disk = gated((call) => {
      if (call === refused) throw refusal(code);
    });
    saveSearch(folder, IDENTITY, checkpointOfLevel(5), disk);
  } catch (error) {
    problem = error;
  }
  if (problem instanceof Problem) return problem;
  throw new Error("no problem", { cause: problem });
}

describe("a disk that refuses", () => {
  test.each<[keyof Disk, string, string]>([
    ["write", "ENOSPC", "the disk is full"],
    ["sync", "ENOSPC", "the disk is full"],
    ["write", "EDQUOT", "the quota on the disk is used up"],
    ["open", "EROFS", "the file system is read-only"],
    ["open", "EACCES", "permission denied"],
    ["makeFolder", "EACCES", "permission denied"],
    ["rename", "EIO", "the disk reports an error"],
    ["write", "EOTHER", "EOTHER: refused"],
  ])("to %s with %s: the older save is intact", (refused, code, words) => {
    const folder = folderOfTest();
    saveSearch(folder, IDENTITY, checkpointOfLevel(4));
    const { message, hint, exitCode } = problemWhere(folder, refused, code);
    expect(message).toBe(`Cannot save the search at level 5 into ${folder}: ${words}.`);
    expect(hint).toContain("The save of level 4 there is intact");
    expect(exitCode).toBe(EXIT.badRequest);
    expect(plain(loadSearch(folder, ASKED).checkpoint)).toEqual(plain(checkpointOfLevel(4)));
    expect(readdirSync(folder)).toEqual(["level-4.save"]);
  });

  test("the first save: there is no older one, and nothing is left", () => {
    const folder = folderOfTest();
    expect(problemWhere(folder, "write", "ENOSPC").hint).toContain("There is no older save there");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("as the folder is a file", () => {
    const file = join(folderOfTest(), "file");
    writeFileSync(file, "");
    expect(() => saveSearch(file, IDENTITY, checkpointOfLevel(1))).toThrow(/: it is not a folder\.$/);
  });

  test("an error that is no refusal of the operating system is passed on as it is", () => {
    const folder = folderOfTest();
    expect(() =>
      saveSearch(folder, { ...IDENTITY, depth: Number.POSITIVE_INFINITY }, checkpointOfLevel(1)),
    ).toThrow(/depth|Infinity/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a disk that is really full: the older save is intact", ({ skip }) => {
  const mounts = ownMounts();
  if ("why" in mounts) {
    const why = `no file system of 64 KiB can be mounted here: ${mounts.why}`;
    process.stderr.write(`not tested on a disk that is really full: ${why}\n`);
    return skip(why);
  }
  const [file = "", ...args] = mounts.command;
  const script = new URL("save-on-a-full-disk.ts", import.meta.url).pathname;
  const inMount = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" --import tsx "$3" "$1"';
  const printed = execFileSync(
    file,
    [...args, "sh", "-c", inMount, "sh", folderOfTest(), process.execPath, script],
    { encoding: "utf8" },
  );
  expect(JSON.parse(printed)).toEqual({
    message: expect.stringMatching(/^Cannot save the search at level 2 into .*: the disk is full\.$/),
    hint: expect.stringContaining("The save of level 1 there is intact"),
    exitCode: EXIT.badRequest,
    files: ["level-1.save"],
    isIntact: true,
    goesOn: true,
  });
});
