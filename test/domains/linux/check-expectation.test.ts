import { expect, test } from "vitest";
import { checkLinuxExpectation } from "../../../src/domains/linux/check-expectation.ts";
import type { LinuxExpectation } from "../../../src/domains/linux/expectation.ts";
import {
  type LinuxObservation,
  type ObservedLinuxTask,
  type ObservedNamespace,
  OUTSIDE,
} from "../../../src/domains/linux/observation.ts";
import {
  type NamespaceNumber,
  namespaceNumber,
  type TaskNumber,
  taskNumber,
} from "../../../src/model/numbers.ts";

const task = taskNumber;
const ns = namespaceNumber;

const plain: ObservedLinuxTask = {
  state: "alive",
  parent: OUTSIDE,
  links: { uts: ns(1), user: ns(2), pid: ns(3) },
  uid: 0,
  isCapable: true,
  isSubreaper: false,
  files: new Map(),
};
const row = {
  kind: "uts",
  isInitial: true,
  owner: ns(2),
  parent: null,
  level: 0,
  isActive: true,
  mounts: [],
} as const;

/** Task 1 lives, its child 2 is a zombie, 3 lives in another uts namespace, 4 is dying. Handle a opens, b and c are stale: c's namespace is gone. */
const world: LinuxObservation = {
  tasks: new Map<TaskNumber, ObservedLinuxTask>([
    [task(1), plain],
    [task(2), { ...plain, state: "zombie", parent: task(1), links: { user: ns(2), pid: ns(3) } }],
    [task(3), { ...plain, parent: task(1), links: { ...plain.links, uts: ns(4) } }],
    [task(4), { ...plain, state: "dying", parent: task(1), links: { user: ns(2), pid: ns(5) } }],
  ]),
  namespaces: new Map<NamespaceNumber, ObservedNamespace>([
    [ns(1), row],
    [ns(2), { ...row, kind: "user", owner: null }],
    [ns(3), { ...row, kind: "pid" }],
    [ns(4), row],
    [ns(5), { ...row, kind: "pid", isActive: false }],
  ]),
  handles: new Map<string, NamespaceNumber>([
    ["a", ns(1)],
    ["b", ns(5)],
    ["c", ns(9)],
  ]),
  listed: [ns(1), ns(3), ns(4)],
};

const agrees: LinuxExpectation = {
  alive: [task(3), task(1)],
  zombie: [task(2)],
  dying: [task(4)],
  parent: new Map<TaskNumber, TaskNumber | typeof OUTSIDE>([
    [task(1), OUTSIDE],
    [task(3), task(1)],
  ]),
  owner: [["uts", task(3), task(1)]],
  same: [
    ["pid", task(1), task(2)],
    ["user", task(2), task(4)],
  ],
  different: [["uts", task(1), task(3)]],
  opens: ["a"],
  stale: ["b", "c"],
  names: [["uts", task(1), "a"]],
  listed: [["a"], ["uts", task(3)]],
  unlisted: [["b"], ["user", task(1)]],
};

test("what is so agrees", () => {
  expect(checkLinuxExpectation(agrees, world)).toEqual([]);
});

test.each<[LinuxExpectation, string, string]>([
  [{ alive: [task(1)] }, "nothing more", "task 3"],
  [{ alive: [task(1), task(2), task(3)] }, "task 2", "task 2 is a zombie"],
  [{ zombie: [task(9)] }, "task 9", "task 2, task 9 is gone"],
  [{ dying: [] }, "nothing more", "task 4"],
  [{ parent: new Map([[task(3), 0]]) }, "task 3 a child of the outside", "a child of task 1"],
  [{ parent: new Map([[task(9), task(1)]]) }, "task 9 a child of task 1", "task 9 is gone"],
  [
    { owner: [["user", task(1), task(1)]] },
    "user of task 1 owned by the user namespace of task 1",
    "owned by none",
  ],
  [{ same: [["uts", task(1), task(3)]] }, "uts of task 1 and task 3 the same", "different"],
  [{ different: [["pid", task(1), task(2)]] }, "pid of task 1 and task 2 different", "the same"],
  [{ same: [["uts", task(1), task(2)]] }, "uts of task 1 and task 2 the same", "task 2 is a zombie"],
  [{ opens: ["b"] }, "handle b opens", "stale"],
  [{ stale: ["a"] }, "handle a is stale", "opens"],
  [{ stale: ["z"] }, "handle z is stale", "never taken"],
  [{ names: [["uts", task(3), "a"]] }, "handle a names uts of task 3", "another one"],
  [{ names: [["uts", task(3), "c"]] }, "handle c names uts of task 3", "one that is gone"],
  [{ listed: [["uts", task(3)], ["a"]] }, "handle a listed after uts of task 3", "listed before"],
  [{ listed: [["b"]] }, "handle b listed", "not listed"],
  [{ listed: [["uts", task(2)]] }, "uts of task 2 listed", "task 2 is a zombie"],
  [{ unlisted: [["a"]] }, "handle a not listed", "listed"],
])("%j does not agree", (expectation, expected, found) => {
  expect(checkLinuxExpectation(expectation, world)).toEqual([
    { field: Object.keys(expectation)[0], expected, found },
  ]);
});

test("before the first list nothing is listed, and nothing is known not to be", () => {
  const { listed: _listed, ...rest } = world;
  const before: LinuxObservation = { ...rest, listed: undefined };
  expect(checkLinuxExpectation({ listed: [["a"]], unlisted: [["a"]] }, before)).toHaveLength(2);
});
