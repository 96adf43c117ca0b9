import { beforeEach, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { attemptIn } from "../../../src/engine/attempt.ts";
import { TriedCalls } from "../../../src/engine/expand/tried-calls.ts";
import { FIRST_TASK, taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import type { Step } from "../../../src/model/property.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts", "net"], names: ["a"], images: 0 };
const world = nested.initial(scope);
const calls = new TriedCalls(nested);
const attempt = calls.among(attemptIn(nested, scope, () => structuredClone(world)));

function stepOf(operation: Operation): Step {
  const before = nested.observe(world, scope);
  return { before, operation, outcome: "EBUSY", after: before, changed: false };
}

const unshare = stepOf({ op: "unshare", task: FIRST_TASK, kinds: ["uts"] });
const fork = stepOf({ op: "fork", task: FIRST_TASK });

beforeEach(() => {
  for (const [op, fields] of [
    ["fork", {}],
    ["unshare", { kinds: ["uts"] }],
  ] as const)
    attempt(op, FIRST_TASK, fields);
  calls.begin();
  calls.add(unshare);
  calls.add(fork);
});

test("what a call comes to is taken from the step of the same call", () => {
  expect(attempt("fork", FIRST_TASK)?.after).toBe(fork.after);
  expect(attempt("fork", FIRST_TASK)?.outcome).toBe("EBUSY");
  expect(attempt("fork", FIRST_TASK, { path: "/" })?.after).toBe(fork.after); // fork takes no path
  expect(attempt("unshare", FIRST_TASK, { kinds: ["uts"] })?.after).toBe(unshare.after);
});

test("another call is tried", () => {
  const other = attempt("unshare", FIRST_TASK, { kinds: ["uts", "net"] });
  expect(other?.operation).toEqual({ op: "unshare", task: FIRST_TASK, kinds: ["uts", "net"] });
  expect(attempt("exit", FIRST_TASK)?.after).toHaveProperty("tasks.size", 0);
  expect(attempt("fork", taskNumber(2))?.outcome).toBe("ESRCH");
  expect(attempt("refine", FIRST_TASK, { kinds: ["uts"] })).toBeUndefined();
  expect(() => attempt("unshare", FIRST_TASK)).toThrow("the property tries unshare without the field kinds");
});

test("a step is kept from when a call of its operation was tried first", () => {
  const others = new TriedCalls(nested);
  const tryAmong = others.among(attemptIn(nested, scope, () => structuredClone(world)));
  const outcomes = [1, 2, 3].map(() => {
    others.add(fork);
    return tryAmong("fork", FIRST_TASK)?.outcome;
  });
  expect(outcomes).toEqual(["ok", "EBUSY", "EBUSY"]);
});

test("nothing is taken from another state", () => {
  calls.begin();
  expect(attempt("fork", FIRST_TASK)?.outcome).toBe("ok");
});
