import { expect, test } from "vitest";
import { CannotPlay } from "../../../src/conformance/cannot-run.ts";
import { lookAt, type ToLookAt } from "../../../src/conformance/containers/look.ts";
import type { CgroupShown, Process } from "../../../src/managers/kernel.ts";
import { type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";

const [first, second] = [taskNumber(1), taskNumber(2)];
const [one, two, stranger]: readonly Process[] = [{ pid: 11 }, { pid: 12 }, { pid: 13 }];
const cgroup = (
  directory: string,
  name: string,
  pids: readonly number[],
  ...children: CgroupShown[]
): CgroupShown => ({ directory, entry: name, name, pids, children });

/** Task 1 in the root, task 2 in a container whose directory is `x` and whose name is `a b`. */
const TREE = cgroup("/base", "", [11], cgroup("/base/x", "a b", [12, 13]));

function kernelWith(seen: readonly string[], remain: readonly boolean[] = []): Parameters<typeof lookAt>[0] {
  const namespaces = new Map([["uts", 7] as const]);
  return {
    root: "/base",
    show: async (processes) =>
      processes.map(({ pid }) => ({
        lives: true,
        directory: pid === 11 ? "/base" : "/base/x",
        namespaces,
      })),
    remain: async () => remain,
    tree: async () => TREE,
    cgroupsSeenBy: async () => seen,
  };
}

const tasks = new Map<TaskNumber, Process>([
  [first, one ?? { pid: 0 }],
  [second, two ?? { pid: 0 }],
]);
const WHAT: ToLookAt = { tasks, former: [], viewer: undefined, line: "0::" };

test("tasks are in the containers by their names, and processes that are no task are told", async () => {
  const picture = await lookAt(kernelWith([]), WHAT);
  expect([...picture.tasks].map(([task, { path }]) => [task, path])).toEqual([
    [1, "/"],
    [2, "/a b"],
  ]);
  expect([...picture.containers]).toEqual(["/", "/a b"]);
  expect(picture.strays).toEqual(["process 13 is in /a b, but is not a task"]);
  expect(picture.view).toBeUndefined();
});

test("what should be gone and is not is told, also where its number has another process", async () => {
  const former = [
    [second, stranger ?? { pid: 0 }],
    [taskNumber(3), stranger ?? { pid: 0 }],
    [taskNumber(4), stranger ?? { pid: 0 }],
  ] as const;
  const { strays } = await lookAt(kernelWith([], [true, true, false]), { ...WHAT, former });
  expect(strays.slice(0, 2)).toEqual([
    "an earlier process of task 2 should be gone, but is not",
    "task 3 should be gone, but is alive",
  ]);
});

test.each([
  [first, ["0::/", "0::/x"], ["/", "/a b"]],
  [second, ["0::/..", "0::/"], [undefined, "/"]],
  [second, ["0::/../y", "0::/"], [undefined, "/"]],
])("task %d sees containers in its view by their names, and no others", async (viewer, seen, paths) => {
  const { view } = await lookAt(kernelWith(seen), { ...WHAT, viewer });
  expect([view?.viewer, ...(view?.paths.values() ?? [])]).toEqual([viewer, ...paths]);
});

test("a view that cannot be read is not taken for one", async () => {
  const unread = lookAt(kernelWith(["1:name=x:/", ""]), { ...WHAT, viewer: first });
  await expect(unread).rejects.toBeInstanceOf(CannotPlay);
});
