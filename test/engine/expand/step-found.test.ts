import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { attemptIn } from "../../../src/engine/attempt.ts";
import { attemptAmong, StepFound } from "../../../src/engine/expand/step-found.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";

const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts", "net"], names: ["a"], images: 0 };
const world = nested.initial(scope);
const tried = attemptIn(nested, scope, () => structuredClone(world));

function stepOf(operation: Operation): StepFound {
  const before = nested.observe(world, scope);
  const watch = { look: () => undefined, isOtherState: () => true };
  return new StepFound(watch, before, operation, "ok", before, false);
}

const unshare = stepOf({ op: "unshare", task: FIRST_TASK, kinds: ["uts"] });
const fork = stepOf({ op: "fork", task: FIRST_TASK });
const attempt = attemptAmong(nested, [unshare, fork], tried);

test("what a call comes to is taken from the step of the same call", () => {
  expect(attempt("fork", FIRST_TASK)?.after).toBe(fork.step.after);
  expect(attempt("fork", FIRST_TASK, { path: "/" })?.after).toBe(fork.step.after); // which takes no path
  expect(attempt("unshare", FIRST_TASK, { kinds: ["uts"] })?.after).toBe(unshare.step.after);
});

test("another call is tried", () => {
  const other = attempt("unshare", FIRST_TASK, { kinds: ["uts", "net"] });
  expect(other?.operation).toEqual({ op: "unshare", task: FIRST_TASK, kinds: ["uts", "net"] });
  expect(attempt("exit", FIRST_TASK)?.after).toHaveProperty("tasks.size", 0);
  expect(attempt("refine", FIRST_TASK, { kinds: ["uts"] })).toBeUndefined();
  expect(() => attempt("unshare", FIRST_TASK)).toThrow("the property tries unshare without a kinds");
});
