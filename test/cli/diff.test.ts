import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type LoggedEnd, type LoggedHistory, writeLog } from "../../src/report/log/log.ts";
import { schemaErrors } from "../docs/schemas.ts";
import { NSMODEL } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-diff-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ended = (history: string, end: LoggedEnd): LoggedHistory => ({ history, events: [], end });

/** Compares a log with itself. */
function besideItself(histories: readonly LoggedHistory[], ...options: readonly string[]) {
  const file = join(folder, "a.log");
  writeFileSync(file, writeLog({ origin: { nsmodel: "1" }, histories }));
  const words = [NSMODEL, "diff", file, file, ...options];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n").slice(2), stdout };
}

const cut = [ended("a", { is: "whole" }), ended("b", { is: "interrupted" })];

test("what was not run is not called the same", () => {
  const { status, lines } = besideItself(cut);
  expect(lines).toEqual([
    "b: not compared to the end",
    "  A: was interrupted after 0 events",
    "  B: was interrupted after 0 events",
    "the same in 1 history",
    "1 history not compared to the end",
  ]);
  expect(status).toBe(4);
});

test("nor is nothing", () => {
  const { status, lines, stdout } = besideItself([]);
  expect(stdout).toContain("A: no design, nsmodel 1\n");
  expect(lines).toEqual(["nothing was compared: the logs have no history in common"]);
  expect(status).toBe(4);
});

const HEADER = '{"format":"nsmodel-log","version":1,"nsmodel":"1"}';
const EVENT = '{"history":"a","line":2,"op":"fork","task":1,"outcome":"ok"}';
const END = '{"history":"a","events":1,"end":"whole"}';

test.each([
  ["a key twice", EVENT.replace('"outcome"', '"outcome":"EPERM","outcome"'), "twice"],
  ["a line that is none", EVENT.replace("2", "-7.5"), "is not an event of a log"],
  ["nothing that shows", EVENT.replace('"outcome"', '"shows":null,"outcome"'), "is not an event of a log"],
  ["an event of another history", EVENT.replace('"a"', '"b"'), "belong to another history"],
  ["a byte that is no UTF-8", EVENT.replace("fork", "\xe9"), "this is not UTF-8"],
])("a log with %s is refused", (_, event, why) => {
  const file = join(folder, "wrong.log");
  writeFileSync(file, `${HEADER}\n${event}\n${END}\n`, "latin1");
  const { status, stderr } = spawnSync(process.execPath, [NSMODEL, "diff", file, file], { encoding: "utf8" });
  expect(stderr).toContain(why);
  expect(status).toBe(2);
});

test("the JSON is as its schema says", () => {
  const json = JSON.parse(besideItself(cut, "--json").stdout);
  expect(schemaErrors("diff", json)).toEqual([]);
  expect(json.conclusion).toBe("not-decided");
});
