import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { WorldForm } from "../../src/engine/world-form.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";

const design: Model = nested;
const scope: ContainerScope = { tasks: 4, containers: 4, kinds: ["uts"], names: ["a"], images: 0 };
const [first, second, third] = [taskNumber(1), taskNumber(2), taskNumber(3)];
const FORK: Operation = { op: "fork", task: first };

function formAfter(operations: readonly Operation[]): WorldForm {
  const world = design.initial(scope);
  for (const operation of operations) design.apply(world, operation, scope);
  return new WorldForm(design, design.observe(world, scope));
}

const unshare = (task: typeof first): Operation => ({ op: "unshare", task, kinds: ["uts"] });

test("numbers and names make no other form, and how tasks stand in containers does", () => {
  const second2 = formAfter([FORK, FORK, unshare(second)]);
  const third2 = formAfter([FORK, FORK, unshare(third)]);
  const renamed = formAfter([
    FORK,
    FORK,
    unshare(third),
    { op: "rename", task: first, path: "/unnamed1", name: "a" },
  ]);
  expect(third2.text).toBe(second2.text);
  expect(renamed.text).toBe(second2.text);
  expect(formAfter([FORK, unshare(second)]).text).not.toBe(second2.text);
  expect(formAfter([FORK, FORK, unshare(second), unshare(third)]).text).not.toBe(second2.text);
});

test("a step is alike for tasks that stand alike, whatever the name in it", () => {
  const form = formAfter([FORK, FORK, unshare(third)]);
  fc.assert(
    fc.property(fc.string(), (name) => {
      const rename: Operation = { op: "rename", task: first, path: "/unnamed1", name };
      expect(form.step(rename)).toBe(form.step({ ...rename, task: second, path: "/a" }));
      expect(form.step(rename)).not.toBe(form.step({ ...rename, task: third }));
      expect(form.step(rename)).not.toBe(form.step({ ...rename, path: "/" }));
    }),
  );
});

test("it says how many containers tasks are in", () => {
  const form = formAfter([FORK, unshare(second), unshare(second)]);
  expect([...form.depths.values()]).toEqual([1, 3]);
  expect(form.least).toBe(1);
});
