import { expect, test } from "vitest";
import {
  findCgroup2,
  OWN_HIERARCHY,
  ownHierarchy,
  pathInHierarchy,
} from "../../../src/conformance/kernel/hierarchy.ts";

const HYBRID = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:7 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
`;

test("cgroup2 is found where it is mounted, also beside version 1", () => {
  expect(findCgroup2(HYBRID)).toEqual({
    version: "v2",
    mount: "/sys/fs/cgroup/unified",
    line: "0::",
    isDelegated: true,
  });
});

test("it is delegated only by its mount option", () => {
  expect(findCgroup2(HYBRID.replace("nsdelegate,", ""))?.isDelegated).toBe(false);
});

test("where it is not mounted it is not found", () => {
  expect(findCgroup2(HYBRID.replace(" - cgroup2 ", " - cgroup3 "))).toBeUndefined();
  expect(findCgroup2("")).toBeUndefined();
});

test("a mount point with blanks is read", () => {
  expect(findCgroup2("41 31 0:38 / /mnt/a\\040b\\134 rw - cgroup2 none rw")?.mount).toBe("/mnt/a b\\");
});

test("the path of a process is read in each hierarchy", () => {
  const cgroups = "11:name=nsmodel:/x\n10:name=nsmodel2:/y\n8:pids:/0::/no\n0::/a/b:c\n";
  expect(pathInHierarchy(cgroups, "0::")).toBe("/a/b:c");
  expect(pathInHierarchy(cgroups, ownHierarchy("/mnt").line)).toBe("/x");
  expect(pathInHierarchy("0::/a\n", `name=${OWN_HIERARCHY}:`)).toBeUndefined();
});
