import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const NSMODEL = join(import.meta.dirname, "../../src/cli/nsmodel.js");
const HISTORIES = join(import.meta.dirname, "../histories");

const folder = mkdtempSync(join(tmpdir(), "nsmodel-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":4,"kinds":["uts","net"],"names":["a","b"]}}';
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const WRONG = '{"op":"fork","task":9,"outcome":"ok"}';
const MISSING = '{"op":"fork","task":9,"outcome":"ESRCH"}';

const good = file("good.jsonl", [HEADER, FORK, '{"expect":{"alive":[1,2]}}', MISSING]);
const differing = file("differing.jsonl", [HEADER, FORK, WRONG, '{"expect":{"alive":[1]}}']);
const bad = file("bad.jsonl", [HEADER, WRONG, '{"op":"fork","task":01,"outcome":"ok"}']);

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command in the folder of the test's files, as a user would. */
function replay(args: readonly string[], input: string | Uint8Array = ""): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [NSMODEL, "replay", ...args],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, output, errors) => done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
    child.stdin?.end(input);
  });
}

function file(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  return name;
}

describe("each file is reported", () => {
  test("a good one in one line", async () => {
    expect(await replay([good])).toEqual({
      code: 0,
      output: "good.jsonl: agrees with nested: 2 events, 1 expectation\n",
      errors: "",
    });
  });

  test("one that differs with the line of every difference", async () => {
    const { code, output, errors } = await replay([differing]);
    expect({ code, errors }).toEqual({ code: 1, errors: "" });
    expect(output.split("\n")).toEqual([
      "differing.jsonl:3: fork: the file says ok, nested says ESRCH (no such task)",
      'differing.jsonl:4: the expectation of "alive" fails: expected nothing more; found task 2',
      "differing.jsonl: 2 differences from nested in 2 events, 1 expectation",
      "",
    ]);
  });

  test("a bad one with line and column, and nothing of it is run", async () => {
    expect(await replay([bad])).toEqual({
      code: 2,
      output: "bad.jsonl:3:22: this is not JSON: a comma is missing\n",
      errors: "",
    });
  });

  test("and a bad one keeps no other from running", async () => {
    const { code, output } = await replay([bad, good, "missing.jsonl", ".", differing]);
    expect(code).toBe(2);
    expect(output).toMatch(/^bad\.jsonl:3:22: /m);
    expect(output).toMatch(/^good\.jsonl: agrees/m);
    expect(output).toMatch(/^missing\.jsonl:1:1: there is no such file$/m);
    expect(output).toMatch(/^\.:1:1: this is a folder/m);
    expect(output).toMatch(/^differing\.jsonl:3: /m);
  });

  test("and a good one does not hide that another differs", async () => {
    expect((await replay([differing, good])).code).toBe(1);
  });
});

test("the message's own history agrees, from a file and from standard input", async () => {
  const message = join(HISTORIES, "message.jsonl");
  expect(await replay([message])).toMatchObject({ code: 0, errors: "" });
  expect(await replay(["-"], `${HEADER}\r\n${FORK}`)).toMatchObject({
    code: 0,
    output: "-: agrees with nested: 1 event, 0 expectations\n",
  });
  expect(await replay(["-"])).toMatchObject({ code: 2 });
});

test("many differences are counted, and shown on request", async () => {
  const many = file("many.jsonl", [HEADER, ...Array.from({ length: 30 }, () => WRONG)]);
  const short = await replay([many]);
  expect(short.output).toContain("many.jsonl:21: ");
  expect(short.output).not.toContain("many.jsonl:22: ");
  expect(short.output).toContain("and 10 more");
  const whole = await replay([many, "--all"]);
  expect(whole.output).toContain("many.jsonl:31: ");
  expect(whole.output).not.toContain("more");
});

test("as JSON", async () => {
  const { code, output, errors } = await replay([good, differing, bad, "--json"]);
  expect({ code, errors }).toEqual({ code: 2, errors: "" });
  expect(JSON.parse(output)).toEqual({
    files: [
      { file: good, model: "nested", events: 2, expectations: 1, differences: [], differenceCount: 0 },
      {
        file: differing,
        model: "nested",
        events: 2,
        expectations: 1,
        differences: [
          { line: 3, kind: "outcome", subject: "fork", expected: "ok", found: "ESRCH" },
          { line: 4, kind: "expectation", subject: "alive", expected: "nothing more", found: "task 2" },
        ],
        differenceCount: 2,
      },
      { file: bad, problem: { line: 3, column: 22, message: "this is not JSON: a comma is missing" } },
    ],
    ok: false,
  });
  expect(JSON.parse((await replay([good, "--json"])).output)).toMatchObject({ ok: true });
});

test("the design can be chosen, and one that is not there is refused", async () => {
  const unheard = file("unheard.jsonl", [HEADER.replace("nested", "unheard of"), FORK]);
  expect(await replay([unheard])).toMatchObject({ code: 2 });
  expect(await replay([unheard, "--model", "nested"])).toMatchObject({ code: 0 });
  const { code, errors } = await replay([good, "--model", "nestd"]);
  expect(code).toBe(2);
  expect(errors).toContain("nested");
});

test("without a file it says what it wants", async () => {
  expect(await replay([])).toMatchObject({ code: 2 });
});

describe("files of 200 MB", () => {
  const SIZE = 200_000_000;
  const LINE = `{"op":"setns","task":9,"path":"/${"x".repeat(500)}","outcome":"ESRCH"}\n`;
  const EVENTS = Math.ceil(SIZE / LINE.length);

  const filled = (begin: string, fill: string, end = ""): Buffer =>
    Buffer.concat([Buffer.from(begin), Buffer.alloc(EVENTS * LINE.length, fill), Buffer.from(end)]);
  const history = filled(`${HEADER}\n`, LINE);

  test("a good one agrees", async () => {
    expect(await replay(["-"], history)).toEqual({
      code: 0,
      output: `-: agrees with nested: ${EVENTS.toLocaleString("en")} events, 0 expectations\n`,
      errors: "",
    });
  });

  test.each([
    ["cut off in its last line", history.subarray(0, -20), EVENTS + 1],
    ["zeros", filled("", "\0"), 1],
    ["brackets", filled(`${HEADER}\n`, "["), 2],
    ["one text without an end", filled(`${HEADER}\n{"op":"`, "x"), 2],
    ["blank lines", filled(`${HEADER}\n`, "\n", "{}"), 2],
  ])("%s", async (_, content, line) => {
    const { code, output, errors } = await replay(["-"], content);
    expect({ code, errors }).toEqual({ code: 2, errors: "" });
    expect(output).toMatch(new RegExp(`^-:${line}:\\d+: .+\n$`));
  });
});
