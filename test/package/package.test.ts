/**
 * The package as its users get it: packed, installed into a project of their own, and used in plain Node, by the compiler and in a browser. Run by
 * `npm run test:package`, not by `npm test`: it builds, and installs other releases of Node.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, linksOf } from "../docs/markdown.ts";

/** The releases of Node that people use. */
const RELEASES = ["20", "22", "24"];
const ROOT = join(import.meta.dirname, "../..");

const project = mkdtempSync(join(tmpdir(), "nsmodel-package-"));
afterAll(() => rmSync(project, { recursive: true }));

/** Runs a program in the project. @returns its output and its exit code */
function run(program: string, ...words: string[]): { output: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(program, words, { cwd: project, encoding: "utf8" });
  return { output: stdout + stderr, status };
}

const npm = (folder: string, ...words: string[]): string =>
  execFileSync("npm", words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const tool = (name: string): string => join(ROOT, "node_modules/.bin", name);
const nodeOf = (release: string): string => join(project, `node_modules/node-${release}/bin/node`);
const installed = (file: string): string => join(project, "node_modules/nsmodel", file);

/** The compiler of the project, without any configuration. */
const tsc = (...words: string[]) =>
  run(process.execPath, "node_modules/typescript/bin/tsc", "--ignoreConfig", ...words);

let tarball: string;

beforeAll(() => {
  npm(ROOT, "pack", "--pack-destination", project);
  const packed = readdirSync(project).find((name) => name.endsWith(".tgz"));
  expect(packed).toBeDefined();
  tarball = join(project, packed ?? "");
  cpSync(join(import.meta.dirname, "fixture"), project, { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "fixture", type: "module" }));
  const nodes = RELEASES.map(
    (release) => `node-${release}@npm:node-${process.platform}-${process.arch}@${release}`,
  );
  npm(project, "install", "--no-audit", "--no-fund", tarball, "typescript@6", "vitest@4", ...nodes);
});

test("its pages link to what it has", () => {
  const pages = readdirSync(installed(""), { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(?:[A-Z]+|docs\/.*)\.md$/.test(file),
  );
  const dead = pages.flatMap((page) =>
    linksOf(readFileSync(installed(page), "utf8"))
      .filter((target) => !existsSync(join(installed(page), "..", target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(pages).toContain("docs/commands.md");
  expect(dead).toEqual([]);
});

test("publint finds nothing", () => {
  const { output, status } = run(tool("publint"), tarball, "--strict");
  expect(output).toContain("All good!");
  expect(status).toBe(0);
});

test("its types are found by every way of resolving that knows modules", () => {
  const { output, status } = run(tool("attw"), tarball, "--profile", "esm-only", "--no-color");
  expect(output).toContain("(ESM)");
  expect(status).toBe(0);
});

describe.each([
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
])("under tsc with module %s and resolution %s, and nothing else set", (module, resolution) => {
  test("nothing has an error", () => {
    const how = ["--module", module, "--moduleResolution", resolution];
    expect(tsc(...how, "use.ts", "design.ts", "property.ts", "in-a-browser.ts")).toEqual({
      output: "",
      status: 0,
    });
    expect(tsc(...how, "corpus.node-test.ts")).toEqual({ output: "", status: 0 });
    // The declarations of vitest itself need those of Node, of Vite and of browsers.
    expect(tsc(...how, "--skipLibCheck", "matchers.test.ts")).toEqual({ output: "", status: 0 });
  });
});

describe.each(RELEASES)("in Node %s", (release) => {
  test("every function of the API does what it says", () => {
    // Compiled as above.
    run(
      process.execPath,
      "node_modules/typescript/bin/tsc",
      "--ignoreConfig",
      "--module",
      "nodenext",
      "use.ts",
      "corpus.node-test.ts",
    );
    const { output, status } = run(nodeOf(release), "use.js");
    expect(status).toBe(0);
    expect(JSON.parse(output)).toEqual({
      worlds: 9,
      broken: [],
      own: "broken",
      aborted: "TimeoutError",
      told: true,
      random: "broken",
      same: "equal",
      rows: 1,
      linux: true,
      differences: 0,
      isWrittenAgain: true,
      functions: ["function", "function"],
    });
  });

  test("a folder of histories is a suite of its test runner", () => {
    const { output, status } = run(nodeOf(release), "--test-reporter", "tap", "corpus.node-test.js");
    expect(output).toMatch(/^# pass 1$/m);
    expect(output).toMatch(/^# fail 1$/m);
    expect(output).toContain("corpus/wrong.jsonl:2: fork: the file says EAGAIN, nested says ok");
    expect(status).toBe(1);
  });

  const nsmodel = (...words: string[]) => run(nodeOf(release), installed("dist/src/cli/main.js"), ...words);

  test("the command says its version", () => {
    expect(nsmodel("--version")).toEqual({ output: "0.1.0\n", status: 0 });
  });

  test("a design and a property of one's own in TypeScript are checked", () => {
    const { output, status } = nsmodel("check", "./design.ts", "--property", "./property.ts");
    expect(output).toContain("unkillable: nested, and nobody is killed");
    expect(output).toMatch(/kill-is-done.*broken/);
    expect(status).toBe(1);
  });

  test("a design of one's own is searched by two threads, which load the same files", () => {
    // Large enough for the second thread to be started.
    const scope = ["--tasks", "4", "--containers", "4", "--kinds", "mnt,uts", "--names", "a,b"];
    const { output, status } = nsmodel("check", "./design.ts", "--workers", "2", ...scope);
    expect(output).toContain("worlds up to symmetry (all there are)");
    expect([0, 1]).toContain(status);
  });

  test("the history of the message replays, and a page is made", () => {
    const message = installed("test/histories/message.jsonl");
    expect(nsmodel("replay", message).output).toContain("agrees with nested: 64 events");
    expect(nsmodel("matrix", "nested", "flat", "--html", "page.html").status).toBe(0);
  });

  test("a thread searches", () => {
    const { output, status } = nsmodel(
      "check",
      "nested",
      "--workers",
      "2",
      "--tasks",
      "4",
      "--containers",
      "4",
    );
    expect(output).toContain("worlds up to symmetry (all there are)");
    expect([0, 1, 4]).toContain(status);
  });
});

test("the first quarter of an hour leads from nothing to a broken property, a picture of it and a check that fails", () => {
  const page = readFileSync(installed("docs/getting-started.md"), "utf8");
  const blocks = blocksOf(page.slice(page.indexOf("## 6. ")));
  const follow = (line: string) =>
    run(process.execPath, installed("dist/src/cli/main.js"), ...line.split(" ").slice(1));
  const followed: string[] = [];
  for (const { language, text, remark } of blocks) {
    if (language === "ts") writeFileSync(join(project, "shallow-kill.ts"), text);
    for (const line of language === "sh" ? text.trim().split("\n") : []) {
      const { output, status } = follow(line);
      expect(`exit ${status}`, `${line}\n${output}`).toBe(remark === "" ? "exit 0" : remark);
      followed.push(line.split(" ")[1] ?? "");
    }
  }
  expect(followed).toEqual(["new", "check", "show", "export", "matrix", "test"]);
  expect(readFileSync(join(project, "broken.svg"), "utf8")).toContain("Task 2 kills /unnamed1");
  // The page on continuous integration uses a file of the project instead of --model.
  const [config] = blocksOf(readFileSync(installed("docs/continuous-integration.md"), "utf8"));
  const path = join(project, "nsmodel.config.json");
  writeFileSync(path, config?.text.replace("my-design", "shallow-kill") ?? "");
  expect(follow("nsmodel test histories")).toMatchObject({ output: "1 history: 1 passed\n", status: 0 });
  rmSync(path);
});

test("vitest has the matchers, and a folder of histories as a suite", () => {
  const { output, status } = run(
    process.execPath,
    "node_modules/vitest/vitest.mjs",
    "run",
    "matchers.test.ts",
    "--no-color",
    "--testTimeout=60000",
    "--update", // without this it writes no snapshot if CI is set
  );
  expect(output).toMatch(/Tests +2 failed \| 2 passed/);
  expect(output).toContain("Snapshots  1 written");
  expect(output).toContain("nobody-lives: broken in 0 steps: somebody lives");
  expect(output).toContain("corpus/wrong.jsonl:2: fork: the file says EAGAIN, nested says ok");
  expect(status).toBe(1);
});

test("what needs no kernel runs without anything of Node", async () => {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: ["in-a-browser.ts"],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const code = outputFiles[0]?.text ?? "";
  const told: number[] = [];
  // The globals of a browser; an async function stands in for the module, which may use top-level `await`.
  const browser = {
    tell: (worlds: number) => told.push(worlds),
    setTimeout,
    clearTimeout,
    performance,
    structuredClone,
  };
  await runInNewContext(`(async () => {${code}})()`, browser);
  expect(told).toEqual([94]);
});
