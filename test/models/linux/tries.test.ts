/** What a search tries with names, in cases that walks seldom reach. Everything else that it tries is compared in walks.test.ts. */
import { expect, test } from "vitest";
import { apply } from "../../../models/linux/linux.ts";
import { operations } from "../../../models/linux/tries.ts";
import { initialWorld } from "../../../models/linux/world.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { taskNumber } from "../../../src/model/numbers.ts";

const SCOPE: LinuxScope = { tasks: 1, kinds: ["uts"], handles: 1, files: 1 };

/** The operations of a call that a search tries for task 1 after a history. */
function tried(op: string, history: string, bounds: Partial<LinuxScope>): LinuxOperation[] {
  const scope = { ...SCOPE, ...bounds };
  const world = initialWorld(scope);
  for (const operation of operationsFrom(history)) expect(apply(world, operation, scope)).toBe("ok");
  return [...operations(world, taskNumber(1), scope)].filter((operation) => operation.op === op);
}

test.each([
  [1, 0],
  [2, 2],
])("of %i mounts, one of them there, %i are tried", (mounts, expected) => {
  const history = "nsfile 1 1 uts file1; bind 1 file1 mount1";
  expect(tried("bind", history, { mounts })).toHaveLength(expected);
});

test("a list names an owner, a handle to go on after, both or none", () => {
  const own = { op: "list", task: taskNumber(1), kinds: [] };
  const named = "handle1";
  expect(tried("list", "handle 1 1 uts handle1", { kinds: [] })).toStrictEqual([
    own,
    { ...own, after: named },
    { ...own, owner: "self" },
    { ...own, owner: "self", after: named },
    { ...own, owner: named },
    { ...own, owner: named, after: named },
  ]);
});
