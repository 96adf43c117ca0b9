/** The examples in the help of each command can be typed as they are. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "shell-quote";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { HELP_EXAMPLES } from "../../src/cli/help-examples.ts";
import { wholeProgram } from "../../src/cli/program.ts";

const root = join(import.meta.dirname, "../..");
const LINES = Object.values(HELP_EXAMPLES)
  .flat()
  .map(({ line }) => line);
const folder = mkdtempSync(join(tmpdir(), "nsmodel-examples-"));

beforeAll(() => {
  mkdirSync(join(folder, "histories"));
  copyFileSync(join(root, "test/histories/fork-ok.jsonl"), join(folder, "history.jsonl"));
  copyFileSync(join(root, "test/histories/fork-ok.jsonl"), join(folder, "histories/fork-ok.jsonl"));
  copyFileSync(join(root, "docs/examples/shallow-kill.ts"), join(folder, "my-design.ts"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The arguments of nsmodel in a line, up to a pipe or a redirection. */
function wordsOf(line: string): string[] {
  const words = parse(line.replace(/^source <\((?<command>.*)\)$/, "$<command>"));
  const end = words.findIndex((word) => typeof word !== "string");
  return words.slice(1, end < 0 ? words.length : end).map(String);
}

test("every command has one, and none has another's", () => {
  expect(Object.keys(HELP_EXAMPLES)).toEqual(Object.keys(COMMANDS));
  const wrong = Object.entries(HELP_EXAMPLES).filter(
    ([name, examples]) => examples.length === 0 || examples.some(({ line }) => wordsOf(line)[0] !== name),
  );
  expect(wrong).toEqual([]);
});

test("every option in them is known", async () => {
  const { commands } = await wholeProgram();
  for (const line of LINES) {
    const [name, ...words] = wordsOf(line);
    const command = commands.find((one) => one.name() === name);
    expect(command?.parseOptions(words).unknown, line).toEqual([]);
  }
});

test("each runs, and writes what it says", () => {
  // The kernel and a cluster have their own tests, `npm start` runs the demonstration, and the only standard input can end only once.
  const run = LINES.filter((line) => !/kernel|conform|demo|redis:|shell$/.test(line));
  const itf = ["export", "history.jsonl", "--itf", "--out", "trace.itf.json"];
  const ends = join(folder, "ends.json");
  const { stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "run-examples.js"), ends, JSON.stringify([itf, ...run.map(wordsOf)])],
    { cwd: folder, encoding: "utf8", input: "" },
  );
  expect(stderr).toBe("");
  const wrong = (JSON.parse(readFileSync(ends, "utf8")) as { code: number; thrown?: string }[])
    .map((end, index) => ({ ...end, line: ["itf", ...run][index] }))
    .filter(({ code, thrown }) => thrown !== undefined || code > 1);
  expect(wrong).toEqual([]);
  const written = run.flatMap(
    (line) => /--(?:out|html|histories) (?<file>\S+)/.exec(line)?.groups?.["file"] ?? [],
  );
  expect(written.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  expect(written.length).toBeGreaterThan(4);
});

test("they stand in the help", async () => {
  const check = (await wholeProgram()).commands.find((one) => one.name() === "check");
  let help = "";
  check?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toMatch(/\nExamples:\n {2}# which promises .*\n {2}nsmodel check --tasks 2/);
});
