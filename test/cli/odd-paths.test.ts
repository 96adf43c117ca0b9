/** Every path works, whatever characters are in it: of nsmodel itself, of a design, of a history, of a file that is written. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AS_IT_STARTS } from "./compiled-once/as-it-starts.ts";

const root = join(import.meta.dirname, "../..");
const all = mkdtempSync(join(tmpdir(), "nsmodel-paths-"));
afterAll(() => rmSync(all, { recursive: true }));

/** All odd characters but a backslash, which Node accepts in no path of a module. */
const ODD = "a?b#c %41%\n'd\".ts&e";
const SMALL = ["--tasks", "2", "--containers", "3", "--kinds", "uts", "--property", "always-enterable"];
/** Large enough for threads to start. */
const LARGE = ["--tasks", "3", "--containers", "4", "--kinds", "uts,net", "--no-symmetry"];

const checkout = join(all, ODD);
for (const part of ["src", "models", "properties", "package.json"])
  cpSync(join(root, part), join(checkout, part), { recursive: true });
symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));

const designs = join(checkout, "designs");
mkdirSync(designs);
writeFileSync(join(designs, "rules.ts"), `export const summary: string = "of its own";\n`);
writeFileSync(
  join(designs, "own.ts"),
  `import { type Model, nested } from "nsmodel";
import { summary } from "./rules.js";
const from: Model = nested;
export const one: Model = { ...from, name: "one", summary };
`,
);

function nsmodel(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(checkout, "src/cli/nsmodel.js"), ...args],
    { cwd: all, env: AS_IT_STARTS, encoding: "utf8", input: "" },
  );
  return { code: status, output: stdout, errors: stderr };
}

test("a design is found, also by the threads of a search", () => {
  const found = nsmodel(
    "check",
    `${ODD}/designs/own.ts`,
    ...LARGE,
    "--depth",
    "7",
    "--workers",
    "2",
    "--property",
    "never-leaves",
    "--json",
  );
  expect(found).toMatchObject({ code: 4, errors: "" });
  expect(JSON.parse(found.output)).toMatchObject({ model: "one" });
  expect(nsmodel("cost", `${ODD}/designs/own.ts#one`)).toMatchObject({ code: 0, errors: "" });
});

test("histories and pages are written and read, and a path in a message is on one line", () => {
  const written = `${ODD}/found`;
  expect(nsmodel("check", ...SMALL, "--histories", written)).toMatchObject({ code: 1, errors: "" });
  const history = join(written, readdirSync(join(all, written))[0] ?? "");
  expect(nsmodel("show", history)).toMatchObject({ code: 0, errors: "" });
  const replayed = nsmodel("replay", history);
  expect(replayed).toMatchObject({ code: 0, errors: "" });
  expect(replayed.output.split("\n")).toHaveLength(2);
  const page = `${ODD}/page.html`;
  expect(nsmodel("matrix", "nested", ...SMALL, "--no-cost", "--html", page)).toMatchObject({ errors: "" });
  expect(readdirSync(join(all, ODD))).toContain("page.html");
});

test("a search is saved and resumed", () => {
  const saved = `${ODD}/saved`;
  expect(nsmodel("check", ...SMALL, "--worlds", "10", "--save", saved).errors).toBe("");
  expect(nsmodel("check", "--resume", saved)).toMatchObject({ code: 1, errors: "" });
});
