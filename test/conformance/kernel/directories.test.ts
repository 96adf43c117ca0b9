import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { Directories, NAME_ATTRIBUTE } from "../../../src/conformance/kernel/directories.ts";
import { type Hierarchy, NO_HIERARCHY, ownHierarchy } from "../../../src/conformance/kernel/hierarchy.ts";
import { Script } from "../../../src/conformance/kernel/script.ts";
import { containerNumber, ROOT, taskNumber } from "../../../src/model/numbers.ts";
import type { Observation } from "../../../src/model/observation.ts";
import { withParts } from "../../../src/model/observation.ts";

const V2: Hierarchy = { version: "v2", mount: "/cg", line: "0::", isDelegated: false };
const V1 = ownHierarchy("/cg");
const SLOT = 3;
const [a, b] = [containerNumber(2), containerNumber(3)];

/** A world with the containers 2 and 3 under the root, by these names. */
function worldWith(...names: readonly string[]): Observation {
  const scope = { tasks: 1, containers: 3, kinds: ["uts"], names: [], images: 0 } as const;
  const world = nested.initial(scope);
  nested.apply(world, { op: "fork", task: taskNumber(1) }, scope);
  const containers = new Map([
    [ROOT, { parent: null, name: "" } as { parent: typeof ROOT | null; name: string }],
  ]);
  for (const [index, name] of names.entries())
    containers.set(containerNumber(index + 2), { parent: ROOT, name });
  return withParts(nested.observe(world, scope), { containers });
}

/** What is asked for, in short. */
function asked(script: Script): readonly string[] {
  return script.requests.map((request) => {
    const path = "path" in request ? request.path : "";
    const to = "toPath" in request ? ` ${request.toPath}` : "";
    const value = "value" in request ? ` ${Buffer.from(request.value)}` : "";
    return `${request.call} ${path}${to}${value}`;
  });
}

function made(hierarchy: Hierarchy, ...names: readonly string[]) {
  const script = new Script();
  const directories = new Directories(hierarchy, "/cg/run");
  for (const index of names.keys())
    directories.make(script, SLOT, containerNumber(index + 2), worldWith(...names));
  return { script, directories };
}

describe("the directory of a container", () => {
  test("is called as the container, where it can be", () => {
    const { script, directories } = made(V2, "a", "b");
    expect(asked(script)).toEqual(["mkdir /cg/run/a", "mkdir /cg/run/b"]);
    expect(directories.places().map(({ path }) => path)).toEqual(["", "/a", "/b"]);
  });

  test.each([
    ["v2", V2],
    ["v1", V1],
  ] as const)("bears another name in an attribute, on %s", (_, hierarchy) => {
    for (const name of ["cgroup.procs", "tasks", "a b", "é", "n".repeat(255)]) {
      const { script } = made(hierarchy, name);
      expect(asked(script)).toEqual(["mkdir /cg/run/~1", `setxattr /cg/run/~1 ${name}`]);
      expect(script.requests[1]).toMatchObject({ name: NAME_ATTRIBUTE, slot: SLOT });
    }
  });

  test("keeps its own name on v2 when the container is renamed, which may be the next one's", () => {
    const { script, directories } = made(V2, "a");
    directories.rename(script, SLOT, a, "c");
    directories.make(script, SLOT, b, worldWith("c", "a"));
    directories.rename(script, SLOT, a, "a");
    expect(asked(script).slice(1)).toEqual([
      "setxattr /cg/run/a c",
      "mkdir /cg/run/~1",
      "setxattr /cg/run/~1 a",
      "removexattr /cg/run/a",
    ]);
  });

  test("is renamed on v1, to another entry where the name cannot be one", () => {
    const { script, directories } = made(V1, "a");
    directories.rename(script, SLOT, a, "c");
    directories.rename(script, SLOT, a, "c d");
    directories.rename(script, SLOT, a, "e");
    expect(asked(script).slice(1)).toEqual([
      "rename /cg/run/a /cg/run/c",
      "rename /cg/run/c /cg/run/~1",
      "setxattr /cg/run/~1 c d",
      "rename /cg/run/~1 /cg/run/e",
      "removexattr /cg/run/e",
    ]);
  });

  test("is removed, the innermost first", () => {
    const script = new Script();
    const directories = new Directories(V2, "/cg/run");
    const world = worldWith("a", "b");
    directories.make(script, SLOT, a, world);
    const below = new Map([...world.containers, [b, { parent: a, name: "b" }] as const]);
    directories.make(script, SLOT, b, withParts(world, { containers: below }));
    directories.remove(script, [a, b]);
    expect(asked(script).slice(2)).toEqual(["rmdir /cg/run/a/b", "rmdir /cg/run/a"]);
    expect(directories.places().map(({ container }) => container)).toEqual([ROOT]);
  });

  test("is none where there are no cgroups, but the names are known", () => {
    const { script, directories } = made(NO_HIERARCHY, "a", "b c");
    directories.rename(script, SLOT, a, "d");
    directories.remove(script, [b]);
    expect(script.requests).toEqual([]);
    expect(directories.places()).toHaveLength(2);
  });

  test("of a container that was never made is an error", () => {
    expect(() => new Directories(V2, "/cg/run").pathOf(a)).toThrow("container 2 has no cgroup");
  });
});
