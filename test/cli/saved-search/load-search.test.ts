import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXIT, Problem } from "../../../src/cli/problem.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import type { SavedSearch } from "../../../src/cli/saved-search/read-save.ts";
import { bytesOf } from "../../../src/cli/saved-search/save-format.ts";
import { saveSearch } from "../../../src/cli/saved-search/save-search.ts";
import type { AskedSearch } from "../../../src/cli/saved-search/search-identity.ts";
import {
  anyCheckpoint,
  anyIdentity,
  checkpointOfLevel,
  folderOfTest,
  IDENTITY,
  newFolder,
  plain,
} from "./saves.ts";

const ASKED: AskedSearch = { version: IDENTITY.version };

const refuseToWarn = (sentence: string) => {
  throw new Error(`warned: ${sentence}`);
};

function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

/** Loads a search. @returns the search or the problem; any other error is thrown */
function loadedOr(folder: string, warn: (sentence: string) => void): SavedSearch | Problem {
  try {
    return loadSearch(folder, ASKED, warn);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

test("what was saved is loaded, whatever it is", () => {
  fc.assert(
    fc.property(anyIdentity, anyCheckpoint, (identity, checkpoint) => {
      const folder = newFolder();
      try {
        saveSearch(folder, identity, checkpoint);
        const loaded = loadSearch(folder, identity, refuseToWarn);
        expect(loaded.identity).toEqual(identity);
        expect(plain(loaded.checkpoint)).toEqual(plain(checkpoint));
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
  );
});

test("what is larger than a chunk is saved and loaded", () => {
  const folder = folderOfTest();
  const states = new Int32Array(2_500_001).map((_, index) => index % 251);
  saveSearch(folder, IDENTITY, { ...checkpointOfLevel(1), states: [states] });
  const [loaded] = loadSearch(folder, ASKED).checkpoint.states;
  // Compared as bytes: number by number takes ten seconds.
  expect(Buffer.compare(bytesOf(loaded ?? states.subarray(0, 0)), bytesOf(states))).toBe(0);
});

describe("a folder without a save", () => {
  test("that is not there", () => {
    const problem = problemOf(() => loadSearch(join(folderOfTest(), "none"), ASKED));
    expect(problem.message).toMatch(/^Cannot resume from .*none: it does not exist\.$/);
    expect(problem.hint).toContain("--save");
    expect(problem.exitCode).toBe(EXIT.badRequest);
  });

  test("that is a file", () => {
    const file = join(folderOfTest(), "file");
    writeFileSync(file, "");
    const problem = problemOf(() => loadSearch(file, ASKED));
    expect(problem.message).toMatch(/^Cannot resume from .*file: it is not a folder\.$/);
    expect(problem.exitCode).toBe(EXIT.badRequest);
  });

  test("that holds other things", () => {
    const folder = folderOfTest();
    writeFileSync(join(folder, "notes"), "");
    const problem = problemOf(() => loadSearch(folder, ASKED));
    expect(problem.message).toMatch(/holds no saved search/);
    expect(problem.exitCode).toBe(EXIT.badRequest);
  });
});

describe("a search other than the one that is asked for", () => {
  const scope = { ...IDENTITY.scope, tasks: 3 };
  test.each<[keyof AskedSearch, Partial<AskedSearch>, RegExp]>([
    ["version", { version: "1.2.4" }, /nsmodel 1\.2\.3, not nsmodel 1\.2\.4/],
    ["model", { model: "flat" }, /the design nested, not the design flat/],
    ["scope", { scope }, /the scope 2 tasks.*, not the scope 3 tasks/],
    ["properties", { properties: [] }, /the properties never-leaves, not no properties/],
    ["symmetry", { symmetry: true }, /without symmetry, not with symmetry/],
    ["depth", { depth: 7 }, /no bound on depth, not a depth of 7/],
    ["fair", { fair: { exit: "weak" } as const }, /no fair calls, not the fair calls exit=weak/],
  ])("in its %s", (_, differing, expected) => {
    const folder = folderOfTest();
    saveSearch(folder, IDENTITY, checkpointOfLevel(4));
    const problem = problemOf(() => loadSearch(folder, { ...ASKED, ...differing }));
    expect(problem.message).toMatch(expected);
    expect(problem.message).not.toContain(";");
    expect(problem.exitCode).toBe(EXIT.badRequest);
    expect(readdirSync(folder)).toEqual(["level-4.save"]);
  });

  test("in several ways, all of which are told", () => {
    const folder = folderOfTest();
    saveSearch(folder, IDENTITY, checkpointOfLevel(4));
    const { message } = problemOf(() => loadSearch(folder, { ...ASKED, symmetry: true, model: "flat" }));
    expect(message).toMatch(/the design nested, not the design flat; without symmetry, not with symmetry/);
  });
});

describe("damage", () => {
  function savedFile(): { folder: string; path: string; bytes: Buffer } {
    const folder = folderOfTest();
    saveSearch(folder, IDENTITY, checkpointOfLevel(5));
    const path = join(folder, "level-5.save");
    return { folder, path, bytes: readFileSync(path) };
  }

  test("a save that ends at any byte is refused", () => {
    const { folder, path, bytes } = savedFile();
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      const loaded = loadedOr(folder, refuseToWarn);
      expect(loaded, `${length} bytes`).toMatchObject({ exitCode: EXIT.badRequest });
    }
  });

  test("a save that goes on after its end is refused", () => {
    const { folder, path, bytes } = savedFile();
    writeFileSync(path, Buffer.concat([bytes, Buffer.of(0)]));
    expect(problemOf(() => loadSearch(folder, ASKED)).message).toContain(
      `level-5.save is damaged: it has ${bytes.length + 1} bytes and should have ${bytes.length}`,
    );
  });

  test("a save with one bit changed in any byte is refused", () => {
    const { folder, path, bytes } = savedFile();
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, damaged);
      expect(loadedOr(folder, refuseToWarn), `byte ${at}`).toMatchObject({ exitCode: EXIT.badRequest });
    }
  });

  test("one with an older whole save beside it: that is loaded, and it is told", () => {
    const { folder, path, bytes } = savedFile();
    for (const length of [0, 100, bytes.length - 1]) {
      saveSearch(folder, IDENTITY, checkpointOfLevel(4));
      writeFileSync(path, bytes.subarray(0, length));
      const warnings: string[] = [];
      const { checkpoint } = loadSearch(folder, ASKED, (sentence) => warnings.push(sentence));
      expect(plain(checkpoint)).toEqual(plain(checkpointOfLevel(4)));
      expect(warnings).toEqual([expect.stringMatching(/level-5\.save is damaged: .* from level 4\.$/)]);
      expect(readdirSync(folder).sort()).toEqual(["level-4.save", "level-5.save.damaged"]);
    }
  });

  test("of all saves: the newest is told", () => {
    const { folder } = savedFile();
    writeFileSync(join(folder, "level-12.save"), "x");
    writeFileSync(join(folder, "level-5.save"), "x");
    const { message, hint } = problemOf(() => loadSearch(folder, ASKED, refuseToWarn));
    expect(message).toMatch(
      /level-12\.save is damaged: its header is incomplete\. There is no older save\.$/,
    );
    expect(hint).toMatch(/^Start again/);
  });
});

test("of two whole saves the one of the higher level is loaded, in numbers and not as texts", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(10));
  saveSearch(folder, IDENTITY, checkpointOfLevel(9));
  expect(loadSearch(folder, ASKED, refuseToWarn).checkpoint.forms).toBe(10);
});

test("a version of the format that is not known is refused by its number, and left alone", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(4));
  const path = join(folder, "level-5.save");
  writeFileSync(path, '{"format":"nsmodel-search","version":2,"other":true}\n');
  const problem = problemOf(() => loadSearch(folder, ASKED, refuseToWarn));
  expect(problem.message).toMatch(/saved search of version 2; this nsmodel reads version 5/);
  expect(problem.exitCode).toBe(EXIT.badRequest);
  expect(readdirSync(folder)).toEqual(["level-4.save", "level-5.save"]);
});

test("what a killed run has left unfinished is removed, and other files are left alone", () => {
  const folder = folderOfTest();
  saveSearch(folder, IDENTITY, checkpointOfLevel(4));
  for (const name of ["level-5.save.123.part", "notes", "level-5.save.part"])
    writeFileSync(join(folder, name), "x");
  loadSearch(folder, ASKED, refuseToWarn);
  expect(readdirSync(folder).sort()).toEqual(["level-4.save", "level-5.save.part", "notes"]);
});
