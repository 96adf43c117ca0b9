import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const MESSAGE = join(import.meta.dirname, "../histories/message.jsonl");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

function nsmodel(words: readonly string[], input = "") {
  const { stdout, stderr, status } = spawnSync(process.execPath, [NSMODEL, ...words], {
    cwd: folder,
    input,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

test("a history goes to a trace and back through files", () => {
  expect(nsmodel(["export", MESSAGE, "--itf", "--out", "trace.itf.json"])).toEqual({
    stdout: "",
    stderr: "",
    status: 0,
  });
  const { stdout } = nsmodel(["import", "-"], readFileSync(join(folder, "trace.itf.json"), "utf8"));
  expect(stdout).toBe(readFileSync(MESSAGE, "utf8"));
});

test("a history that its design does not follow is not written, and the file there stays", () => {
  writeFileSync(
    join(folder, "false.jsonl"),
    readFileSync(MESSAGE, "utf8").replace('"outcome":"ok"', '"outcome":"EAGAIN"'),
  );
  writeFileSync(join(folder, "kept.svg"), "as it was");
  const { stderr, status } = nsmodel(["export", "false.jsonl", "--svg", "--out", "kept.svg"]);
  expect(stderr).toContain("false.jsonl:3: The file says EAGAIN, nested says ok.");
  expect(status).toBe(1);
  expect(readFileSync(join(folder, "kept.svg"), "utf8")).toBe("as it was");
});

test.each([
  ["--c", MESSAGE, ":1: It cannot be written as --c: nested is not a design of kernel calls"],
  [
    "--sh",
    join(import.meta.dirname, "../histories/linux/handle-enters.jsonl"),
    "no tool calls name_to_handle_at(2), which handle stands for",
  ],
  [
    "--c",
    join(import.meta.dirname, "../histories/linux/refused-pid-too-deep.jsonl"),
    ":4: It cannot be written as --c: the scope lets namespaces nest less deeply than the kernel does",
  ],
])("what has no program is refused with its line: %s %s", (format, file, sentence) => {
  const { stdout, stderr, status } = nsmodel(["export", file, format]);
  expect(stderr).toContain(sentence);
  expect({ stdout, status }).toEqual({ stdout: "", status: 3 });
});

test("a module of TLA+ bears the name of its file, and has its configuration beside it", () => {
  const words = ["export", "nested", "--tasks", "2", "--tla", "--out", "two_tasks.tla"];
  expect(nsmodel(words)).toEqual({ stdout: "", stderr: "", status: 0 });
  const module = readFileSync(join(folder, "two_tasks.tla"), "utf8");
  expect(module).toMatch(/^-+ MODULE two_tasks -+\n/);
  expect(module).toContain("\nTaskCount == 2\n");
  expect(readFileSync(join(folder, "two_tasks.cfg"), "utf8")).toContain("\nVIEW UpToNumbers\n");
});

test.each([
  [
    ["export", "flat", "--tla"],
    3,
    "It cannot be written as --tla: flat is not written in TLA+: only nested is.",
  ],
  [["export", "nested", "--images", "1", "--tla"], 3, "the module has no images"],
  [["export", "nested", "--tla", "--out", "a-b.tla"], 2, "a-b.tla cannot be the file of a TLA+ module"],
  [
    ["export", "nested", "--tla", "--out", "Integers.tla"],
    2,
    "Integers.tla cannot be the file of a TLA+ module",
  ],
  [["export", MESSAGE, "--tla"], 2, "--tla is for a design, not for a history."],
])("%j is refused with exit code %i", (words, code, sentence) => {
  const { stdout, stderr, status } = nsmodel(words);
  expect(stderr).toContain(sentence);
  expect({ stdout, status }).toEqual({ stdout: "", status: code });
});

test.each([
  [["export", MESSAGE], "No format was given."],
  [["export", MESSAGE, "--dot", "--svg"], "Only one format can be written at a time."],
  [["export", MESSAGE, "--graphml"], "--graphml is for the states of a design, not for a history."],
  [["export", MESSAGE, "--svg", "--tasks", "2"], "The first line of a history gives its scope."],
  [["export", "nested", "--svg"], "--svg is for a history, not for the states of a design."],
  [
    ["export", "nestet", "--graphml"],
    "nestet is neither a design nor an existing file.\nDid you mean nested?",
  ],
  ...["--dot", "--graphml", "--tla"].map((format): [string[], string] => [
    ["export", "none.jsonl", format],
    "none.jsonl is neither a design nor an existing file.\nName a history by its file, and a design",
  ]),
  [
    ["export", "nested", "--tasks", "4", "--containers", "5", "--names", "a,b", "--dot"],
    "more than 10,000 states",
  ],
  [["import", MESSAGE], "cannot be read as a trace: it is not JSON"],
  [["import", "none.itf.json"], "none.itf.json: there is no such file."],
  [["import", process.execPath], ": this is not UTF-8."],
])("%j is refused in words", (words, sentence) => {
  const { stdout, stderr, status } = nsmodel(words);
  expect(stderr).toContain(sentence);
  expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
});
