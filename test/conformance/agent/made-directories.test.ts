import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { MadeDirectories } from "../../../src/conformance/agent/made-directories.ts";

const folder = mkdtempSync(join(tmpdir(), "made-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("what is removed where the agent cannot", () => {
  let path: string;
  let made: MadeDirectories;
  beforeEach(() => {
    path = join(mkdtempSync(join(folder, "run-")), "cgroup");
    made = new MadeDirectories();
  });

  test("a directory that the agent made", async () => {
    made.ask(path);
    mkdirSync(join(path, "inner"), { recursive: true });
    await made.answer(path, true);
    expect(await made.remove()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  test("one that it made and died before it said so", async () => {
    made.ask(path);
    mkdirSync(path);
    expect(await made.remove()).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  test("not one that was there before, whatever came of the request", async () => {
    mkdirSync(path);
    made.ask(path);
    expect(await made.remove()).toEqual([]);
    await made.answer(path, false);
    expect(await made.remove()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  test("not one that the agent did not make, and someone else made later", async () => {
    made.ask(path);
    await made.answer(path, false);
    mkdirSync(path);
    expect(await made.remove()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});
