import { describe, expect, test } from "vitest";
import { inWords, neededOf } from "../../src/cli/doctor.ts";
import { type Found, machineChecks, runCheck } from "../../src/cli/kernel/machine-checks.ts";
import { CannotRun } from "../../src/conformance/cannot-run.ts";

const refusing = () => {
  throw new CannotRun("no cgroup2 is mounted", "Mount it.");
};

describe("a check", () => {
  test("that throws what this machine cannot do has the same reason and the same advice", async () => {
    const none = { check: "a", can: false, why: "no cgroup2 is mounted", how: "Mount it." };
    expect(await runCheck({ name: "a", look: refusing })).toEqual(none);
  });

  test("that throws anything else has no answer", async () => {
    const broken = () => {
      throw new Error("a mistake");
    };
    await expect(runCheck({ name: "a", look: broken })).rejects.toThrow("a mistake");
  });
});

test("whether the kernel can be played on is what starting it says, of each domain", async () => {
  const started: string[] = [];
  const checks = machineChecks(({ name }, options) => {
    started.push(`${name} ${options?.hierarchy}`);
    return Promise.reject(new CannotRun(`no ${name} today`, "Come again."));
  }).filter(({ name }) => name.includes("kernel") || name.includes("cgroups v1"));
  const all: Found[] = [];
  for (const check of checks) all.push(await runCheck(check));
  expect(started).toEqual(["containers v2", "containers v1", "linux v2"]);
  expect(all.map((one) => (one.can ? "" : one.why))).toEqual([
    "no containers today",
    "no containers today",
    "no linux today",
  ]);
  const missing = ["containers on the kernel", "calls of linux on the kernel"];
  expect(neededOf(checks, all)).toEqual(missing);
  expect(inWords(all, missing)).toMatch(
    /^missing {2}containers on the kernel {6}no containers today\.\n {39}Come again\.[\s\S]*\n\nNot possible here: containers on the kernel and calls of linux/,
  );
});

test("it is ready with all that is needed, whatever else is missing", () => {
  const checks = [
    { name: "a", look: () => "", isNeeded: true as const },
    { name: "b", look: () => "" },
  ];
  const can: Found = { check: "a", can: true, what: "it can" };
  const cannot: Found = { check: "b", can: false, why: "it cannot", how: "Do this." };
  expect(neededOf(checks, [can, cannot])).toEqual([]);
  expect(neededOf(checks, [cannot, can])).toEqual(["a"]);
});
