import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeOnKernel } from "../conformance/machine.ts";

const NSMODEL = join(import.meta.dirname, "../../src/cli/nsmodel.js");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-kernel-"));
afterAll(() => rmSync(folder, { recursive: true }));

function nsmodel(args: readonly string[], input = "", environment: Readonly<Record<string, string>> = {}) {
  return new Promise<{ readonly code: number; readonly output: string; readonly errors: string }>((done) => {
    const child = execFile(
      process.execPath,
      [NSMODEL, ...args],
      { cwd: folder, maxBuffer: 2 ** 26, env: { ...process.env, ...environment } },
      (error, output, errors) => done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
    child.stdin?.end(input);
  });
}

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":4,"containers":3,"kinds":["uts"],"names":["a"],"images":1}}';
const UNSHARE = '{"op":"unshare","task":1,"kinds":["uts"],"outcome":"ok"}';
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const RESTART = '{"op":"restart","task":2,"image":"image1","name":"a","outcome":"ok"}';
const CHECKPOINT = '{"op":"checkpoint","task":2,"path":"/unnamed1","image":"image1","outcome":"ok"}';

function file(name: string, ...lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${[HEADER, ...lines].join("\n")}\n`);
  return name;
}

describeOnKernel("commands on the kernel", ["superuser", "compiler", "cgroup2"], () => {
  test("conform plays every transition of a scope, and the same again from a seed", async () => {
    const small = ["conform", "nested", "--tasks", "2", "--containers", "2", "--kinds", "uts", "--json"];
    const all = await nsmodel([...small, "--exhaustive"]);
    expect({ code: all.code, errors: all.errors }).toEqual({ code: 0, errors: "" });
    expect(JSON.parse(all.output)).toMatchObject({
      model: "nested",
      transitions: { covered: 42, all: 42, worlds: 6 },
      divergences: [],
      complete: true,
    });
    const calls = async () =>
      JSON.parse((await nsmodel([...small, "--runs", "20", "--seed", "5"])).output).calls;
    expect(await calls()).toEqual(await calls());
  });

  test("conform tells what it did", async () => {
    const { code, output } = await nsmodel(["conform", "--runs", "5", "--seed", "1"]);
    expect(code).toBe(0);
    expect(output).toMatch(/^nested on Linux .*cgroup2 at/);
    expect(output).toContain("5 random histories");
    expect(output).toContain("--seed 1 repeats them");
    expect(output).toMatch(/The kernel agrees with nested/);
  });

  test("replay plays a history up to what the kernel has no call for", async () => {
    const whole = await nsmodel(["replay", "--on", "kernel", file("whole.jsonl", FORK, UNSHARE)]);
    expect(whole.code).toBe(0);
    expect(whole.output).toMatch(/whole.jsonl: the kernel agrees with nested: 2 events on Linux/);
    const part = await nsmodel([
      "replay",
      "--on",
      "kernel",
      file("part.jsonl", FORK, UNSHARE, CHECKPOINT, RESTART),
    ]);
    expect(part.code).toBe(3);
    expect(part.output).toContain(
      "part.jsonl:5: not played from here on: restart: the kernel keeps no images",
    );
    const json = await nsmodel(["replay", "--json", "--on", "kernel", "part.jsonl"]);
    expect(JSON.parse(json.output).files[0].kernel).toMatchObject({
      events: 3,
      differences: [],
      stopped: { line: 5 },
    });
  });

  test("the shell does each step on both sides, and again what is left after an undo", async () => {
    const { output } = await nsmodel(
      ["shell", "--on", "kernel", "--kinds", "uts,ipc"],
      "fork\nunshare uts\nundo\nls\n",
    );
    const told = output.split("\n").filter((line) => line.startsWith("kernel:"));
    expect(told).toEqual([
      "kernel: clone: the same",
      "kernel: mkdir of a cgroup, write to cgroup.procs, unshare(uts | cgroup): the same",
      "kernel: clone: the same",
    ]);
  });

  test("without a compiler it says what is missing, with exit code 3", async () => {
    const cache = { CC: "/nowhere/cc", XDG_CACHE_HOME: join(folder, "cache") };
    const { code, output, errors } = await nsmodel(["conform"], "", cache);
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(errors).toMatch(/C compiler.*\n?.*apt install gcc/);
    expect(readdirSync(folder)).not.toContain("cache");
  });
});
