/** Only what was named as a design or a property is executed, whatever folder nsmodel is called in. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";
import { AS_IT_STARTS } from "./compiled-once/as-it-starts.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-executed-"));
afterAll(() => rmSync(folder, { recursive: true }));

const MARK = join(folder, "executed");
/** A module that leaves a mark if it is executed. */
const TRAP = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(MARK)}, "");\nexport default {};\n`;
const SMALL = ["--tasks", "2", "--containers", "2", "--kinds", "uts", "--property", "never-leaves"];

beforeEach(() => {
  // A command may have written its output there.
  for (const name of ["trap.mjs", "trap.ts"]) writeFileSync(join(folder, name), TRAP);
});

function nsmodel(args: readonly string[], cwd = folder, env = process.env) {
  rmSync(MARK, { force: true });
  const run = spawnSync(process.execPath, [NSMODEL, ...args], {
    cwd,
    env,
    encoding: "utf8",
    input: "",
  });
  expect(run.stderr).not.toMatch(/^\s+at /m);
  return { code: run.status, output: run.stdout, errors: run.stderr };
}

describe("a word that names a module is not executed", () => {
  test.each([
    ["check", ...SMALL, "--names", "trap.mjs"],
    ["check", ...SMALL, "--save", "trap.mjs"],
    ["check", ...SMALL, "--resume", "trap.mjs"],
    ["check", ...SMALL, "--histories", "trap.ts"],
    ["matrix", "nested", ...SMALL, "--no-cost", "--html", "trap.ts"],
    ["simulate", ...SMALL, "--runs", "1", "--histories", "trap.mjs"],
    ["conform", "--runs", "1", "--names", "trap.mjs"],
    ["replay", "trap.mjs"],
    ["show", "trap.ts"],
    ["new", "own", "--from", "trap.mjs"],
    ["new", "trap.mjs"],
  ])("%s %s %s %s %s %s %s %s %s %s %s", (...args) => {
    nsmodel(args);
    expect(existsSync(MARK)).toBe(false);
  });

  test("but as a design or a property it is", () => {
    nsmodel(["check", "./trap.mjs"]);
    expect(existsSync(MARK)).toBe(true);
    nsmodel(["check", "--property", "./trap.ts"]);
    expect(existsSync(MARK)).toBe(true);
  });
});

describe("the folder does not matter", () => {
  const inner = join(folder, "project", "inner");
  mkdirSync(join(inner, "node_modules/nsmodel"), { recursive: true });
  writeFileSync(
    join(folder, "project/tsconfig.json"),
    JSON.stringify({ compilerOptions: { baseUrl: ".", paths: { "*": ["../trap.ts"] } } }),
  );
  const imports = { "#nsmodel": "../../trap.mjs" };
  writeFileSync(
    join(inner, "package.json"),
    JSON.stringify({ name: "nsmodel", exports: "./trap.mjs", imports }),
  );
  writeFileSync(join(inner, "trap.mjs"), TRAP);
  writeFileSync(join(inner, "node_modules/nsmodel/package.json"), JSON.stringify({ exports: "./trap.mjs" }));
  writeFileSync(join(inner, "node_modules/nsmodel/trap.mjs"), TRAP);
  writeFileSync(
    join(inner, "own.ts"),
    `import { type Model, nested } from "nsmodel";
import { summary } from "./summary.js";
const from: Model = nested;
export default { ...from, name: "own", summary };
`,
  );
  writeFileSync(join(inner, "summary.ts"), `export const summary: string = "of its own";\n`);

  test.each([
    [["help"]],
    [["check", ...SMALL]],
    [["check", "./own.ts", ...SMALL]],
    [
      // Large enough for threads to be started.
      [
        "check",
        "./own.ts",
        "--tasks",
        "3",
        "--containers",
        "4",
        "--kinds",
        "uts,net",
        "--workers",
        "2",
      ].concat(["--no-symmetry", "--depth", "7", "--property", "never-leaves"]),
    ],
  ])("%j", (args) => {
    const { output, errors } = nsmodel(args, inner, AS_IT_STARTS);
    expect(errors).toBe("");
    expect(output).not.toBe("");
    expect(existsSync(MARK)).toBe(false);
  });
});

test("nothing is compiled into a folder that others could have made", () => {
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  const { status } = spawnSync(process.execPath, [NSMODEL, "check", ...SMALL], {
    env: { ...AS_IT_STARTS, TMPDIR: temporary },
  });
  expect(status).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
});
