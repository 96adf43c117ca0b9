import { afterAll, beforeAll, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import type { KernelRun } from "../../src/conformance/containers/run.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { describeOnKernel } from "./machine.ts";

const first = taskNumber(1);
const FORK: Operation = { op: "fork", task: first };
const UNSHARE: Operation = { op: "unshare", task: first, kinds: ["uts"] };
const scopeOf = (changes: Partial<ContainerScope>): ContainerScope => ({
  tasks: 3,
  containers: 3,
  kinds: ["uts"],
  names: [],
  images: 0,
  ...changes,
});

/** Puts task 2 into `/unnamed1`; task 1 stays in the root. */
const BELOW: readonly Operation[] = [FORK, { ...UNSHARE, task: taskNumber(2) }];

function differencesIn({ beginning, events }: KernelRun): string[] {
  return [...beginning, ...events.flatMap(({ differences }) => differences)].map(({ words }) => words);
}

const kernels = new Map<"v1" | "v2", ContainerKernel>();

describeOnKernel("histories at the limits", ["superuser", "compiler", "cgroup2"], () => {
  beforeAll(async () => {
    for (const hierarchy of ["v1", "v2"] as const)
      kernels.set(hierarchy, await ContainerKernel.start({ hierarchy }));
  });
  afterAll(async () => {
    for (const kernel of kernels.values()) await kernel.close();
  });

  const played = async (hierarchy: "v1" | "v2", scope: ContainerScope, operations: readonly Operation[]) => {
    const kernel = kernels.get(hierarchy);
    if (kernel === undefined) throw new Error("it is started before");
    return kernel.play(nested, scope, operations);
  };

  test.each([
    ["120 forks", scopeOf({ tasks: 121 }), Array.from({ length: 120 }, () => FORK)],
    [
      "2,500 refused calls of 3 tasks",
      scopeOf({}),
      [FORK, FORK, ...Array.from({ length: 2500 }, () => FORK)],
    ],
    ["80 nested unshare", scopeOf({ containers: 81 }), Array.from({ length: 80 }, () => UNSHARE)],
  ] as const)("%s agree", async (_, scope, operations) => {
    const run = await played("v2", scope, operations);
    expect({ differences: differencesIn(run), stopped: run.stopped }).toEqual({
      differences: [],
      stopped: undefined,
    });
    expect(run.events).toHaveLength(operations.length);
  });

  test("more processes than the agent has are no answer of the kernel's", async () => {
    const run = await played(
      "v2",
      scopeOf({ tasks: 400 }),
      Array.from({ length: 300 }, () => FORK),
    );
    expect(differencesIn(run)).toEqual([]);
    expect(run.stopped).toEqual({
      sort: "cannot play",
      why: "it needs more than the 256 processes available for tasks at once",
    });
  });

  test("a path that is longer than the kernel takes is walked", async () => {
    const path = `/unnamed1${"/.".repeat(3000)}`;
    const run = await played("v2", scopeOf({}), [
      ...BELOW,
      { op: "kill", task: first, path },
      { op: "kill", task: first, path },
    ]);
    expect(run.events.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ENOENT"]);
    expect(differencesIn(run)).toEqual([]);
  });

  test.each(
    (["v1", "v2"] as const).flatMap((hierarchy) =>
      ["a b", "0::x", "ü".repeat(100), ".x", "cgroup.procs", "tasks", "x\ny", "unnamed1", "~1"].map(
        (name) => [hierarchy, name] as const,
      ),
    ),
  )("on %s a container can be called %j", async (hierarchy, name) => {
    const scope = scopeOf({ tasks: 4, containers: 4 });
    const [second, third] = [taskNumber(2), taskNumber(3)];
    const run = await played(hierarchy, scope, [
      ...BELOW,
      FORK,
      { ...UNSHARE, task: third },
      { op: "rename", task: first, path: "/unnamed2", name: "other" },
      { op: "rename", task: first, path: "/unnamed1", name },
      { op: "rename", task: first, path: "/other", name },
      { op: "rename", task: first, path: `/other/../${name}/.`, name },
      { op: "setns", task: third, path: `/${name}` },
      { ...UNSHARE, task: second },
      FORK,
      { op: "setns", task: taskNumber(4), path: `/${name}` },
      { op: "kill", task: first, path: `/${name}` },
      { op: "setns", task: first, path: `/${name}` },
    ]);
    expect({ differences: differencesIn(run), stopped: run.stopped }).toEqual({
      differences: [],
      stopped: undefined,
    });
  });
});
