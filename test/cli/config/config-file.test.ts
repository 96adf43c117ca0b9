import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { CONFIG_FILE, findConfig } from "../../../src/cli/config/config-file.ts";
import { readLog } from "../../../src/report/log/log.ts";
import { NSMODEL } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-config-"));
const below = join(folder, "a/b");
const file = join(folder, CONFIG_FILE);
mkdirSync(below, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const FORK =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2}}\n{"op":"fork","task":1,"outcome":"ok"}\n';
const write = (text: string): void => writeFileSync(file, text);
beforeEach(() => {
  write("{}");
  chmodSync(file, 0o644);
});

describe("the file of a project", () => {
  test("is found in a folder and in those below it", () => {
    write('{ "models": ["./a.ts"], "scope": { "linux": { "kinds": ["uts"] } } }');
    const config = { path: file, model: undefined, models: ["./a.ts"], properties: [] };
    expect(findConfig(below)).toMatchObject({ ...config, scope: { linux: { kinds: ["uts"] } } });
    expect(findConfig(folder)).toEqual(findConfig(below));
  });

  test.each([
    ['{\n  "modle": "a"\n}', /:2:3: "modle": .*did you mean "model"\?/],
    [
      '{ "scope": { "containers": { "tasks": 0 } } }',
      /:1:39: "scope\.containers\.tasks": this is not a whole number/,
    ],
    ['{ "scope": { "boxes": {} } }', /:1:14: "scope\.boxes": there is no field/],
    ['{ "models": ["a", "a"] }', /:1:19: "models\.1": "a" occurs twice/],
    ['{\n  "models": [', /:2:14: this is not JSON/],
    ['{ "model": 1, "model": 2 }', /:1:15: the key "model" occurs twice/],
  ])("that says %j is refused with the place", (text, message) => {
    write(text);
    expect(() => findConfig(below)).toThrow(message);
  });

  test("that another user could have written is not used", () => {
    chmodSync(file, 0o666);
    expect(() => findConfig(below)).toThrow(/another user can write to it/);
  });
});

test.each([
  ["models", "shallow-kill", 'There is no design "shallow-kill".'],
  ["properties", "own", 'There is no property "own".'],
])("%s of the file that are no paths have to be known without it", (field, name, said) => {
  write(`{ "${field}": ["${name}"] }`);
  writeFileSync(join(below, "fork.jsonl"), FORK);
  for (const words of [
    ["test", "fork.jsonl"],
    ["replay", "fork.jsonl"],
    ["check", field === "models" ? "another-one" : "nested"],
  ]) {
    const ran = spawnSync(
      process.execPath,
      [NSMODEL, ...words, ...(field === "models" ? [] : ["--property", "another"])],
      {
        cwd: below,
        encoding: "utf8",
        timeout: 60_000,
      },
    );
    expect(ran.stderr).toContain(said);
    expect(ran.status).toBe(2);
  }
});

test("a file that is a link to itself is told", () => {
  rmSync(file);
  symlinkSync(CONFIG_FILE, file);
  try {
    expect(() => findConfig(below)).toThrow(/nsmodel\.config\.json cannot be accessed: ELOOP/);
  } finally {
    rmSync(file);
  }
});

test("a module that the file names and another user could have written is not executed; one on the command line is", () => {
  const design = join(folder, "others.js");
  writeFileSync(design, "console.log('executed');");
  chmodSync(design, 0o666);
  write('{ "models": ["others.js"] }');
  const check = (...words: string[]) =>
    spawnSync(process.execPath, [NSMODEL, "check", ...words], { cwd: below, encoding: "utf8" });
  const { stderr, status } = check("--tasks", "1");
  expect(stderr).toContain(
    `others.js is not used: another user can write to it, and ${file} would have it executed.`,
  );
  expect(status).toBe(2);
  // The module is executed, and what it prints stays out of the result.
  const named = check("../../others.js", "--no-config", "--json");
  expect(named).toMatchObject({ stdout: "", stderr: expect.stringMatching(/^executed\n/) });
});

test("a command takes its design, knows its names, and takes its scope, unless its options say otherwise", () => {
  copyFileSync(join(import.meta.dirname, "../../../docs/examples/shallow-kill.ts"), join(folder, "mine.ts"));
  write(`{
    "model": "mine.ts",
    "models": ["mine.ts"],
    "scope": { "containers": { "tasks": 1, "containers": 2, "kinds": ["net"], "names": [] } }
  }`);
  const check = (...words: string[]) =>
    spawnSync(process.execPath, [NSMODEL, "check", "--property", "never-leaves", ...words], {
      cwd: below,
      encoding: "utf8",
    }).stdout;
  expect(check()).toMatch(/^shallow-kill: .*\nScope: 1 task, 2 containers, kind net, no names, no images\./);
  expect(check("--containers", "1")).toMatch(/\nScope: 1 task, 1 container, kind net/);
  expect(check("--no-config", "--tasks", "1")).toMatch(/^nested: .*\nScope: 1 task, 3 containers/);
});

test("a matrix takes its scope too, with an option and without", () => {
  write('{ "scope": { "containers": { "tasks": 1, "containers": 2, "kinds": ["net"], "names": ["x"] } } }');
  const matrix = (...words: string[]) =>
    spawnSync(
      process.execPath,
      [NSMODEL, "matrix", "nested", "flat", "--property", "never-leaves", "--no-cost", ...words],
      { cwd: below, encoding: "utf8" },
    ).stdout;
  expect(matrix()).toContain("1 task, 2 containers, kind net, name x, no images");
  expect(matrix("--containers", "1")).toContain("1 task, 1 container, kind net, name x, no images");
  expect(matrix("--no-config")).toContain("3 tasks, 3 containers, kind uts");
});

test.each(["save", "store"])(
  "what was begun with --%s goes on with its own design, whatever the file names",
  (option) => {
    const search = join(folder, option);
    const check = (...words: string[]) =>
      spawnSync(process.execPath, [NSMODEL, "check", ...words], { cwd: below, encoding: "utf8" });
    const small = ["--tasks", "2", "--containers", "2", "--depth", "1", "--property", "never-leaves"];
    expect(check("flat", ...small, `--${option}`, search).stdout).toMatch(/^flat: /);
    write('{ "model": "nested" }');
    const { stdout, stderr } = check("--resume", search);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^flat: /);
  },
);

test.each([
  ['{\n "model": "./nope.ts" }', /:2:11: There is no file .*nope\.ts\.\n/],
  ['{ "model": "never-leaves" }', /:1:12: There is no design "never-leaves"\.\n/],
  ['{ "models": ["./nope.ts"] }', /:1:14: There is no file .*nope\.ts\.\n/],
  ['{ "properties": ["./nope.ts"] }', /:1:18: There is no file .*nope\.ts\.\n/],
  [
    '{ "models": ["a/b.jsonl"] }',
    /:1:14: a\/b\.jsonl is not a module: the name of a module ends in .*\.mjs\.\n/,
  ],
])("what %s names wrongly is told with its place, and how to do without", (text, words) => {
  write(text);
  const { stderr, status } = spawnSync(process.execPath, [NSMODEL, "check"], {
    cwd: below,
    encoding: "utf8",
  });
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(new RegExp(`^nsmodel: ${file}`));
  expect(stderr).toMatch(/--no-config ignores the configuration file\.\n$/);
  expect(status).toBe(2);
});

test.each([
  ["nested", undefined],
  ["shallow-kill", expect.stringMatching(/^[0-9a-f]{64}$/)],
])("a log of histories of %s says what files of one's own ran, not what else was loaded", (model, design) => {
  copyFileSync(join(import.meta.dirname, "../../../docs/examples/shallow-kill.ts"), join(folder, "mine.ts"));
  write('{ "models": ["mine.ts"] }');
  const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: [] };
  const header = { format: "nsmodel-history", version: 1, model, scope };
  writeFileSync(
    join(below, "one.jsonl"),
    `${JSON.stringify(header)}\n{"op":"fork","task":1,"outcome":"ok"}\n`,
  );
  const words = [NSMODEL, "test", "one.jsonl", "--log", "one.log"];
  expect(spawnSync(process.execPath, words, { cwd: below }).status).toBe(0);
  const { origin } = readLog(readFileSync(join(below, "one.log"), "utf8"));
  expect(origin.design).toEqual(design);
});
