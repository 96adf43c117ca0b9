import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { AttemptBudget, countAttempts, type Refused } from "../../../src/conformance/kernel/attempts.ts";
import { Kernel } from "../../../src/conformance/kernel/kernel.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { describeOnKernel } from "../machine.ts";

const scope = { tasks: 2, containers: 3, kinds: ["uts", "ipc"], names: ["a"], images: 0 } as const;
const [one, two] = [taskNumber(1), taskNumber(2)];

describe("attempts", () => {
  const before = nested.observe(nested.initial(scope), scope);
  const refused = (op: string, outcome: Refused["outcome"]): Refused => ({
    before,
    operation: { op, task: one },
    outcome,
  });

  test("are made three times for each operation and errno", () => {
    const budget = new AttemptBudget();
    const taken = (of: Refused) => [1, 2, 3, 4, 5].map(() => budget.take(of));
    expect(taken(refused("fork", "EAGAIN"))).toEqual([true, true, true, false, false]);
    expect(taken(refused("unshare", "EINVAL"))).toEqual([true, true, true, false, false]);
    expect(taken(refused("unshare", "ENOSPC"))).toEqual([true, true, true, false, false]);
  });

  test("that came to the same are added up", () => {
    const attempt = { op: "fork", refusal: "EAGAIN", what: "clone3", outcome: "ok" } as const;
    const other = { ...attempt, outcome: "EAGAIN" };
    expect(countAttempts([attempt, other, attempt])).toEqual([
      { ...attempt, times: 2 },
      { ...other, times: 1 },
    ]);
  });
});

/** A task below the root's: there all refusals but one are tried. */
const PREPARED: readonly Operation[] = [
  { op: "fork", task: one },
  { op: "unshare", task: two, kinds: ["uts"] },
];
/** Task 1 stands in the root, with `/unnamed1` and `/unnamed1/unnamed1` below, the former without a task. */
const DEEPER: readonly Operation[] = [...PREPARED, { op: "unshare", task: two, kinds: ["uts"] }];

describeOnKernel("what the model refuses", ["superuser", "compiler", "cgroup2"], () => {
  const kernels = new Map<"v1" | "v2", Kernel>();
  beforeAll(async () => {
    for (const hierarchy of ["v1", "v2"] as const) kernels.set(hierarchy, await Kernel.start({ hierarchy }));
  });
  afterAll(async () => {
    for (const kernel of kernels.values()) await kernel.close();
  });

  const kernelSays = async (operations: readonly Operation[], hierarchy: "v1" | "v2") => {
    const run = await kernels.get(hierarchy)?.play(nested, scope, operations);
    expect(run?.events.flatMap(({ differences }) => differences)).toEqual([]);
    return run?.attempts.map(({ op, refusal, outcome }) => `${op} ${refusal}: ${outcome}`);
  };

  test.each<[string, readonly Operation[], Operation, string, string]>([
    ["fork without room", PREPARED, { op: "fork", task: one }, "fork EAGAIN: ok", "fork EAGAIN: ok"],
    [
      "unshare of no kind",
      PREPARED,
      { op: "unshare", task: one, kinds: [] },
      "unshare EINVAL: ok",
      "unshare EINVAL: ok",
    ],
    [
      "a container that there is not",
      PREPARED,
      { op: "setns", task: one, path: "/x" },
      "setns ENOENT: ENOENT",
      "setns ENOENT: ENOENT",
    ],
    [
      "a container without tasks",
      DEEPER,
      { op: "setns", task: one, path: "/unnamed1" },
      "setns ENXIO: ok",
      "setns ENXIO: ok",
    ],
    [
      "to rename one's own",
      PREPARED,
      { op: "rename", task: two, path: "/", name: "a" },
      "rename EBUSY: EPERM",
      "rename EBUSY: ok",
    ],
    [
      "a bad name",
      PREPARED,
      { op: "rename", task: one, path: "/unnamed1", name: ".." },
      "rename EINVAL: EBUSY",
      "rename EINVAL: EBUSY",
    ],
    [
      "to kill what there is not",
      PREPARED,
      { op: "kill", task: one, path: "/x" },
      "kill ENOENT: ENOENT",
      "kill ENOENT: ENOENT",
    ],
  ])("%s: the kernel is asked, and all stays as it was", async (_, before, operation, onV2, onV1) => {
    const after: Operation = { op: "setns", task: two, path: "/" };
    expect(await kernelSays([...before, operation, after], "v2")).toEqual([onV2]);
    expect(await kernelSays([...before, operation, after], "v1")).toEqual([onV1]);
  });

  test("is not tried where it is not safe, or nobody could", async () => {
    const unsafe: readonly Operation[] = [
      ...PREPARED,
      { op: "kill", task: two, path: "/" },
      { op: "rename", task: one, path: "/", name: "a" },
      { op: "rename", task: two, path: "/../unnamed9", name: "a" },
      { op: "setns", task: one, path: "/x\0y" },
      { op: "fork", task: taskNumber(9) },
    ];
    expect(await kernelSays(unsafe, "v1")).toEqual([]);
  });
});
