import { afterAll, beforeAll, expect, test } from "vitest";
import { pinned } from "../../models/pinned.ts";
import { unshareStaying } from "../../models/unshare-staying.ts";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { describeOnKernel } from "../conformance/machine.ts";

const [ONE, TWO] = [taskNumber(1), taskNumber(2)];
const SCOPE: ContainerScope = {
  tasks: 2,
  containers: 3,
  kinds: ["user", "uts", "net"],
  names: [],
  images: 0,
};

describeOnKernel("namespaces that files keep", ["superuser", "compiler", "cgroup2"], () => {
  let kernel: ContainerKernel;
  beforeAll(async () => {
    kernel = await ContainerKernel.start();
  });
  afterAll(() => kernel.close());

  test.each<{ design: Model; calls: readonly Operation[] }>([
    {
      design: pinned,
      calls: [
        { op: "unshare", task: ONE, kinds: ["uts"] },
        { op: "unshare", task: ONE, kinds: ["user"] },
        { op: "setns", task: TWO, path: "/unnamed1/unnamed1" },
      ],
    },
    {
      design: unshareStaying,
      calls: [
        { op: "unshare", task: ONE, kinds: ["uts"] },
        { op: "setns", task: ONE, path: "/unnamed1" },
        { op: "unshare", task: ONE, kinds: ["user"] },
        { op: "setns", task: TWO, path: "/unnamed1/unnamed1" },
      ],
    },
  ])(
    "of $design.name are entered where an outer user namespace owns some of them",
    async ({ design, calls }) => {
      const operations: readonly Operation[] = [{ op: "fork", task: ONE }, ...calls];
      const run = await kernel.play(design, SCOPE, operations);
      expect(run.events.map(({ outcome }) => outcome)).toEqual(operations.map(() => "ok"));
      expect(run.events.flatMap(({ differences }) => differences)).toEqual([]);
    },
  );
});
