import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const HISTORIES = join(import.meta.dirname, "../histories");

const folder = mkdtempSync(join(tmpdir(), "nsmodel-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":4,"kinds":["uts","net"],"names":["a","b"]}}';
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const UNSHARE = '{"op":"unshare","task":1,"kinds":["uts"],"outcome":"ok"}';
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

/** Runs any command in the same folder. */
function nsmodel(...args: readonly string[]): Promise<void> {
  return new Promise((done) => {
    execFile(process.execPath, [NSMODEL, ...args], { cwd: folder, maxBuffer: 2 ** 26 }, () => done());
  });
}

function expecting(property: string, verdict: string): string {
  return JSON.stringify({ expect: { property, verdict } });
}

function lastLine(name: string): string | undefined {
  return readFileSync(join(folder, name), "utf8").trimEnd().split("\n").at(-1);
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

test("a header alone tests nothing", async () => {
  const { code, output } = await replay([file("header.jsonl", [HEADER])]);
  expect(output).toBe("header.jsonl: has no event and no expectation: nothing was tested\n");
  expect(code).toBe(4);
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
  const { version, ...found } = JSON.parse(output);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(found).toEqual({
    files: [
      {
        file: good,
        model: "nested",
        events: 2,
        expectations: 1,
        withoutCase: 0,
        differences: [],
        differenceCount: 0,
      },
      {
        file: differing,
        model: "nested",
        events: 2,
        expectations: 1,
        withoutCase: 0,
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
  expect(JSON.parse((await replay([good, "--json"])).output)).toMatchObject({
    ok: true,
    conclusion: "as-claimed",
  });
});

test("the design can be chosen, and one that is not there is refused", async () => {
  const unheard = file("unheard.jsonl", [HEADER.replace("nested", "unheard of"), FORK]);
  expect(await replay([unheard])).toMatchObject({ code: 2 });
  expect(await replay([unheard, "--model", "nested"])).toMatchObject({ code: 0 });
  const { code, errors } = await replay([good, "--model", "nestd"]);
  expect(code).toBe(2);
  expect(errors).toContain("nested");
});

describe("what properties find", () => {
  const BREAKING = [FORK, UNSHARE, UNSHARE];
  const broken = file("broken.jsonl", [HEADER, ...BREAKING, expecting("always-enterable", "broken")]);

  test("is replayed like any expectation, and differs in a design that is mended", async () => {
    expect(await replay([broken])).toMatchObject({
      code: 0,
      output: "broken.jsonl: agrees with nested: 3 events, 1 expectation\n",
    });
    const mended = await replay([broken, "--model", "pinned"]);
    expect(mended.code).toBe(1);
    expect(mended.output).toContain(
      'broken.jsonl:5: the expectation of "always-enterable" fails: expected broken; found holds',
    );
  });

  test("--property asks along the whole history: where it is first broken, or in how many cases it holds", async () => {
    const { code, output } = await replay([
      broken,
      "--property",
      "always-enterable",
      "nothing-leaks",
      "rename-only-renames",
      "same-name-in-two-places",
      "restart-is-faithful",
    ]);
    expect(code).toBe(1);
    expect(output.trimEnd().split("\n")).toEqual([
      "broken.jsonl: agrees with nested: 3 events, 1 expectation",
      "broken.jsonl:4: always-enterable, after 3 events: broken: task 2, which sees container 2 (/unnamed1), cannot enter it: ENXIO",
      "broken.jsonl: nothing-leaks holds in 4 cases",
      "broken.jsonl: rename-only-renames has no case",
      "broken.jsonl: same-name-in-two-places is never reached",
      "broken.jsonl: restart-is-faithful does not apply: the scope has no image",
    ]);
    const json = JSON.parse((await replay([broken, "--property", "always-enterable", "--json"])).output);
    expect(json).toMatchObject({ ok: false, conclusion: "broken" });
    expect(json.files[0].claims).toMatchObject([
      { property: "always-enterable", at: { line: 4, events: 3, finding: { found: "broken" } } },
    ]);
    expect((await replay([broken, "--property", "nothing-leaks"])).code).toBe(0);
  });

  test("a property that holds because it has no case is told apart", async () => {
    const idle = file("idle.jsonl", [HEADER, FORK, expecting("kill-reaches-descendants", "holds")]);
    expect(await replay([idle])).toMatchObject({
      code: 0,
      output: "idle.jsonl: agrees with nested: 1 event, 1 expectation (1 without a case)\n",
    });
  });

  test("a property of one's own is known once it is named", async () => {
    const property = `import { always } from "nsmodel";
      export default always({ name: "two-at-most", claim: "two tasks at most", source: "a test",
        check: ({ tasks }) => (tasks.size <= 2 ? "holds" : { broken: \`\${tasks.size} tasks\` }) });`;
    file("two-at-most.ts", [property]);
    const own = file("own.jsonl", [HEADER, FORK, FORK, expecting("two-at-most", "broken")]);
    const unknown = await replay([own]);
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain('own.jsonl:4:23: "expect.property": "two-at-most" is not a property');
    expect(unknown.output).toContain("name a property of your own with --property ./file.ts");
    const known = await replay([own, "--property", "./two-at-most.ts"]);
    expect(known.output).toContain("own.jsonl: agrees with nested: 2 events, 1 expectation");
    expect(known.output).toContain("own.jsonl:3: two-at-most, after 2 events: broken: 3 tasks");
    expect(known.code).toBe(1);
  });

  test("each history that check or simulate saves ends with them", async () => {
    const scope = ["--tasks", "2", "--containers", "3", "--names", "a", "--histories", "saved"];
    await nsmodel("check", ...scope, "--property", "always-enterable", "same-name-in-two-places");
    const enterable = "saved/nested-always-enterable.jsonl";
    const reached = "saved/nested-same-name-in-two-places.jsonl";
    expect(lastLine(enterable)).toBe(expecting("always-enterable", "broken"));
    expect(lastLine(reached)).toBe(expecting("same-name-in-two-places", "reached"));
    expect(await replay([enterable, reached])).toMatchObject({ code: 0 });
    expect(await replay([enterable, "--model", "pinned"])).toMatchObject({ code: 1 });

    await nsmodel("simulate", ...scope, "--seed", "1", "--property", "always-enterable");
    expect(lastLine(enterable)).toBe(expecting("always-enterable", "broken"));
    expect(await replay([enterable])).toMatchObject({ code: 0 });
  });
});

test("a design of one's own is hinted at, where a file or the command line names one", async () => {
  const own = file("own-design.jsonl", [HEADER.replace("nested", "mine"), FORK]);
  const { code, output } = await replay([own]);
  expect(code).toBe(2);
  expect(output).toMatch(
    /^own-design\.jsonl:1:49: "model": "mine" is not a design .*name a design of your own with --model \.\/file\.ts$/m,
  );
  const mixedUp = await replay(["./mine.ts", good]);
  expect(mixedUp.code).toBe(2);
  expect(mixedUp.output).toContain(
    "./mine.ts:1:1: this is a module, not a history: name a design of your own with --model ./mine.ts",
  );
});

test("without a file it says what it wants", async () => {
  expect(await replay([])).toMatchObject({ code: 2 });
});

describe("large files", () => {
  const LINE = `{"op":"setns","task":9,"path":"/${"x".repeat(500)}","outcome":"ESRCH"}\n`;
  /** How many events take up this many bytes. */
  const eventsOf = (bytes: number): number => Math.ceil(bytes / LINE.length);
  const filled = (events: number, begin: string, fill: string, end = ""): Buffer =>
    Buffer.concat([Buffer.from(begin), Buffer.alloc(events * LINE.length, fill), Buffer.from(end)]);

  test("a good one of 200 MB agrees", async () => {
    const events = eventsOf(200_000_000);
    expect(await replay(["-"], filled(events, `${HEADER}\n`, LINE))).toEqual({
      code: 0,
      output: `-: agrees with nested: ${events.toLocaleString("en")} events, 0 expectations\n`,
      errors: "",
    });
  });

  // Anything quadratic in the size, or with a stack that deep, would fail at this size.
  const EVENTS = eventsOf(20_000_000);
  test.each([
    ["cut off in its last line", filled(EVENTS, `${HEADER}\n`, LINE).subarray(0, -20), EVENTS + 1],
    ["zeros", filled(EVENTS, "", "\0"), 1],
    ["brackets", filled(EVENTS, `${HEADER}\n`, "["), 2],
    ["one text without an end", filled(EVENTS, `${HEADER}\n{"op":"`, "x"), 2],
    ["blank lines", filled(EVENTS, `${HEADER}\n`, "\n", "{}"), 2],
  ])("a damaged one of 20 MB: %s", async (_, content, line) => {
    const { code, output, errors } = await replay(["-"], content);
    expect({ code, errors }).toEqual({ code: 2, errors: "" });
    expect(output).toMatch(new RegExp(`^-:${line}:\\d+: .+\n$`));
  });
});
