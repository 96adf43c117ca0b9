/** `linux` still says of itself what it said, and why a scope rules out some refusals: a digest. If it differs, docs/linux.md shows where. */
import { expect, test } from "vitest";
import { RULES_SINCE, SINCE } from "../../../models/linux/kernel-versions.ts";
import { linux } from "../../../models/linux/linux.ts";
import { PROVOCATIONS, provocations } from "../../../models/linux/provocations.ts";
import { BEFORE_OF, REFUSALS, REFUSALS_OF, UNASKED_OF } from "../../../models/linux/refusals.ts";
import { rules } from "../../../models/linux/rules.ts";
import { shapeOf } from "../../../models/linux/shape.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { digestOf } from "../../digest.ts";

test("of its calls, its refusals and its rules", () => {
  const { domain: _, ...ofItself } = linux;
  const said = { ofItself, REFUSALS, REFUSALS_OF, UNASKED_OF, BEFORE_OF, SINCE, RULES_SINCE, PROVOCATIONS };
  expect(digestOf([said])).toBe("1be2cd");
});

test("of the worlds that there can be", () => {
  const scopes: readonly LinuxScope[] = [
    { tasks: 2, kinds: ["mnt", "uts"], files: 1, handles: 2, mounts: 3 },
    { tasks: 3, kinds: ["pid", "user", "time"], pidLevels: 2, userLevels: 3, files: 2, mounts: 1 },
    { tasks: 2, kinds: ["mnt", "pid", "user"], handles: 0, mounts: 0 },
    { tasks: 1, kinds: ["user", "net"], handles: 0, mounts: 1 },
    { tasks: 1, kinds: [] },
  ];
  expect(digestOf(scopes.map(shapeOf))).toBe("ff4463");
});

const SCOPES: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [{ kernel: "6.18" }, "4e8371"],
  [{ kernel: "6.19" }, "15488d"],
  [{ kernel: "6.19.10" }, "4387aa"],
  [{ kernel: "7.1" }, "4865db"],
  [{ kernel: "7.3" }, "9398c6"],
  [{}, "9398c6"],
  [{ pidLevels: 2 }, "202d0a"],
  [{ userLevels: 2 }, "4578ea"],
  [{ kinds: ["pid", "user"] }, "339fbf"],
  [{ kinds: [] }, "82f8aa"],
];

test.each(SCOPES)("of what it refuses in %j", (bounds, expected) => {
  const scope: LinuxScope = { tasks: 4, kinds: KINDS, ...bounds };
  const calls: [string | undefined, readonly string[]][] = [
    [undefined, rules.ofAll],
    ["nothing", rules.ofAll],
    ...Object.entries(REFUSALS_OF),
  ];
  const reasons = calls.flatMap(([op, refusals]) =>
    [undefined, ...refusals, "nothing"].map((name) => rules.whyNever(op, name, scope) ?? ""),
  );
  expect(digestOf([reasons, provocations(scope)])).toBe(expected);
});
