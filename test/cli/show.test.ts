import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-show-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":4,"kinds":["uts","net"],"names":["a","b"]}}';
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const DOWN = '{"op":"unshare","task":2,"kinds":["uts"],"outcome":"ok"}';
const WRONG = '{"op":"fork","task":9,"outcome":"ok"}';

write("good.jsonl", HEADER, FORK, '{"expect":{"alive":[1,2]}}', DOWN);
write("differing.jsonl", HEADER, FORK, WRONG, '{"expect":{"alive":[1]}}');
write("bad.jsonl", HEADER, '{"op":"fork","task":01,"outcome":"ok"}');

function write(name: string, ...lines: readonly string[]): void {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
}

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function show(...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [NSMODEL, "show", ...args], { cwd: folder }, (error, output, errors) =>
      done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

describe("a history", () => {
  test("is told in sentences, with trees and names", async () => {
    expect(await show("good.jsonl")).toEqual({
      code: 0,
      errors: "",
      output: `nested: the proposal: containers in containers, and nobody leaves
Scope: 3 tasks, 4 containers, kinds uts,net, names a,b, no images.

   container  no.  nsproxy  uts  net  tasks
   /          1    1        1    1    1

1. Task 1 forks task 2 in the root.
   container  no.  nsproxy  uts  net  tasks
   /          1    1        1    1    1, 2

2. Task 2 unshares uts and goes down into the new container /unnamed1.
   container    no.  nsproxy  uts  net  tasks
   /            1    1        1    1    1
   └─ unnamed1  2    2        2    1    2
   / and /unnamed1 share net.

   container  the root, task 1  task 2
   1          /                 -
   2          /unnamed1         /

2 events, 1 expectation: the file agrees with nested.
`,
    });
  });

  test("that differs says where, and goes on", async () => {
    const { code, output } = await show("differing.jsonl");
    expect(code).toBe(1);
    expect(output).toContain(
      `2. Task 9 tries to fork, and is refused: ESRCH (there is no task 9).
   Line 3: The file says ok, nested says ESRCH.
   Line 4: The file expects of "alive": nothing more; found: task 2.
2 events, 1 expectation: 2 differences from nested.
`,
    );
  });

  test("can be told as that of another design", async () => {
    const { code, output } = await show("good.jsonl", "--model", "task-struct", "--step", "1");
    expect(code).toBe(0);
    expect(output).toMatch(/^1\. Task 1 forks task 2/m);
    expect(output).not.toContain("nsproxy");
    expect(await show("good.jsonl", "--model", "nestd")).toMatchObject({ code: 2, output: "" });
  });

  test("can be shown at one event only", async () => {
    const { output } = await show("good.jsonl", "--step", "1");
    expect(output).toBe(
      "1. Task 1 forks task 2 in the root.\n   container  no.  nsproxy  uts  net  tasks\n   /          1    1        1    1    1, 2\n\n",
    );
    expect((await show("good.jsonl", "--step", "0")).output).toMatch(/^ {3}container.*\n {3}\/ .*\n\n$/);
    // An error elsewhere in the file still counts.
    expect((await show("differing.jsonl", "--step", "1")).code).toBe(1);
  });

  test("has a JSON form", async () => {
    const { code, output } = await show("good.jsonl", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      model: "nested",
      scope: { tasks: 3 },
      events: 2,
      expectations: 1,
      differences: 0,
      world: { tasks: [{ number: 1, path: "/" }] },
      entries: [
        { what: "event", step: 1, line: 2, event: { op: "fork", task: 1, outcome: "ok" } },
        { what: "expectation", step: 1, line: 3, differences: [] },
        {
          sentence: expect.stringContaining("unshares"),
          changes: { length: 3 },
          world: { tasks: { length: 2 } },
        },
      ],
    });
    const one = JSON.parse((await show("differing.jsonl", "--json", "--step", "2")).output);
    expect(one).toMatchObject({ differences: 2, entries: [{ line: 3 }, { line: 4 }] });
  });
});

test.each([
  ["bad.jsonl", /bad\.jsonl:2:\d+: /],
  ["missing.jsonl", /missing\.jsonl: there is no such file/],
  [".", /this is a folder/],
])("%s cannot be shown, and it says why", async (file, message) => {
  expect(await show(file)).toEqual({ code: 2, output: "", errors: expect.stringMatching(message) });
});

test("an event that is not there cannot be shown", async () => {
  expect(await show("good.jsonl", "--step", "3")).toMatchObject({
    code: 2,
    errors: expect.stringContaining("It has 2 events."),
  });
});
