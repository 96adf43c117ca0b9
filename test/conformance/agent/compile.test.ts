import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compileAgent } from "../../../src/conformance/agent/compile.ts";
import { DoesNotCompile, NoCompiler } from "../../../src/conformance/agent/compiler.ts";
import { CannotRun } from "../../../src/conformance/cannot-run.ts";
import { fakeCompiler, making } from "./fake-compiler.ts";

describe("compileAgent", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-compile-"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: join(folder, "bin"),
    XDG_CACHE_HOME: join(folder, "cache"),
    ...more,
  });
  const cached = () => readdirSync(join(folder, "cache/nsmodel"));
  const compiled = async (more: Readonly<Record<string, string>> = {}, sanitized = false) => {
    const { file, path, notes } = await compileAgent({ environment: environment(more), sanitized });
    const content = await file.readFile("utf8");
    const { mode } = await file.stat();
    await file.close();
    return { path, notes, content, mode: mode & 0o777 };
  };
  const failure = (more: Readonly<Record<string, string>> = {}) =>
    compiled(more).then(
      () => undefined,
      (error: unknown) => error,
    );

  test("without a compiler says what to install, and leaves nothing", async () => {
    const refused = await failure();
    expect(refused).toBeInstanceOf(NoCompiler);
    expect(refused).toMatchObject({
      message: expect.stringContaining("cc cannot be started (ENOENT)"),
      hint: expect.stringContaining("apt install gcc"),
    });
    expect(readdirSync(folder)).toEqual(["bin"]);
  });

  test("without a compiler uses what was compiled before", async () => {
    fakeCompiler(folder, making("kept"));
    const { path } = await compiled();
    rmSync(join(folder, "bin/cc"));
    expect(await compiled()).toEqual({ path, notes: [], content: "kept", mode: 0o755 });
  });

  test("shows the words of a compiler that refuses, and leaves nothing behind", async () => {
    fakeCompiler(folder, "echo 'agent.c:1: error: so it is not' >&2; exit 1");
    const refused = await failure();
    expect(refused).toBeInstanceOf(DoesNotCompile);
    expect(refused).toMatchObject({ words: "agent.c:1: error: so it is not\n" });
    expect(existsSync(join(folder, "cache"))).toBe(false);
  });

  test.each([
    ["refuses without a word", "exit 1", "cc cannot compile the agent: no message"],
    ["makes nothing", "exit 0", "cc cannot compile the agent: it produced no program (agent: ENOENT)"],
    ["makes a folder", 'FIND; mkdir "$out"', "cc cannot compile the agent: it produced no program"],
    ["writes without an end", "while :; do echo 12345678901234567890; done", "cc cannot compile the agent"],
  ])("is no compiler that %s", async (_what, script, message) => {
    fakeCompiler(folder, `PATH=/usr/bin:/bin; ${script}`);
    const refused = await failure();
    expect(refused).toBeInstanceOf(CannotRun);
    expect(refused).toMatchObject({ message: expect.stringContaining(message) });
  });

  test("gives the compiler what CC has behind its name", async () => {
    fakeCompiler(folder, making("other"), "other");
    expect((await compiled({ CC: "  other  -O1 -DX=1 " })).content).toBe("other");
    expect(readFileSync(join(folder, "calls"), "utf8")).toMatch(/^-O1 -DX=1 -static /);
    expect(await failure({ CC: "false" })).toMatchObject({
      message: expect.stringContaining("false cannot be"),
    });
  });

  test("links static where that works, and dynamic where it does not", async () => {
    fakeCompiler(folder, "s=$1; FIND; [ $s = -static ] && exit 1; echo > $out");
    expect((await compiled()).path).toBe(join(folder, "cache/nsmodel", cached()[0] ?? ""));
    fakeCompiler(folder, making("x"), "other");
    await compiled({ CC: "other -O1" });
    expect(cached()).toHaveLength(2);
  });

  test("compiles once, also when two ask at the same time", async () => {
    fakeCompiler(folder, making("x"));
    const both = await Promise.all([compiled(), compiled()]);
    fakeCompiler(folder, "exit 1");
    expect(new Set([...both, await compiled()].map(({ path }) => path)).size).toBe(1);
    expect(cached()).toHaveLength(1);
  });

  test("keeps another program for other flags", async () => {
    fakeCompiler(folder, making("x"));
    const plain = await compiled();
    expect((await compiled({}, true)).path).not.toBe(plain.path);
    expect((await compiled({ CC: "cc -O3" })).path).not.toBe(plain.path);
  });

  test("works for a folder of any name", async () => {
    fakeCompiler(folder, making("x"));
    const odd = join(folder, "a b?c#d%20e\n'\"f");
    mkdirSync(odd);
    expect((await compiled({ XDG_CACHE_HOME: odd })).path).toContain(join(odd, "nsmodel"));
  });

  test("keeps nothing where the cache cannot be used, and says why", async () => {
    fakeCompiler(folder, making("x"));
    writeFileSync(join(folder, "file"), "");
    for (const [more, why] of [
      [
        { XDG_CACHE_HOME: join(folder, "file") },
        `The folder ${folder}/file/nsmodel is not used (file: ENOTDIR)`,
      ],
      [
        { XDG_CACHE_HOME: "", HOME: "/nonexistent" },
        "/nonexistent/.cache/nsmodel is not used (nonexistent: ENOENT)",
      ],
      [{ XDG_CACHE_HOME: "relative", HOME: "relative" }, "No home folder is known"],
      [{ XDG_CACHE_HOME: "/proc" }, "The folder /proc/nsmodel is not used (nsmodel: ENOENT)"],
    ] as const) {
      const { path, notes, content } = await compiled(more);
      expect({ path, content }).toEqual({ path: undefined, content: "x" });
      expect(notes).toEqual([expect.stringContaining(why)]);
      expect(notes.join()).toContain("XDG_CACHE_HOME");
    }
    expect(existsSync("/nonexistent")).toBe(false);
  });

  test("ignores a relative XDG_CACHE_HOME, as its specification says", async () => {
    fakeCompiler(folder, making("x"));
    const { path } = await compiled({ XDG_CACHE_HOME: "cache", HOME: folder });
    expect(path).toContain(join(folder, ".cache/nsmodel"));
  });
});
