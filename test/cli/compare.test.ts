import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const SMALL = ["--tasks", "2", "--containers", "3", "--kinds", "uts"];

function nsmodel(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [NSMODEL, ...args], { encoding: "utf8" });
  return { code: status, output: stdout, errors: stderr };
}

describe("compare", () => {
  test("as JSON it has the verdict, both histories and the calls that were left out", () => {
    const { code, output } = nsmodel("compare", "nested", "pinned", ...SMALL, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      first: "nested",
      second: "pinned",
      verdict: "differ",
      difference: {
        of: "observation",
        history: [
          {
            first: { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
            second: { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
          },
          { first: { op: "exit", task: 1, outcome: "ok" }, second: { op: "exit", task: 1, outcome: "ok" } },
        ],
      },
      calls: { onlyFirst: [], onlySecond: ["remove"] },
      symmetry: true,
    });
  });

  test.each([
    [
      "equal",
      ["nested", "task-struct", ...SMALL],
      0,
      /nested and task-struct are equal in the whole scope\./,
    ],
    ["differ", ["nested", "flat", ...SMALL], 1, /nested and flat differ after 2 events\./],
    ["not decided", ["nested", "task-struct", ...SMALL, "--depth", "1"], 4, /Not decided: .* up to 1 event/],
    ["too many pairs", ["nested", "task-struct", ...SMALL, "--pairs", "2"], 4, /Not decided: .* 2 pairs/],
    ["refines", ["nested", "nested", ...SMALL, "--refines"], 0, /nested can do everything that nested does/],
    [
      "does not refine",
      ["flat", "nested", ...SMALL, "--refines"],
      1,
      /nested cannot follow flat after 2 events/,
    ],
  ])("%s", (_, args, code, words) => {
    const run = nsmodel("compare", ...args);
    expect(run.output).toMatch(words);
    expect(run).toMatchObject({ code, errors: "" });
  });

  test("an unknown design is refused", () => {
    expect(nsmodel("compare", "nested", "subst")).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/subset\?/),
    });
  });
});

test("designs of different domains are not compared", () => {
  expect(nsmodel("compare", "linux", "nested")).toMatchObject({
    code: 2,
    errors: expect.stringMatching(
      /^nsmodel: linux and nested cannot be compared: .* \(linux and containers\)\./,
    ),
  });
});

describe("cost", () => {
  test("as JSON it has each call in each ladder", () => {
    const { code, output } = nsmodel("cost", "nested", "flat", "--json");
    expect(code).toBe(0);
    const { by, complete, designs } = JSON.parse(output);
    expect({ by, complete }).toEqual({ by: "depth", complete: true });
    const [nested, flat] = designs;
    expect(nested.ladders.at(-1)).toMatchObject({ ladder: { depth: 64, tasks: 1 }, levels: 64 });
    const kill = ({ ladders }: typeof nested) =>
      ladders.at(-1).calls.find(({ op }: { op: string }) => op === "kill");
    expect(kill(nested)).toMatchObject({
      written: 192,
      call: { op: "kill", task: 1, path: "/unnamed1", outcome: "ok" },
    });
    expect(kill(flat).written).toBe(2336);
  });

  test("by tasks", () => {
    const { output } = nsmodel("cost", "nested", "--by", "tasks");
    expect(output).toMatch(/nested: records read \/ written, depth 4, by tasks at each level/);
    expect(output).toMatch(/│ call +│ tasks 1 +│ tasks 2 /);
  });

  test("how deep a ladder gets is said where it does not get deeper", () => {
    expect(nsmodel("cost", "unshare-leaving").output).toMatch(/no deeper than 1 level below the root/);
  });
});
