import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const SMALL = ["--tasks", "2", "--containers", "3", "--kinds", "uts", "--no-cost"];
const TWO = ["nested", "merged", ...SMALL, "--property", "never-leaves", "always-enterable"];

const folder = mkdtempSync(join(tmpdir(), "nsmodel-matrix-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function matrix(...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [NSMODEL, "matrix", ...args], { cwd: folder }, (error, output, errors) =>
      done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

describe("matrix", () => {
  test("prints the table, and the history of each broken cell", async () => {
    const { code, output, errors } = await matrix(...TWO);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toContain("Scope: 2 tasks, 3 containers, kind uts, no names, no images.");
    expect(output).toMatch(/^never-leaves +✓ +✗ 2$/m);
    expect(output).toMatch(/^always-enterable +✗ 3 +✓$/m);
    expect(output).toContain("never-leaves is broken in merged, in 2 steps: task 1 has left container 2");
    expect(output).toContain(
      "  The call that shows it: Task 2 tries to enter /unnamed1, and is refused: ENXIO",
    );
  });

  test("of a property that is named and applies to no design nothing is found out, in no part either", async () => {
    const asked = [...TWO, "handle-enters"];
    expect(await matrix(...asked, "--json")).toMatchObject({
      code: 4,
      output: expect.stringContaining('"conclusion": "not-decided"'),
    });
    expect(await matrix(...asked, "--shard", "1/2")).toMatchObject({ code: 4 });
    const withHandle = ["handle", ...asked, "--handles", "1"];
    expect(await matrix(...withHandle, "--shard", "1/3")).toMatchObject({ code: 0 });
  });

  test("what is taken for granted in the whole is in a part whose designs do not have the call", async () => {
    const asked = [
      "nested",
      "walking-kill",
      "--tasks",
      "1",
      "--containers",
      "1",
      "--kinds",
      "uts",
      "--no-cost",
    ];
    const fair = ["--property", "killed-goes", "--fair", "killtask=strong"];
    const { code, output, errors } = await matrix(...asked, ...fair, "--shard", "1/2", "--json");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(JSON.parse(output).fair).toEqual({ killtask: "strong" });
  });

  test("as JSON it has the verdicts as check has them", async () => {
    const found = JSON.parse((await matrix(...TWO, "--json")).output);
    expect(found).toMatchObject({
      scope: { tasks: 2, containers: 3, kinds: ["uts"], names: [], images: 0 },
      properties: [{ name: "never-leaves" }, { name: "always-enterable" }],
      designs: [
        {
          model: "nested",
          searches: [{ worlds: 16, symmetry: true, complete: true }],
          verdicts: [{ verdict: "holds" }, { verdict: "broken", call: { op: "setns", outcome: "ENXIO" } }],
        },
        {
          model: "merged",
          searches: [{ symmetry: false }],
          verdicts: [{ verdict: "broken" }, { verdict: "holds" }],
        },
      ],
    });
    expect(found.designs[1].verdicts[0].history).toEqual([
      { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
      { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
    ]);
  });

  test("as Markdown it is a table, and a page is written besides", async () => {
    const { output } = await matrix(...TWO, "--markdown", "--html", "page.html");
    expect(output).toContain("| never-leaves | holds | broken in 2 steps |");
    const page = readFileSync(join(folder, "page.html"), "utf8");
    expect(page).toContain('href="#merged/never-leaves"');
    expect(page).toContain("class Player");
  });

  test("what today's kernel does stands below, in a scope of its own for each question", async () => {
    const { code, output } = await matrix(
      "nested",
      "linux",
      "--property",
      "never-leaves",
      "nothing-leaks-uts",
      "--no-cost",
      "--json",
    );
    const { designs, conclusion } = JSON.parse(output);
    expect({ code, conclusion }).toEqual({ code: 0, conclusion: "as-claimed" });
    expect(designs.map(({ title }: { title: string }) => title)).toEqual([
      "nested",
      ...["mnt", "uts", "ipc", "net", "pid", "user", "cgroup", "time"].map((kind) => `linux-${kind}`),
    ]);
    expect(designs[2]).toMatchObject({
      model: "linux",
      kind: "uts",
      scopes: [
        { tasks: 3, kinds: ["uts"] },
        { tasks: 2, kinds: ["uts"], files: 1 },
      ],
      verdicts: [{ property: "never-leaves-uts", verdict: "broken" }, { property: "nothing-leaks-uts" }],
    });
  });

  test("with a scope all is asked of linux in it", async () => {
    const scope = ["--tasks", "1", "--kinds", "uts,net", "--tries", "unshare"];
    const { output } = await matrix("linux", ...scope, "--property", "never-leaves");
    expect(output).toMatch(/^never-leaves +✗ 1 +✗ 1$/m);
    expect(output).toContain("call unshare");
  });

  test("the number of workers and symmetry change no cell", async () => {
    const { output } = await matrix(...TWO);
    expect((await matrix(...TWO, "--workers", "1")).output).toBe(output);
    // The line on the test of symmetry is printed only if symmetry was relied on.
    const cells = output.replace(/^Symmetry was tested: .*\n/m, "");
    expect(cells).not.toBe(output);
    expect((await matrix(...TWO, "--no-symmetry")).output).toBe(cells);
  });

  test("what a call costs stands below, unless it is left out", async () => {
    const args = ["nested", "--tasks", "1", "--containers", "1", "--property", "never-leaves"];
    expect((await matrix(...args)).output).toMatch(/^kill +192$/m);
    expect((await matrix(...args, "--no-cost")).output).not.toMatch(/^kill/m);
  });

  test.each([
    ["--depth", "1", "only histories of up to 1 event were tried"],
    ["--worlds", "1", "more than 1 world"],
  ])("%s bounds each design, and what it leaves open is not decided", async (option, value, why) => {
    const { code, output } = await matrix(
      "nested",
      "pinned",
      ...SMALL,
      "--property",
      "never-leaves",
      option,
      value,
    );
    expect(code).toBe(4);
    expect(output).toMatch(/^never-leaves +\? +\?$/m);
    expect(output).toContain(`nested is not decided: ${why}.`);
    expect(output).toContain(`pinned is not decided: ${why}.`);
  });

  test.each([
    ["an unknown design", ["netsed"], 'There is no design "netsed"'],
    ["an unknown property", ["--property", "never-leavs"], 'There is no property "never-leavs"'],
    ["two formats", ["--json", "--markdown"], "cannot be used with"],
    [
      "a page that cannot be written",
      [...TWO, "--html", "missing/page.html"],
      "Cannot write missing/page.html: there is no such folder.",
    ],
  ])("%s is a bad request", async (_, args, words) => {
    const { code, errors } = await matrix(...args);
    expect(code).toBe(2);
    expect(errors).toContain(words);
    expect(errors).not.toMatch(/^\s+at /m);
  });
});
