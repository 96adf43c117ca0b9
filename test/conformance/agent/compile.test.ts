import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compileAgent, DoesNotCompile, NoCompiler } from "../../../src/conformance/agent/compile.ts";

describe("compileAgent", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-compile-"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A compiler that is a shell script. `$out` is the file that it should make. */
  function fakeCompiler(script: string, name = "cc"): void {
    const path = join(folder, "bin", name);
    const findOutput = 'while [ "$1" != -o ]; do shift; done; out=$2';
    writeFileSync(
      path,
      `#!/bin/sh\n[ "$1" = --version ] && { echo version 1; exit; }\necho "$*" >> ${folder}/calls\n${script.replace("FIND", findOutput)}\n`,
    );
    chmodSync(path, 0o755);
  }
  const environment = (more: Readonly<Record<string, string>> = {}) => ({
    PATH: join(folder, "bin"),
    XDG_CACHE_HOME: join(folder, "cache"),
    ...more,
  });
  const cached = () => readdirSync(join(folder, "cache/nsmodel"));

  test("without a compiler says what to install", async () => {
    const failure = await compileAgent({ environment: environment() }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoCompiler);
    expect(failure).toMatchObject({ message: expect.stringContaining("cc cannot be started") });
    expect(failure).toMatchObject({ hint: expect.stringContaining("apt install gcc") });
  });

  test("shows the words of a compiler that refuses, and leaves nothing behind", async () => {
    fakeCompiler("echo 'agent.c:1: error: so it is not' >&2; exit 1");
    const failure = await compileAgent({ environment: environment() }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DoesNotCompile);
    expect(failure).toMatchObject({ words: "agent.c:1: error: so it is not\n" });
    expect(cached()).toEqual([]);
  });

  test("links static where that works, and dynamic where it does not", async () => {
    fakeCompiler("s=$1; FIND; [ $s = -static ] && exit 1; echo > $out");
    expect(await compileAgent({ environment: environment() })).toBe(
      join(folder, "cache/nsmodel", cached()[0] ?? ""),
    );
    fakeCompiler("FIND; echo > $out", "other");
    await compileAgent({ environment: environment({ CC: "other -O1" }) });
    expect(cached()).toHaveLength(2);
  });

  test("compiles once, also when two ask at the same time", async () => {
    fakeCompiler("FIND; echo > $out");
    const both = await Promise.all([
      compileAgent({ environment: environment() }),
      compileAgent({ environment: environment() }),
    ]);
    fakeCompiler("exit 1");
    expect(new Set([...both, await compileAgent({ environment: environment() })]).size).toBe(1);
    expect(cached()).toHaveLength(1);
  });

  test("keeps another program for other flags", async () => {
    fakeCompiler("FIND; echo > $out");
    const plain = await compileAgent({ environment: environment() });
    expect(await compileAgent({ environment: environment(), sanitized: true })).not.toBe(plain);
    expect(await compileAgent({ environment: environment({ CC: "cc -O3" }) })).not.toBe(plain);
  });
});
