import { expect, test } from "vitest";
import { pidsMounts } from "../../../src/conformance/containers/pids-controller.ts";

const line = (mount: string, type: string, options: string): string =>
  `30 25 0:26 / ${mount} rw,relatime shared:9 - ${type} cgroup rw,${options}`;

test("every mount of the pids controller of version 1 is found, with blanks in its path", () => {
  const mountinfo = [
    line("/sys/fs/cgroup/unified", "cgroup2", "nsdelegate"),
    line("/sys/fs/cgroup/memory", "cgroup", "memory"),
    line("/mnt/a\\040b", "cgroup", "cpu,pids"),
    line("/sys/fs/cgroup/pids", "cgroup", "pids"),
    "",
  ].join("\n");
  expect(pidsMounts(mountinfo)).toEqual(["/mnt/a b", "/sys/fs/cgroup/pids"]);
});

test("a controller whose name only begins so is another one", () => {
  expect(pidsMounts(line("/sys/fs/cgroup/x", "cgroup", "pidsx"))).toEqual([]);
});
