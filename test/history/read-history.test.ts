import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { MODELS, PROPERTIES } from "../../src/catalogue.ts";
import { replay } from "../../src/engine/replay.ts";
import { LONGEST_LINE } from "../../src/history/lines.ts";
import { readHistory } from "../../src/history/read-history.ts";
import { writeHistory } from "../../src/history/write-history.ts";
import type { Model } from "../../src/model/model.ts";
import { anyHistory } from "./any-history.ts";

const SCOPE = '"scope":{"tasks":3,"containers":4,"kinds":["uts","net"],"names":["a","b"]}';
const HEADER = `{"format":"nsmodel-history","version":1,"model":"nested",${SCOPE}}`;
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const UNSHARE = '{"op":"unshare","task":1,"kinds":["uts"],"outcome":"ok"}';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const KNOWN = { properties: PROPERTIES };
const read = (...lines: string[]) => readHistory(bytes(lines.join("\n")), [nested], KNOWN);
const problemOf = (file: Uint8Array) => {
  const result = readHistory(file, [nested], KNOWN);
  return result.ok ? undefined : result.problem;
};

/** `^` marks the place that the reader names; it is not in the file. */
interface Damage {
  readonly marked: string;
  readonly word: string;
}

function expectProblem({ marked, word }: Damage, linesBefore: readonly string[]): void {
  const column = [...marked.slice(0, marked.indexOf("^"))].length + 1;
  const line = marked.replace("^", "");
  const result = read(...linesBefore, line, FORK);
  expect(result).toMatchObject({ ok: false, problem: { line: linesBefore.length + 1, column } });
  expect(result.ok ? "" : result.problem.message).toContain(word);
}

const header = (marked: string, word: string): Damage => ({ marked, word });

describe("a damaged header is refused with its place", () => {
  test.each([
    header("^", "blank"),
    header("^  ", "blank"),
    header("^nonsense", "not JSON"),
    header("^[]", "header"),
    header("^null", "header"),
    header(`^${FORK}`, "header"),
    header("^{}", '"format" is missing'),
    header(`{"format":^"nsmodel","version":1,"model":"nested",${SCOPE}}`, "nsmodel-history"),
    header(`{"format":^1,"version":1,"model":"nested",${SCOPE}}`, "nsmodel-history"),
    header(`^{"format":"nsmodel-history","model":"nested",${SCOPE}}`, '"version" is missing'),
    header(`{"format":"nsmodel-history","version":^2,"model":"nested","more":1,${SCOPE}}`, "version"),
    header(`{"format":"nsmodel-history","version":^"1","model":"nested",${SCOPE}}`, "version"),
    header(`{"format":"nsmodel-history","version":^1.0,"model":"nested",${SCOPE}}`, "fraction"),
    header(`^{"format":"nsmodel-history","version":1,${SCOPE}}`, '"model" is missing'),
    header(`{"format":"nsmodel-history","version":1,"model":^"nestd",${SCOPE}}`, 'did you mean "nested"?'),
    header(`{"format":"nsmodel-history","version":1,"model":^"NESTED",${SCOPE}}`, "design"),
    header(`{"format":"nsmodel-history","version":1,"model":^7,${SCOPE}}`, "design"),
    header('^{"format":"nsmodel-history","version":1,"model":"nested"}', '"scope" is missing'),
    header('{"format":"nsmodel-history","version":1,"model":"nested","scope":^[]}', "object"),
    header('{"format":"nsmodel-history","version":1,"model":"nested","scope":^{}}', '"tasks" is missing'),
    header(HEADER.replace('"scope"', '^"comment":"","scope"'), '"comment"'),
    header(HEADER.replace('"scope"', '^"__proto__":1,"scope"'), '"__proto__"'),
    header(HEADER.replace('"scope"', '^"constructor":1,"scope"'), '"constructor"'),
    header(HEADER.replace('"scope"', '^"model":"nested","scope"'), "twice"),
    header(HEADER.replace('"tasks":3', '"tasks":^0'), "1 to 2147483647"),
    header(HEADER.replace('"tasks":3', '"tasks":^-1'), "whole number"),
    header(HEADER.replace('"tasks":3', '"tasks":^2147483648'), "whole number"),
    header(HEADER.replace('"tasks":3', '"tasks":^1e3'), "exponent"),
    header(HEADER.replace('"tasks":3', '"tasks":^2.5'), "whole number"),
    header(HEADER.replace('"tasks":3', '"tasks":^"3"'), "whole number"),
    header(HEADER.replace('"tasks":3', '"tasks":^null'), "whole number"),
    header(HEADER.replace('"tasks":3', '"tasks":^{}'), "whole number"),
    header(HEADER.replace('"tasks":3', '^"task":3'), 'did you mean "tasks"?'),
    header(HEADER.replace('"containers":4', '"containers":^true'), "whole number"),
    header(HEADER.replace('"uts"', '^"uts2"'), 'did you mean "uts"?'),
    header(HEADER.replace('"uts"', '^"pid_for_children"'), "kind of namespace"),
    header(HEADER.replace('"uts"', "^1"), "kind of namespace"),
    header(HEADER.replace('"net"', '^"uts"'), "twice"),
    header(HEADER.replace('["uts","net"]', '^{"uts":1}'), "list"),
    header(HEADER.replace('"b"', '^"a/b"'), "N1"),
    header(HEADER.replace('"b"', '^""'), "N1"),
    header(HEADER.replace('"b"', '^".."'), "N1"),
    header(HEADER.replace('"b"', '^"a"'), "twice"),
    header(HEADER.replace('"b"', "^3"), "string"),
    header(HEADER.replace('["a","b"]', '["a","b"],"images":^0'), "whole number"),
    header(HEADER.replace('["a","b"]', '["a","b"],"images":^null'), "whole number"),
    header(HEADER.replace('["a","b"]', '["a","b"],^"image":1'), 'did you mean "images"?'),
    header(`${HEADER}^,`, "not JSON"),
    header(`^\ufeff${HEADER}`, "byte order mark"),
  ])("$marked", (damage) => expectProblem(damage, []));
});

describe("a damaged line is refused with its place", () => {
  test.each([
    ["^", "blank"],
    ["^ \t", "blank"],
    ["^[]", "object"],
    ['^"fork"', "object"],
    ["^{}", '"op"'],
    [`^${HEADER}`, "first line"],
    [`^\ufeff${FORK}`, "byte order mark"],
    [`${FORK}^${FORK}`, "something follows"],
    [`${FORK}^\r${FORK}`, "CR"],
    [`${FORK}^\r `, "CR"],
    [`${FORK} ^// a comment`, "comments"],
    ['{"op":"fork","task":1,"outcome":"ok",^}', "not JSON"],
    ['{"op":"fork"^"task":1,"outcome":"ok"}', "comma"],
    ['{"op"^"fork","task":1,"outcome":"ok"}', "colon"],
    ['{^op:"fork","task":1,"outcome":"ok"}', "not JSON"],
    ['{"op":"fork","task":^+1,"outcome":"ok"}', "not JSON"],
    ['{"op":"fork","task":0^1,"outcome":"ok"}', "not JSON"],
    ['{"op":"fork","task":1,"outcome":^"ok}', "no closing quote"],
    ['{"op":"fork","task":1,"outcome":"ok"^', "too early"],
    ['{"op":^"frok","task":1,"outcome":"ok"}', 'did you mean "fork"?'],
    ['{"op":^"clone","task":1,"outcome":"ok"}', "operation of nested"],
    ['{"op":^"constructor","task":1,"outcome":"ok"}', "operation"],
    ['{"op":^"__proto__","task":1,"outcome":"ok"}', "operation"],
    ['{"op":^["fork"],"task":1,"outcome":"ok"}', "operation"],
    ['^{"op":"fork","outcome":"ok"}', '"task" is missing'],
    ['^{"op":"fork","task":1}', '"outcome" is missing'],
    ['^{"op":"unshare","task":1,"outcome":"ok"}', '"kinds" is missing'],
    ['{"op":"fork",^"tsk":1,"outcome":"ok"}', 'did you mean "task"?'],
    ['{"op":"fork","task":1,^"path":"/","outcome":"ok"}', '"path"'],
    ['{"op":"fork","task":1,"outcome":"ok",^"expect":{}}', '"expect"'],
    ['{"op":"fork","task":1,"outcome":"ok",^"toString":1}', '"toString"'],
    ['{"op":"fork","task":1,"outcome":"ok",^"task":1}', "twice"],
    ['{"op":"fork","task":1,"outcome":"ok",^"t\\u0061sk":1}', "twice"],
    ['{"op":"fork","task":^0,"outcome":"ok"}', "whole number"],
    ['{"op":"fork","task":^-0,"outcome":"ok"}', "without a sign"],
    ['{"op":"fork","task":^1.0,"outcome":"ok"}', "fraction"],
    ['{"op":"fork","task":^1e0,"outcome":"ok"}', "exponent"],
    ['{"op":"fork","task":^9007199254740993,"outcome":"ok"}', "whole number"],
    ['{"op":"fork","task":^"1","outcome":"ok"}', "whole number"],
    ['{"op":"fork","task":^[1],"outcome":"ok"}', "whole number"],
    ['{"op":"fork","task":1,"outcome":^"OK"}', "outcome"],
    ['{"op":"fork","task":1,"outcome":^"EPERM"}', "outcome"],
    ['{"op":"fork","task":1,"outcome":^"EAGAN"}', 'did you mean "EAGAIN"?'],
    ['{"op":"fork","task":1,"outcome":^null}', "outcome"],
    ['{"op":"fork","task":1,"outcome":^{"a":1}}', "outcome"],
    ['{"op":"setns","task":1,"path":^7,"outcome":"ok"}', "string"],
    ['{"op":"setns","task":1,"path":"/","outcome":"ok",^"kinds":["uts"]}', '"kinds"'],
    ['{"op":"setns","task":1,"path":^"\\ud800","outcome":"ok"}', "surrogate"],
    ['{"op":"rename","task":1,"path":"/𝔸é","name":^null,"outcome":"ok"}', "string"],
    ['{"op":"unshare","task":1,"kinds":^"uts","outcome":"ok"}', "list"],
    ['{"op":"unshare","task":1,"kinds":["uts",^"uts"],"outcome":"ok"}', "twice"],
    ['{"op":"unshare","task":1,"kinds":[^"nett"],"outcome":"ok"}', 'did you mean "net"?'],
    ['{"op":"unshare","task":1,"kinds":[^["uts"]],"outcome":"ok"}', "kind"],
    ['{"expect":^[]}', "object"],
    ['{"expect":^null}', "object"],
    ['{"expect":{"alive":[1]},^"line":3}', '"line"'],
    ['{"expect":^{}}', "nothing is expected"],
    ['{"expect":{^"zombie":[]}}', '"zombie"'],
    ['{"expect":{^"dying":[]}}', '"dying"'],
    ['{"expect":{^"parent":{"3":1}}}', '"parent"'],
    ['{"expect":{^"owner":[]}}', '"owner"'],
    ['{"expect":{^"__proto__":{}}}', '"__proto__"'],
    ['{"expect":{"tasks":^[]}}', "object"],
    ['{"expect":{"tasks":{^"0":"/"}}}', "number"],
    ['{"expect":{"tasks":{^"01":"/"}}}', "number"],
    ['{"expect":{"tasks":{"1":"/",^"2.0":"/"}}}', "number"],
    ['{"expect":{"tasks":{^"2147483648":"/"}}}', "number"],
    ['{"expect":{"tasks":{^" 1":"/"}}}', "number"],
    ['{"expect":{"tasks":{^"":"/"}}}', "number"],
    ['{"expect":{"tasks":{^"__proto__":"/"}}}', "number"],
    ['{"expect":{"tasks":{^"constructor":"/"}}}', "number"],
    ['{"expect":{"tasks":{"1":"/",^"1":"/"}}}', "twice"],
    ['{"expect":{"tasks":{"1":^1}}}', "path"],
    ['{"expect":{"containers":^"/a"}}', "list"],
    ['{"expect":{"containers":["/a",^1]}}', "string"],
    ['{"expect":{"containers":["/a",^"\\udc00"]}}', "surrogate"],
    ['{"expect":{"alive":^{"1":1}}}', "list"],
    ['{"expect":{"alive":[1,^"2"]}}', "whole number"],
    ['{"expect":{"alive":[1,^0]}}', "whole number"],
    ['{"expect":{"same":[^"uts",1,2]}}', "comparison"],
    ['{"expect":{"same":[^["uts",1]]}}', "whole number"],
    ['{"expect":{"same":[["uts",1,2,^3]]}}', "comparison"],
    ['{"expect":{"same":[[^"pid",1,2]]}}', "scope"],
    ['{"expect":{"different":[["uts",1,2],[^"pid_for_children",1,2]]}}', "kind"],
    ['{"expect":{"different":[[^{},1,2]]}}', "kind"],
    ['{"expect":{"different":[["uts",^"1",2]]}}', "whole number"],
    ['{"expect":{"property":^"never-leavs","verdict":"holds"}}', 'did you mean "never-leaves"?'],
    ['{"expect":{"property":^"constructor","verdict":"holds"}}', "property"],
    ['{"expect":{"property":^["never-leaves"],"verdict":"holds"}}', "property"],
    ['{"expect":{"property":^null,"verdict":"holds"}}', "property"],
    ['{"expect":{"property":"never-leaves","verdict":^"brokn"}}', 'did you mean "broken"?'],
    ['{"expect":{"property":"never-leaves","verdict":^"not-decided"}}', "broken, holds, reached"],
    ['{"expect":{"property":"never-leaves","verdict":^true}}', "verdict"],
    ['{"expect":^{"property":"never-leaves"}}', "the property has no verdict"],
    ['{"expect":^{"alive":[1],"verdict":"holds"}}', "the verdict has no property"],
    ['{"expect":{"property":"never-leaves",^"verdicts":"holds"}}', 'did you mean "verdict"?'],
    ['{"expect":{"property":"never-leaves","verdict":"holds",^"property":"never-leaves"}}', "twice"],
    ['{^"property":"never-leaves","verdict":"holds","expect":{"alive":[1]}}', '"property"'],
    [`${"[".repeat(100)}^${"[".repeat(1_000_000)}`, "nested more than 100 deep"],
  ])("%s", (marked, word) => expectProblem({ marked, word }, [HEADER, UNSHARE, FORK]));
});

describe("bytes that are no text are refused with their place", () => {
  const damaged = (line: number[]) =>
    new Uint8Array([...bytes(`${HEADER}\n${FORK}\n`), ...line, ...bytes(`\n${FORK}\n`)]);
  test.each([
    ["a lone continuation byte", [0x7b, 0x80], 2],
    ["a character in too many bytes", [...bytes('{"é'), 0xc0, 0xaf], 4],
    ["a surrogate in UTF-8", [...bytes('{"𝔸'), 0xed, 0xa0, 0x80], 4],
    ["a character that the line's end cuts off", [0x7b, 0xe2, 0x82], 2],
    ["Latin-1", [...bytes('{"a":"'), 0xe9, ...bytes('"}')], 7],
  ])("%s", (_, line, column) => {
    expect(problemOf(damaged(line))).toMatchObject({ line: 3, column });
    expect(problemOf(damaged(line))?.message).toContain("UTF-8");
  });

  test("UTF-16", () => {
    expect(problemOf(new Uint8Array([0xff, 0xfe, ...Buffer.from(HEADER, "utf16le")]))).toMatchObject({
      line: 1,
      column: 1,
    });
  });

  test("a byte order mark", () => {
    const problem = problemOf(bytes(`\ufeff${HEADER}\n${FORK}\n`));
    expect(problem).toMatchObject({ line: 1, column: 1 });
    expect(problem?.message).toContain("byte order mark");
  });
});

test.each(["", "\n", "\n\n", " \t\r\n\n"])("an empty file (%j) is refused", (text) => {
  expect(problemOf(bytes(text))).toMatchObject({ line: 1, column: 1 });
  expect(problemOf(bytes(text))?.message).toContain("empty");
});

describe("lines may end", () => {
  const lines = [HEADER, UNSHARE, FORK];
  const numbers = (text: string) => {
    const result = readHistory(bytes(text), [nested]);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    return [...result.history.entries()].map(({ line }) => line);
  };
  test.each([
    ["in LF", lines.join("\n")],
    ["in CRLF", lines.join("\r\n")],
    ["in both", `${HEADER}\r\n${UNSHARE}\n${FORK}\r\n`],
    ["in blank lines at the end", `${lines.join("\n")}\n\n \r\n\t\n  `],
    ["in blanks", lines.map((line) => `${line} \t`).join("\r\n")],
  ])("%s", (_, text) => expect(numbers(text)).toEqual([2, 3]));
});

test("a header alone is a history", () => {
  expect(read(HEADER).ok).toBe(true);
});

test("texts may be anything that UTF-8 can write", () => {
  expect(
    read(HEADER, '{"op":"setns","task":1,"path":"\ufeff\\u0000\u2028\\ud83d\\ude00","outcome":"ENOENT"}').ok,
  ).toBe(true);
});

test("the first problem of a file is the one that is told", () => {
  expect(read(HEADER, "", "nonsense")).toMatchObject({ problem: { line: 2 } });
  expect(read(HEADER, "nonsense", "")).toMatchObject({ problem: { line: 2 } });
});

test("a file may be read for another design than it names", () => {
  const other: Model = { ...nested, name: "other", calls: { fork: [] } } as Model; // the type that the catalogue gives designs
  const file = bytes([HEADER.replace('"nested"', '"unheard of"'), FORK].join("\n"));
  const result = readHistory(file, [nested], { as: other });
  expect(result).toMatchObject({ ok: true, history: { model: { name: "other" } } });
  expect(readHistory(bytes([HEADER, UNSHARE].join("\n")), [nested], { as: other })).toMatchObject({
    ok: false,
    problem: { line: 2, column: 7 },
  });
});

test("a history of another domain is told as such, before its scope is looked at", () => {
  const line = '{"format":"nsmodel-history","version":1,"model":"linux","scope":{"tasks":2,"kinds":["pid"]}}';
  expect(readHistory(bytes(line), MODELS, { as: nested })).toMatchObject({
    problem: {
      line: 1,
      column: line.indexOf('"linux"') + 1,
      message: "the history is for linux, whose domain (linux) is not that of nested (containers)",
    },
  });
});

test.each([
  ['{"op":"setuid","task":1,"id":^-0,"outcome":"ok"}', "without a sign"],
  ['{"op":"setuid","task":1,"id":^-1,"outcome":"ok"}', "whole number from 0"],
  ['{"expect":{"parent":{"1":^-0}}}', "without a sign"],
])("a number from 0 is 0, and neither -0 nor less: %s", (marked, word) => {
  const line =
    '{"format":"nsmodel-history","version":1,"model":"linux","scope":{"tasks":2,"kinds":["user"]}}';
  const resultOf = (entry: string) => readHistory(bytes(`${line}\n${entry}`), MODELS);
  const result = resultOf(marked.replace("^", ""));
  expect(result).toMatchObject({ ok: false, problem: { line: 2, column: marked.indexOf("^") + 1 } });
  expect(result.ok ? "" : result.problem.message).toContain(word);
  expect(resultOf(marked.replace(/\^-\d/, "0"))).toMatchObject({ ok: true });
});

test("a file that is cut off anywhere is refused at its last line, or is a shorter history", () => {
  const file = Buffer.from(
    `${HEADER}\r\n${UNSHARE}\n{"expect":{"containers":["/unnamed1"],"tasks":{"1":"/é𝔸"}}}\n${FORK}\n`,
  );
  for (let length = 0; length < file.length; length++) {
    const part = file.subarray(0, length);
    const problem = problemOf(part);
    const lastLine = part
      .toString("latin1")
      .split("\n")
      .filter((line, index) => index === 0 || line !== "").length;
    const isWhole =
      [HEADER, UNSHARE, FORK, "}}}"].some((end) => part.toString().trimEnd().endsWith(end)) &&
      part.at(-1) !== 0x0d;
    if (isWhole) expect(problem).toBeUndefined();
    else expect(problem?.line).toBe(lastLine);
  }
});

test("one damaged byte is refused with its line, or leaves a history", () => {
  fc.assert(
    fc.property(anyHistory, fc.nat(), fc.integer({ min: 0, max: 255 }), ({ scope, entries }, place, byte) => {
      const file = Buffer.from(writeHistory(nested, scope, entries));
      const at = place % file.length;
      const line = file.subarray(0, at).toString("latin1").split("\n").length;
      file[at] = byte;
      const result = readHistory(file, [nested], KNOWN);
      if (result.ok) replay(result.history);
      // A damaged line end joins two lines; a new line end splits one.
      else expect([line, line + 1]).toContain(result.problem.line);
    }),
    { numRuns: 1000 },
  );
});

test("any bytes give a history or a problem", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, withHeader) => {
      const file = withHeader ? new Uint8Array([...bytes(`${HEADER}\n`), ...noise]) : noise;
      const problem = problemOf(file);
      expect(problem?.line ?? 1).toBeGreaterThan(0);
      expect(problem?.column ?? 1).toBeGreaterThan(0);
    }),
  );
});

test("a line may be long, but not longer than the memory", () => {
  const long = (length: number) =>
    `{"op":"setns","task":1,"path":"${"x".repeat(length)}","outcome":"ENOENT"}`;
  expect(read(HEADER, long(1_000_000)).ok).toBe(true);
  expect(read(HEADER, long(LONGEST_LINE))).toMatchObject({ ok: false, problem: { line: 2, column: 1 } });
});
