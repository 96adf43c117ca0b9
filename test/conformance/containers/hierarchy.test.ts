import fc from "fast-check";
import { expect, test } from "vitest";
import {
  findCgroup2,
  OWN_HIERARCHY,
  ownHierarchy,
  pathInHierarchy,
} from "../../../src/conformance/containers/hierarchy.ts";

const HYBRID = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:7 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
`;

/** Searches files with this content; nothing is mounted over anything. */
const found = (mountinfo: string, own = "/", deviceAt = (_path: string): string | undefined => "0:38") =>
  findCgroup2({ mountinfo, cgroups: `9:name=systemd:/\n0::${own}\n`, deviceAt });
const parentsWith = (root: string, own: string) =>
  found(`41 31 0:38 ${root} /mnt rw - cgroup2 none rw\n`, own).candidates.map(({ parents }) => parents);

test("cgroup2 is found where it is mounted, also beside version 1", () => {
  const hierarchy = { version: "v2", mount: "/sys/fs/cgroup/unified", line: "0::", isDelegated: true };
  expect(found(HYBRID)).toEqual({
    candidates: [{ hierarchy, parents: ["/sys/fs/cgroup/unified"] }],
    refused: [],
  });
});

test("it is delegated only by its mount option", () => {
  const [candidate] = found(HYBRID.replace("nsdelegate,", "")).candidates;
  expect(candidate?.hierarchy.isDelegated).toBe(false);
});

test("where it is not mounted it is not found", () => {
  for (const text of [HYBRID.replace(" - cgroup2 ", " - cgroup3 "), ""])
    expect(found(text)).toEqual({ candidates: [], refused: [] });
});

test("a mount point and a root with blanks are read", () => {
  const [candidate] = found(
    "41 31 0:38 /x\\040y /mnt/a\\040b\\134\\012c rw - cgroup2 none rw",
    "/x y/z",
  ).candidates;
  expect(candidate?.parents).toEqual(["/mnt/a b\\\nc", "/mnt/a b\\\nc/z"]);
});

test("a mount of a part of the hierarchy is used if this process is in that part", () => {
  expect(parentsWith("/", "/a/b")).toEqual([["/mnt", "/mnt/a/b"]]);
  expect(parentsWith("/a", "/a/b")).toEqual([["/mnt", "/mnt/b"]]);
  expect(parentsWith("/a/b", "/a/b")).toEqual([["/mnt"]]);
  expect(parentsWith("/a", "/ab")).toEqual([]);
  expect(parentsWith("/a", "/")).toEqual([]);
  expect(parentsWith("/../..", "/a")).toEqual([["/mnt"]]);
  expect(parentsWith("/../c", "/a")).toEqual([]);
  expect(parentsWith("/", "/../c")).toEqual([["/mnt"]]);
  expect(found("41 31 0:38 /a /mnt rw - cgroup2 none rw", "/c").refused).toEqual([
    "/mnt: it shows /a, but this process is in /c",
  ]);
});

test("every mount is tried, and one that is covered is not taken", () => {
  const text = `${HYBRID}50 31 0:38 / /mnt ro - cgroup2 none rw\n51 31 0:38 / /covered rw - cgroup2 none rw\n`;
  const { candidates, refused } = found(text, "/", (path) => (path === "/covered" ? "0:99" : "0:38"));
  expect(candidates.map(({ hierarchy }) => hierarchy.mount)).toEqual(["/sys/fs/cgroup/unified", "/mnt"]);
  expect(refused).toEqual(["/covered: something else is mounted over it"]);
  expect(found(HYBRID, "/", () => undefined).candidates).toEqual([]);
});

test("the path of a process is read in each hierarchy", () => {
  const cgroups = "11:name=nsmodel:/x\n10:name=nsmodel2:/y\n8:pids:/0::/no\n0::/a/b:c\n";
  expect(pathInHierarchy(cgroups, "0::")).toBe("/a/b:c");
  expect(pathInHierarchy(cgroups, ownHierarchy("/mnt").line)).toBe("/x");
  expect(pathInHierarchy("0::/a\n", `name=${OWN_HIERARCHY}:`)).toBeUndefined();
});

test("whatever colons stand in a path, only the first two part a line", () => {
  const name = fc.array(fc.constantFrom("0::", "fd00::1", ":", "name=nsmodel:", "a", "7:pids:"), {
    maxLength: 4,
  });
  const path = fc.array(name.map((parts) => parts.join(""))).map((names) => `/${names.join("/")}`);
  fc.assert(
    fc.property(path, path, path, (unified, own, other) => {
      const cgroups = `12:pids:${other}\n7:name=nsmodel:${own}\n0::${unified}\n`;
      expect(pathInHierarchy(cgroups, "0::")).toBe(unified);
      expect(pathInHierarchy(cgroups, ownHierarchy("/mnt").line)).toBe(own);
    }),
  );
});
