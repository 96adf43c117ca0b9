/** The fields that docs/json.md names for the results as JSON are the ones that are printed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { taskNumber } from "../../src/model/numbers.ts";
import { writeLog } from "../../src/report/log/log.ts";
import { json } from "../../src/report/reporters/json.ts";
import { NSMODEL } from "../cli/command.ts";
import { SCHEMAS, schemaErrors } from "./schemas.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/json.md"), "utf8");
const HISTORIES = "test/histories";

/** The fields that a section of the page names, such as `designs[].model`. */
function documented(heading: string): string[] {
  const section = page.split(/^##+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, field]) => field ?? ""),
  );
}

/** The fields of a value (of a list: those of its elements), down to the ones that are documented. */
function printed(value: unknown, known: readonly string[], path = ""): string[] {
  if (path !== "" && !known.some((field) => field.startsWith(path) && field !== path)) return [path];
  if (Array.isArray(value)) return value.flatMap((element) => printed(element, known, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    printed(inner, known, path === "" ? key : `${path}.${key}`),
  );
}

const fieldsOf = (values: readonly unknown[], heading: string): string[] =>
  [...new Set(values.flatMap((value) => printed(value, documented(heading))))].toSorted();

/** Runs a command and checks its result against the schema. */
function run(command: string) {
  const { status, value } = runAsItIs(command);
  const name = command.split(" ")[0] ?? "";
  if (status !== 3) expect(schemaErrors(name, value)).toEqual([]);
  return { status, value };
}

function runAsItIs(command: string) {
  const words = [NSMODEL, ...command.split(" "), "--json"];
  const { stdout, status } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  return { status, value: stdout === "" ? {} : JSON.parse(stdout) };
}

const folder = mkdtempSync(join(tmpdir(), "nsmodel-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a log: a history of one call, and an interrupted one. @returns its path */
function logOf(kernel: string, outcome: string): string {
  const file = join(folder, `${kernel}.log`);
  const events = [{ line: 2, operation: { op: "fork", task: taskNumber(1) }, outcome }];
  const origin = { nsmodel: "1", kernel, design: "0" };
  writeFileSync(
    file,
    writeLog({
      origin,
      histories: [
        { history: "a", model: "nested", events, end: { is: "whole" } },
        { history: "b", events: [], end: { is: "interrupted" } },
      ],
    }),
  );
  return file;
}

const SMALL = "--tasks 2 --containers 3 --kinds uts --names a";

describe("each command prints the fields that the page names, and no others", () => {
  test.each([
    ["`check`", [`check ${SMALL} --property always-enterable --fair exit=weak`]],
    ["`matrix`", [`matrix nested ${SMALL} --property never-leaves --fair exit=weak`]],
    [
      "`compare`",
      [
        `compare nested flat ${SMALL}`,
        "compare nested ns-cgroup",
        `compare nested task-struct ${SMALL} --depth 1`,
        `compare nested test/docs/numbered.js ${SMALL}`,
      ],
    ],
    ["`cost`", ["cost nested"]],
    ["`simulate`", ["simulate --runs 2"]],
    ["`replay`", [`replay ${HISTORIES}/fork-ok.jsonl`, `replay ${HISTORIES}/none.jsonl`]],
    ["`diff`", [`diff ${logOf("6.18", "ok")} ${logOf("7.1", "EPERM")}`]],
    ["`show`", [`show ${HISTORIES}/fork-ok.jsonl`, `show ${HISTORIES}/fork-ok-and-exit-for-ever.jsonl`]],
  ])("%s", (heading, commands) => {
    // If numbers matter to a property; with a kernel, with --property, after a signal; if only an outcome differs.
    const rare = [
      "apart",
      "files[].kernel",
      "files[].notPlayed",
      "files[].claims",
      "files[].interrupted",
      "outcomeDifference",
      "designs[].kind",
    ];
    const found = fieldsOf(
      commands.map((command) => run(command).value),
      heading,
    );
    const expected = documented(heading).filter((field) => found.includes(field) || !rare.includes(field));
    expect(found).toEqual(expected.toSorted());
  });
});

test("a conformance run prints the fields that the page names", ({ skip }) => {
  const { status, value } = run("conform --runs 1 --seed 1");
  if (status === 3) return skip("this machine cannot play histories");
  const rare = ["transitions"];
  const missing = documented("`conform`").filter(
    (field) => !Object.hasOwn(value, field) && !rare.includes(field),
  );
  expect(missing).toEqual([]);
});

describe("the shapes that commands share", () => {
  const { value } = run(`check ${SMALL} --images 1 --property always-enterable`);
  const onRuns = run(`check pinned ${SMALL} --property killed-goes --fair exit=weak`).value;
  const cost = run("cost nested ns-cgroup").value.designs;
  const linux = run("check linux --tasks 1 --kinds uts").value;
  const linuxShown = run(`show ${HISTORIES}/linux/zombie-keeps-user-and-pid.jsonl`).value;
  test.each([
    ["`scope`", [value.scope]],
    ["`verdict`", [...value.verdicts, ...onRuns.verdicts, { length: 3, unasked: true }]],
    ["`event`", [...value.verdicts[0].history, value.verdicts[0].call, { name: "a", image: "b" }]],
    ["`calls`", Object.values(value.operations)],
    ["`world`", [run(`show ${HISTORIES}/fork-ok.jsonl`).value.world, { handles: {} }]],
    ["`costs`", [...cost, { why: "no reason" }]],
    ["`scope` of `linux`", [linux.scope, { kernel: "6.18" }]],
    ["`world` of `linux`", [...linux.terminalWorlds, linuxShown.entries.at(-1).world, { listed: [] }]],
  ])("%s", (heading, values) => {
    expect(fieldsOf(values, heading)).toEqual(documented(heading).toSorted());
  });
});

describe("the schemas", () => {
  test("are those that the page names", () => {
    const named = [...page.matchAll(/\[`(\w+)`\]\(\.\.\/schemas\/\1\.schema\.json\)/g)].map(
      ([, name]) => name,
    );
    expect(named.toSorted()).toEqual([...SCHEMAS.keys()].toSorted());
  });

  test("a matrix by kinds, a comparison that is not decided, and a part of a check are as they say", () => {
    run("matrix linux --tasks 1 --kinds uts --no-cost");
    run(`compare nested task-struct ${SMALL} --depth 1`);
    expect(run(`check ${SMALL} --property never-leaves nothing-leaks --shard 2/2`).value.shard).toEqual({
      number: 2,
      of: 2,
    });
  });

  test("so is what a machine can do, and are the results of tests", () => {
    run("doctor");
    const results = [
      { name: "a", seconds: 0, status: "failed", failures: [{ line: 1, message: "b" }], summary: "" },
    ] as const;
    expect(schemaErrors("tests", JSON.parse(json(results, "1.0.0")))).toEqual([]);
  });

  test("an unknown field is no part of a result, nor is a result without its version", () => {
    const { value } = run(`check ${SMALL} --property always-enterable`);
    const { version: _, ...without } = value;
    expect(schemaErrors("check", { ...value, more: 1 })).toEqual([expect.stringContaining('"more"')]);
    expect(schemaErrors("check", without)).toEqual([expect.stringContaining('"version"')]);
    const verdicts = [{ ...value.verdicts[0], more: 1 }];
    expect(schemaErrors("check", { ...value, verdicts })).toEqual([expect.stringContaining('"more"')]);
    expect(schemaErrors("matrix", value)).not.toEqual([]);
  });
});
