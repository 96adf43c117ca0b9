/** User-defined designs and properties: named by their path, written by `new`, their mistakes reported in words. */

import { spawnSync } from "node:child_process";
import {
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
import { afterAll, describe, expect, test } from "vitest";
import { MODELS } from "../../src/catalogue.ts";
import { propertyTemplate } from "../../src/cli/containers/templates.ts";
import { designFrom } from "../../src/cli/new.ts";
import { NSMODEL } from "./command.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-own-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SEAL = readFileSync(join(root, "docs/examples/seal.ts"), "utf8");
const SMALL = ["--tasks", "2", "--containers", "2", "--kinds", "uts"];

function nsmodel(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [NSMODEL, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: "",
  });
  expect(run.stderr).not.toMatch(/^\s+at /m);
  return { code: run.status, output: run.stdout, errors: run.stderr };
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}

/** Writes a design that is `nested` except for some lines. @returns its path */
const own = (name: string, lines: string) =>
  write(
    `${name}.ts`,
    `import { type Model, nested } from "nsmodel";
const from: Model = nested;
const design: Model = { ...from, name: "${name}", ${lines} };
export default design;
`,
  );

test("what is broken is asked again by the names that were typed", () => {
  const design = own(
    "deaf",
    'apply: (world, call, scope) => (call.op === "kill" ? "EBUSY" : nested.apply(world as never, call as never, scope))',
  );
  const { output } = nsmodel("compare", "nested", design, ...SMALL);
  expect(output).toMatch(
    /^To repeat this: nsmodel compare nested \.\/deaf\.ts --tasks 2 --containers 2 --kinds uts$/m,
  );
});

describe("new", () => {
  const froms = ["nested", "ns-cgroup"];
  test.each(froms)("what it writes from %s is checked, and equal to it", (from) => {
    const name = `own-${from}`;
    expect(nsmodel("new", name, "--from", from).code).toBe(0);
    expect(nsmodel("compare", from, `./${name}.ts`, ...SMALL)).toMatchObject({ code: 0, errors: "" });
    const check = nsmodel("check", `./${name}.ts`, ...SMALL, "--property", "view-is-closed");
    expect(check).toMatchObject({ code: 0, errors: "" });
    expect(check.output).toMatch(new RegExp(`^${name}: ${from}, so far`));
  });

  test("the property that it writes is checked", () => {
    nsmodel("new", "own-property", "--property");
    const { code, output } = nsmodel("check", ...SMALL, "--property", "./own-property.ts", "never-leaves");
    expect(code).toBe(0);
    expect(output).toMatch(/│ own-property +│ holds/);
  });

  test("all that it writes, and the examples of the documentation, pass the strictest type check", () => {
    const strict = mkdtempSync(join(tmpdir(), "nsmodel-types-"));
    mkdirSync(join(strict, "node_modules"));
    symlinkSync(root, join(strict, "node_modules/nsmodel"));
    const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
    const options = { ...compilerOptions, typeRoots: [join(root, "node_modules/@types")] };
    writeFileSync(join(strict, "package.json"), '{ "type": "module" }');
    writeFileSync(
      join(strict, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["*.ts"] }),
    );
    for (const { name } of MODELS)
      writeFileSync(join(strict, `own-${name}.ts`), designFrom(`own-${name}`, name));
    writeFileSync(join(strict, "own-property.ts"), propertyTemplate("own-property"));
    for (const example of ["leave.ts", "forks-stay.ts"])
      copyFileSync(join(root, "docs/examples", example), join(strict, example));
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "--noEmit"],
      { cwd: strict, encoding: "utf8" },
    );
    rmSync(strict, { recursive: true });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  test("it never overwrites a file", () => {
    write("taken.ts", "mine");
    expect(nsmodel("new", "taken")).toMatchObject({
      code: 2,
      errors: expect.stringContaining("already exists"),
    });
    expect(readFileSync(join(folder, "taken.ts"), "utf8")).toBe("mine");
  });

  test.each([["../up"], ["nested"], ["a b"], [""]])("%j is refused as a name", (name) => {
    expect(nsmodel("new", name).code).toBe(2);
  });
});

describe("a design of one's own", () => {
  const killer = own(
    "no-kill",
    `apply: (world, operation, scope) =>
      operation.op === "kill" ? "EBUSY" : from.apply(world, operation, scope)`,
  );

  test("may be compared, checked by several threads, simulated, replayed and played in the shell", () => {
    expect(nsmodel("compare", "nested", killer, ...SMALL)).toMatchObject({ code: 1, errors: "" });
    const large = ["--tasks", "3", "--containers", "4", "--kinds", "uts", "--names", "a", "--no-symmetry"];
    const threads = nsmodel(
      "check",
      killer,
      ...large,
      "--workers",
      "2",
      "--property",
      "never-leaves",
      "--json",
    );
    expect(threads).toMatchObject({ code: 0, errors: "" });
    expect(JSON.parse(threads.output)).toMatchObject({ model: "no-kill", complete: true });
    const simulated = nsmodel("simulate", killer, "--runs", "5", "--histories", "found");
    expect(simulated.errors).toBe("");
    expect(nsmodel("shell", killer)).toMatchObject({ code: 0, errors: "" });
    const history = write(
      "killed.jsonl",
      `{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}
{"op":"kill","task":1,"path":"/no","outcome":"EBUSY"}
`,
    );
    expect(nsmodel("replay", "--model", killer, history).code).toBe(0);
    expect(nsmodel("replay", history).code).toBe(1);
  });

  test("several threads may search one of several designs, and some of several properties", () => {
    const held = (name: string, finding: string) =>
      write(
        `${name}.ts`,
        `import { always } from "nsmodel";
export default always({ name: "${name}", claim: "a claim", source: "a test", check: (world) => ${finding} });
`,
      );
    const [all, numbered] = [
      held("all-hold", `"holds"`),
      held("task-2", `world.tasks.get(2)?.container === 2 ? { broken: "it is there" } : "holds"`),
    ];
    const large = ["--tasks", "3", "--containers", "4", "--kinds", "uts", "--names", "a", "--images", "0"];
    const asked = nsmodel("check", ...large, "--workers", "2", "--property", all, numbered, "--json");
    expect(asked).toMatchObject({ code: 1, errors: "" });
    expect(JSON.parse(asked.output)).toMatchObject({
      verdicts: [{ verdict: "holds" }, { verdict: "broken" }],
      apart: { complete: true },
    });
    const designs = [killer, own("also-nested", "")];
    const how = ["--workers", "2", "--no-symmetry", "--property", "never-leaves"];
    expect(nsmodel("matrix", ...designs, ...large, ...how)).toMatchObject({ code: 0, errors: "" });
  });

  test("one of several exports is named by #", () => {
    write(
      "several.ts",
      `import { type Model, nested } from "nsmodel";
const from: Model = nested;
export const one: Model = { ...from, name: "one" };
export const two: Model = { ...from, name: "two" };
`,
    );
    expect(nsmodel("compare", "./several.ts#one", "./several.ts#two", ...SMALL).code).toBe(0);
    expect(nsmodel("check", "./several.ts").errors).toMatch(
      /exports several designs: one and two\.\nName one, such as/,
    );
    expect(nsmodel("check", "./several.ts#tow").errors).toMatch(
      /exports nothing named tow\.\nDid you mean two\?/,
    );
  });

  test("where its worlds cannot be renumbered they are searched one by one", () => {
    const file = write(
      "twice.ts",
      `import { type Model, nested, record } from "nsmodel";
const from: Model = nested;
const design: Model = {
  ...from,
  name: "twice",
  initial: (scope) => ({ first: from.initial(scope), second: from.initial(scope) }),
  shape: (scope) => record({ first: from.shape(scope), second: from.shape(scope) }),
  callers: (world) => from.callers(part(world)),
  operations: (world, task, scope) => from.operations(part(world), task, scope),
  apply: (world, operation, scope) => from.apply(part(world), operation, scope),
  observe: (world, scope) => from.observe(part(world), scope),
};
function part(world: object): object {
  const { first }: { first?: object } = world;
  return first ?? {};
}
export default design;
`,
    );
    const found = nsmodel("check", file, ...SMALL, "--property", "never-leaves", "--json");
    expect(JSON.parse(found.output)).toMatchObject({ symmetry: false, complete: true });
    expect(nsmodel("check", file, ...SMALL, "--symmetry")).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/Worlds of twice cannot be renumbered: .* second table of the sort task/),
    });
    expect(nsmodel("compare", file, "nested", ...SMALL)).toMatchObject({ code: 0, errors: "" });
  });
});

test("a saved search of a design is resumed as long as its file is what it was", () => {
  const file = own("resumed", "");
  const saved = ["--save", "saved-own", "--property", "never-leaves"];
  expect(nsmodel("check", file, ...SMALL, ...saved)).toMatchObject({ code: 0, errors: "" });
  expect(nsmodel("check", "--resume", "saved-own")).toMatchObject({ code: 0, errors: "" });
  own("resumed", 'summary: "another",');
  expect(nsmodel("check", "--resume", "saved-own")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(
      /^nsmodel: The files have changed since the search was saved: \.\/resumed\.ts has changed\./,
    ),
  });
});

test("a saved search is not resumed where a file that its design imports has changed", () => {
  write("words.ts", 'export const summary = "one";\n');
  const file = write(
    "importing.ts",
    `import { type Model, nested } from "nsmodel";
import { summary } from "./words.ts";
const from: Model = nested;
export default { ...from, name: "importing", summary };
`,
  );
  const saved = ["--save", "saved-importing", "--property", "never-leaves"];
  expect(nsmodel("check", file, ...SMALL, ...saved)).toMatchObject({ code: 0, errors: "" });
  write("words.ts", 'export const summary = "another";\n');
  expect(nsmodel("check", "--resume", "saved-importing")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(
      /^nsmodel: The files have changed since the search was saved: \.\/words\.ts has changed\./,
    ),
  });
});

describe("a mistake is told in words, and the exit code is 2", () => {
  test.each([
    ["no such file", "./no-such.ts", /There is no file \.\/no-such\.ts/],
    ["not TypeScript", write("broken.ts", "export default {{"), /broken\.ts.* cannot be loaded: .*Expected/s],
    [
      "it throws",
      write("throws.ts", "const a = 1;\nthrow new Error('at once');\n"),
      /throws\.ts:2:\d+ cannot be loaded: at once/,
    ],
    ["exports nothing", write("empty.ts", "export {};"), /empty\.ts exports no design/],
    [
      "no design",
      write("text.ts", "export default 'nested';"),
      /default export is not a design: it must be an object/,
    ],
    [
      "lacks a field",
      own("lacking", "apply: undefined as never"),
      /not a design: it lacks apply: it must be a function/,
    ],
    [
      "a wrong field",
      own("wrong", 'calls: { fork: ["when" as never] }'),
      /the field "when" of its calls is not declared: it is none of the domain's \(path, name, image, handle, kinds\), so declare it/,
    ],
    [
      "a field that every event has",
      own("reserved", 'calls: { fork: ["outcome"] }, fields: { outcome: { is: "path" } }'),
      /a field of its calls is named "outcome", but every event already has that field: give it another name/,
    ],
    [
      "a state of its own that it does not have",
      write("seald.ts", SEAL.replace('containers: ["sealed"]', 'containers: ["seald"]')),
      /seald\.ts:\d+:\d+ cannot be loaded: `own` names "seald", which is not a field of rows of containers: did you mean "sealed"\?/,
    ],
    ["a name that is taken", own("nested", ""), /has the name nested, which is already taken/],
    [
      "no name for a file",
      own("a/b".replace("/", "-"), 'name: "a/b"'),
      /its name is wrong: it must consist of letters/,
    ],
    [
      "a refusal after a change",
      own(
        "careless",
        `apply(world, operation, scope) {
    const outcome = from.apply(world, operation, scope);
    if (operation.op !== "fork") return outcome;
    return outcome === "ok" ? "EAGAIN" : outcome;
  }`,
      ),
      /careless\.ts breaks a law of designs: apply\(\) refuses .*EAGAIN after changing the world.*\nThis happens after\n {2}\{"op":"fork"/s,
    ],
    [
      "an error thrown in a call",
      own("thrower", `apply: () => {\n  throw new Error("not yet");\n}`),
      /thrower\.ts:4:\d+ breaks a law of designs: it throws "not yet"/,
    ],
  ])("%s", (_, file, words) => {
    const { code, errors } = nsmodel("check", file, ...SMALL);
    expect(errors).toMatch(words);
    expect(code).toBe(2);
  });

  test("a property that throws", () => {
    const file = write(
      "odd.ts",
      `import { always } from "nsmodel";
export default always({ name: "odd", claim: "nothing", source: "me", check: () => { throw new Error("oh"); } });
`,
    );
    const { code, errors } = nsmodel("check", ...SMALL, "--property", file);
    expect(errors).toMatch(/odd\.ts:2:\d+ breaks a law of properties: it throws "oh"\./);
    expect(code).toBe(2);
  });

  test("a call that is never tried is a warning", () => {
    const file = own(
      "forgetful",
      `operations: (world, task, scope) =>
      [...from.operations(world, task, scope)].filter(({ op }) => op !== "restart")`,
    );
    const { code, errors } = nsmodel("check", file, ...SMALL, "--property", "never-leaves");
    expect(errors).toMatch(
      /warning: \.\/forgetful\.ts declares restart, but operations\(\) offered no such call/,
    );
    expect(code).toBe(0);
  });
});

test("an ES module that Node takes for a script is told how it becomes one", () => {
  mkdirSync(join(folder, "script"), { recursive: true });
  writeFileSync(join(folder, "script/package.json"), '{ "type": "commonjs" }');
  for (const text of [
    'import { nested } from "nsmodel";\nexport default nested;\n',
    "export default {};\n",
  ]) {
    const { code, errors } = nsmodel("check", write("script/design.js", text), ...SMALL);
    expect(errors).toContain("Add that there, or let the name end in .mjs.");
    expect(code).toBe(2);
  }
});
