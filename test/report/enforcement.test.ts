import { expect, test } from "vitest";
import type { Enforcement } from "../../src/conformance/containers/enforcement/finding.ts";
import { enforcementTable, enforcementTrials } from "../../src/report/enforcement.ts";

const findings: readonly Enforcement[] = [
  {
    property: "kill-spares-others",
    keptBy: "kernel",
    why: "By cgroup.kill.",
    tried: [{ what: "a kill", came: "ok" }],
  },
  {
    property: "never-leaves",
    keptBy: "manager",
    why: "A task may move.",
    tried: [{ what: "a\u001b move", came: "ok" }],
  },
  { property: "restart-is-faithful", keptBy: "nobody", why: "There are no images.", tried: [] },
];

test("the table says who keeps what, and why", () => {
  expect(enforcementTable(findings)).toBe(
    `
┌─────────────────────┬──────────────────────────┬──────────────────────┐
│ property            │ on this kernel           │ why                  │
├─────────────────────┼──────────────────────────┼──────────────────────┤
│ kill-spares-others  │ enforced by the kernel   │ By cgroup.kill.      │
│ never-leaves        │ kept only by the manager │ A task may move.     │
│ restart-is-faithful │ cannot be expressed      │ There are no images. │
└─────────────────────┴──────────────────────────┴──────────────────────┘`.trim(),
  );
});

test("no line is longer than 100 characters", () => {
  const long = findings.map((finding) => ({
    ...finding,
    property: "container-outlives-nsproxy",
    why: "word ".repeat(60).trim(),
  }));
  for (const line of enforcementTable(long).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
});

test("the trials say what was tried and what came of it, in safe characters", () => {
  expect(enforcementTrials(findings)).toBe(
    `
kill-spares-others: enforced by the kernel
  a kill: ok

never-leaves: kept only by the manager
  a\\u{1b} move: ok`.trim(),
  );
});
