import { describe, expect, test } from "vitest";
import { carryOut } from "../../../models/linux/carry-out.ts";
import { kindsOf, PROVOCATIONS, provocations } from "../../../models/linux/provocations.ts";
import { REFUSALS_OF } from "../../../models/linux/refusals.ts";
import { rules } from "../../../models/linux/rules.ts";
import { initialWorld } from "../../../models/linux/world.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";

const VERSIONS = ["6.18.44", "7.0", "7.3"];

const scopeOf = (kernel: string): LinuxScope => ({ tasks: 4, kinds: KINDS, kernel });

/** The result of each call of a history, after the name of the call. */
function resultsOf(operations: ReturnType<typeof operationsFrom>, scope: LinuxScope): string[] {
  const world = initialWorld(scope);
  return operations.map((operation) => `${operation.op}: ${carryOut(world, operation, scope)}`);
}

const written = Object.entries(PROVOCATIONS).flatMap(([op, histories]) =>
  Object.entries(histories).map(([refusal, text]) => [`${op}: ${refusal}`, text] as const),
);

test.each(written)("%s is what comes of the last call of %s", (what, text) => {
  const scopes = VERSIONS.map(scopeOf);
  expect(scopes.map((scope) => resultsOf(operationsFrom(text), scope).at(-1))).toContain(what);
});

test("what refuses a call is told, and nothing where it succeeds", () => {
  const scope = scopeOf("7.3");
  const refusing = (call: string) =>
    operationsFrom(call).map((operation) => rules.refusing(initialWorld(scope), operation, scope));
  expect(refusing("wait 1 1; close 1 f; exit 1")).toEqual(["wait for no child", "no such file", undefined]);
});

test("the kinds of namespace that calls name are told by what they are, whatever files are called", () => {
  const operations = operationsFrom("setns_fd 1 1 net; close 1 pid; nsfile 1 1 time_for_children mnt");
  expect(kindsOf(operations)).toEqual(["net", "time"]);
});

describe.each(VERSIONS)("by the rules of %s", (kernel) => {
  const scope = scopeOf(kernel);

  test("each refusal comes up that no reason keeps away, and each call succeeds", () => {
    const seen = new Set(provocations(scope).flatMap((operations) => resultsOf(operations, scope)));
    const wanted = Object.entries(REFUSALS_OF).flatMap(([op, refusals]) =>
      [undefined, ...refusals]
        .filter((name) => rules.whyNever(op, name, scope) === undefined)
        .map((name) => `${op}: ${name ?? "ok"}`),
    );
    expect(wanted.filter((what) => !seen.has(what))).toEqual([]);
  });
});

test("in a smaller scope those are left out that go beyond it, with the reason", () => {
  const scope: LinuxScope = { tasks: 2, kinds: ["uts"], pidLevels: 2, userLevels: 2, kernel: "6.18" };
  for (const operations of provocations(scope))
    for (const operation of operations)
      if (operation.kinds !== undefined) expect(["", "uts"]).toContain(String(operation.kinds));
  expect(rules.whyNever("clone", "sibling of an init", scope)).toBe(
    "it needs pid, which the scope does not have",
  );
  expect(rules.whyNever("clone", "user too deep", scope)).toBe("the scope nests less deeply than the kernel");
  expect(rules.whyNever("list", "list at the end", scope)).toBe("it was added in 6.19");
  expect(rules.whyNever("list", undefined, scope)).toBe("it was added in 6.19");
  expect(rules.whyNever("setns_handle", "enter pid upwards", { ...scope, kernel: "7.0" })).toBe(
    "it was removed in 6.19.10",
  );
  expect(rules.whyNever("handle", "pid unborn", { ...scope, kernel: "7.1" })).toBe("it was removed in 7.1");
  expect(rules.whyNever("kill", "kill nobody", scope)).toBe("a task that does not exist has no pidfd");
  expect(rules.whyNever("bind", "no such file", scope)).toContain("takes a path");
  expect(rules.whyNever("close", "no such file", scope)).toBeUndefined();
});
