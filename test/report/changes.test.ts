import fc from "fast-check";
import { produceWithPatches } from "immer";
import { describe, expect, test } from "vitest";
import { containers } from "../../src/domains/containers/domain.ts";
import { begin, goTo, observationOf, performAll } from "../../src/history/history.ts";
import type { Operation } from "../../src/model/operation.ts";
import { changes } from "../../src/report/changes.ts";
import { stepChanges } from "../../src/report/story.ts";
import { anyRun } from "../arbitrary.ts";
import { NESTED, nestedHistory, op } from "./design.ts";

const last = (...operations: readonly Operation[]): string[] =>
  stepChanges(nestedHistory(...operations), operations.length - 1);

const DOWN = [op("fork", 1), op("unshare", 2, { kinds: ["uts"] })];

describe("what an event of nested changed", () => {
  test.each<[string, Operation[], string[]]>([
    ["fork", [op("fork", 1)], ["task 2 is made: with nsproxy 1"]],
    [
      "unshare",
      DOWN,
      [
        "nsproxy 2 is made: in container 2, uts 2, net 1",
        "container 2 is made: unnamed1, in container 1, with nsproxy 2",
        "task 2 uses nsproxy 2 instead of 1",
      ],
    ],
    [
      "setns",
      [...DOWN, op("setns", 1, { path: "/unnamed1" })],
      ["task 1 uses nsproxy 2 instead of 1", "container 1 has no nsproxy any more", "nsproxy 1 is released"],
    ],
    [
      "rename",
      [...DOWN, op("rename", 1, { path: "/unnamed1", name: "my job" })],
      ["container 2 is renamed from unnamed1 to 'my job'"],
    ],
    [
      "exit, where a number that was free before goes too",
      [op("fork", 1), op("fork", 1), op("exit", 2), op("exit", 3)],
      ["task 3 is released"],
    ],
    [
      "checkpoint",
      [...DOWN, op("checkpoint", 1, { path: "/unnamed1", image: "3" })],
      ["image 3 is made: 1 container, 1 nsproxy, 1 task"],
    ],
    ["a refusal", [op("fork", 9)], []],
    ["a rename to its own name", [...DOWN, op("rename", 1, { path: "/unnamed1", name: "unnamed1" })], []],
  ])("%s", (_, operations, expected) => expect(last(...operations)).toEqual(expected));

  test("an image that is replaced, beside one that is not", () => {
    const recorded = [
      op("checkpoint", 1, { path: "/unnamed1", image: "a" }),
      op("checkpoint", 1, { path: "/unnamed1", image: "b" }),
    ];
    const again = [op("fork", 2), op("checkpoint", 1, { path: "/unnamed1", image: "b" })];
    expect(last(...DOWN, ...recorded, ...again).every((line) => line.startsWith("image b has"))).toBe(true);
    expect(last(...DOWN, ...recorded, ...again)).not.toEqual([]);
  });
});

test("whatever else a design keeps is told all the same", () => {
  const before = {
    tasks: [null, { container: 1, entered: [1], namespaces: { uts: 1 } }],
    killed: [] as number[],
    clock: { now: 1 },
    ticks: 1,
  };
  const [world, patches, inversePatches] = produceWithPatches(before, (draft) => {
    draft.tasks[1]?.entered.push(2);
    draft.tasks.push({ container: 2, entered: [], namespaces: { uts: 2 } });
    draft.clock.now = 2;
    draft.ticks = 2;
  });
  const moment = {
    event: { operation: op("walk", 1), outcome: "ok" as const },
    world,
    patches,
    inversePatches,
  };
  expect(changes(containers, before, moment)).toEqual([
    "task 2 is made: in container 2, entered none, uts 2",
    "task 1 has entered 1 and 2 instead of 1",
    "clock has now 2 instead of 1",
    "ticks has value 2 instead of 1",
  ]);
});

test("of any history: each task that came or went has its line, a line says something or nothing changed", () => {
  fc.assert(
    fc.property(anyRun(NESTED), ({ scope, operations }) => {
      const history = performAll(begin(NESTED, scope), operations);
      history.moments.forEach(({ patches }, index) => {
        const lines = stepChanges(history, index);
        expect(lines.length > 0).toBe(patches.length > 0);
        for (const line of lines) expect(line).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
        const before = observationOf(goTo(history, index));
        const after = observationOf(goTo(history, index + 1));
        const sorts = [
          ["task", before.tasks, after.tasks],
          ["container", before.containers, after.containers],
          ["nsproxy", before.nsproxies, after.nsproxies],
        ] as const;
        for (const [sort, was, is] of sorts) {
          const made = [...is.keys()].filter((number) => !new Set<number>(was.keys()).has(number));
          const gone = [...was.keys()].filter((number) => !new Set<number>(is.keys()).has(number));
          expect(numbersIn(lines, sort, "is made")).toEqual(made);
          expect(numbersIn(lines, sort, "is released")).toEqual(gone);
        }
      });
    }),
    { numRuns: 30 },
  );
});

function numbersIn(lines: readonly string[], sort: string, what: string): number[] {
  return lines.flatMap((line) => {
    const number = new RegExp(`^${sort} (\\d+) ${what}`).exec(line)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}
