import { release } from "node:os";
import { expect, test } from "vitest";
import type { KeptBy } from "../../../src/conformance/containers/enforcement/finding.ts";
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { CONTAINER_PROPERTIES } from "../../container-models.ts";
import { describeOnKernel } from "../machine.ts";

/** Who enforces each property, on any kernel. */
const EVERYWHERE: Readonly<Record<string, KeptBy>> = {
  "container-outlives-nsproxy": "kernel",
  "one-nsproxy-per-container": "manager",
  "same-name-in-two-places": "kernel",
  "names-round-trip": "kernel",
  "view-is-closed": "manager",
  "known-by-every-ancestor": "kernel",
  "unshare-isolates": "kernel",
  "fork-inherits": "kernel",
  "nothing-leaks": "manager",
  "refusal-changes-nothing": "manager",
  "always-enterable": "nobody",
  "restart-is-faithful": "nobody",
  "unshare-needs-no-name": "manager",
  "never-leaves": "manager",
  "killed-goes": "manager",
  "left-alone-goes": "manager",
  "exit-ends": "kernel",
  ...handlesOn(release()),
};

/** Handles of namespaces came with 6.18. */
function handlesOn(kernel: string): Readonly<Record<string, KeptBy>> {
  const [major = 0, minor = 0] = kernel.split(".").map((part) => Number.parseInt(part, 10));
  const hasHandles = major > 6 || (major === 6 && minor >= 18);
  return {
    "handle-keeps-nothing": hasHandles ? "kernel" : "unknown",
    "handle-enters": hasHandles ? "nobody" : "unknown",
    "handle-means-one-thing": hasHandles ? "kernel" : "unknown",
  };
}

const BY_HIERARCHY: Readonly<Record<"v1" | "v2", Readonly<Record<string, KeptBy>>>> = {
  v1: {
    "kill-reaches-descendants": "manager",
    "kill-spares-others": "manager",
    "sibling-names-differ": "kernel",
    "rename-only-renames": "kernel",
    "only-rename-renames": "kernel",
  },
  v2: {
    "kill-reaches-descendants": "kernel",
    "kill-spares-others": "kernel",
    "sibling-names-differ": "manager",
    "rename-only-renames": "manager",
    "only-rename-renames": "manager",
  },
};

describeOnKernel("who keeps the properties", ["superuser", "compiler", "cgroup2"], () => {
  test.each(["v1", "v2"] as const)("is found out for all of them, with cgroups of %s", async (hierarchy) => {
    const kernel = await ContainerKernel.start({ hierarchy });
    try {
      const findings = await kernel.enforcement();
      expect(findings.map(({ property }) => property)).toEqual(CONTAINER_PROPERTIES.map(({ name }) => name));
      const found = Object.fromEntries(findings.map(({ property, keptBy }) => [property, keptBy]));
      expect(found).toEqual({ ...EVERYWHERE, ...BY_HIERARCHY[hierarchy] });
      for (const { property, tried, keptBy } of findings)
        expect(tried.length > 0, property).toBe(property !== "restart-is-faithful" && keptBy !== "unknown");
    } finally {
      await kernel.close();
    }
  });

  test("names what a border for moves depends on", async () => {
    const kernel = await ContainerKernel.start();
    try {
      const [neverLeaves] = await kernel.enforcement();
      const moves = neverLeaves?.tried.filter(({ what }) => what.includes("moves")).map(({ came }) => came);
      expect(moves).toEqual(kernel.about.hierarchy.isDelegated ? ["ENOENT", "ENOENT"] : ["ok", "ok"]);
      expect(neverLeaves?.why).toContain("nsdelegate");
    } finally {
      await kernel.close();
    }
  });
});
