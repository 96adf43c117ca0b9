import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { HostileFields } from "../../src/engine/hostile-fields.ts";
import { NearMisses } from "../../src/engine/near-misses.ts";
import { randomFrom } from "../../src/engine/seeded-random.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import { isName } from "../../src/world/name.ts";

const RENAME = { op: "rename", task: taskNumber(1), path: "/unnamed1/b", name: "a" };
const PATHS = ["/", "/unnamed1", "/other", "/unnamed1/b", "/unnamed1/taken"];
const HOSTILE = { path: "//", name: "\u202e", image: "?", kinds: [] };
const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };
const DRAWS = 400;

function drawn(field: string): HostileFields[] {
  const near = new NearMisses(nested, SCOPE, randomFrom(1));
  return Array.from({ length: DRAWS }, () => near.fieldsFor(RENAME, field, PATHS, HOSTILE));
}

describe("a name", () => {
  const names = drawn("name").map(({ name }) => String(name));
  test.each([
    ["is taken by a sibling", (name: string) => name === "taken"],
    ["is too long", (name: string) => Buffer.byteLength(name) === 256],
    ["is as long as can be", (name: string) => Buffer.byteLength(name) >= 254 && isName(name)],
    ["has a slash", (name: string) => name.includes("/")],
    ["is that of one of the kernel's files", (name: string) => name === "cgroup.procs"],
    ["is the own one in upper case", (name: string) => name === "B"],
    ["is one of N2", (name: string) => name === "unnamed2"],
    ["makes no sense", (name: string) => name === HOSTILE.name],
  ])("%s, now and then", (_, isThere) => {
    expect(names.filter(isThere).length).toBeGreaterThan(DRAWS / 100);
  });
});

test("a path is written otherwise, misses by a little, or goes through the kernel's files", () => {
  const paths = drawn("path").map(({ path }) => path);
  for (const path of [
    "/unnamed1/b/.",
    "/unnamed1/b/../b",
    "/UNNAMED1/B",
    "/unnamed1/bx",
    "/unnamed1/b/cgroup.procs",
  ])
    expect(paths).toContain(path);
});

test.each(["name", "path", "image", "kinds"] as const)("of %s alone a near miss is made", (field) => {
  for (const fields of drawn(field)) expect({ ...fields, [field]: HOSTILE[field] }).toEqual(HOSTILE);
});
