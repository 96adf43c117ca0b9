import fc from "fast-check";
import { expect, test } from "vitest";
import { viewers } from "../../../src/domains/containers/viewers.ts";
import { begin, observationOf, performAll } from "../../../src/history/history.ts";
import { plain } from "../../../src/text/paint.ts";
import { anyRun } from "../../arbitrary.ts";
import { NESTED, nestedHistory, op } from "../../report/design.ts";

test("each viewer has its own name for a container, or none", () => {
  const history = nestedHistory(
    op("fork", 1),
    op("unshare", 2, { kinds: ["uts"] }),
    op("rename", 1, { path: "/unnamed1", name: "vserver1" }),
    op("fork", 2),
    op("fork", 2),
    op("unshare", 3, { kinds: ["net"] }),
  );
  expect(viewers(observationOf(history))).toBe(
    [
      "container  the root, task 1    tasks 2 and 4  task 3",
      "1          /                   -              -",
      "2          /vserver1           /              -",
      "3          /vserver1/unnamed1  /unnamed1      /",
    ].join("\n"),
  );
});

test("the root's names are there when nobody lives", () => {
  expect(viewers(observationOf(nestedHistory(op("exit", 1))))).toBe("container  the root\n1          /");
});

test("of any world: every path of every viewer, on lines no longer than asked for, safe to print", () => {
  fc.assert(
    fc.property(anyRun(NESTED), fc.integer({ min: 60, max: 120 }), ({ scope, operations }, width) => {
      const world = observationOf(performAll(begin(NESTED, scope), operations));
      const blocks = viewers(world, plain, width).split("\n\n");
      for (const line of blocks.join("\n").split("\n")) {
        expect(line).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
        expect([...line].length).toBeLessThanOrEqual(width);
      }
      const heads = blocks.map((block) => block.split("\n")[0]).join(" ");
      for (const task of world.tasks.keys()) expect(heads).toMatch(new RegExp(`\\b${task}\\b`));
      for (const block of blocks) expect(block.split("\n")).toHaveLength(world.containers.size + 1);
      const cells = new Set(blocks.join("\n").split(/\n| {2,}/));
      for (const task of world.tasks.keys())
        for (const container of world.containers.keys()) {
          const path = world.path(task, container) ?? "-";
          if (/^[\w/-]{1,30}$/.test(path)) expect(cells).toContain(path);
        }
    }),
    { numRuns: 30 },
  );
});
