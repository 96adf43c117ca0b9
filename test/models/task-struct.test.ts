import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { taskStruct } from "../../models/task-struct.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { type ContainerObservation, withParts } from "../../src/domains/containers/observation.ts";
import { sameObservation } from "../../src/domains/containers/same-observation.ts";
import { anyRun } from "../arbitrary.ts";
import { fork, setns, unshare } from "../properties/calls.ts";
import { outcome, run, share } from "./run.ts";

test("setns takes the namespaces of the tasks there", () => {
  const told = run(taskStruct, [fork(1), unshare(1, "uts"), setns(2, "/unnamed1")]);
  expect([share(told, "uts", 1, 2), share(told, "net", 1, 2)]).toEqual([true, true]);
});

test("where no task sits directly there is nothing to take", () => {
  const before = [fork(1), unshare(1), unshare(1)];
  expect(outcome(taskStruct, [...before, setns(2, "/unnamed1")])).toBe("ENXIO");
});

test("it shows no nsproxies", () => {
  const { observation } = run(taskStruct, [unshare(1)]);
  expect(observation.nsproxies.size).toBe(0);
  expect([...observation.tasks.values()].map((task) => "nsproxy" in task)).toEqual([false]);
});

test("the namespaces of a child are its own, not its parent's object", () => {
  const scope = { tasks: 2, containers: 2, kinds: ["uts"] as const, names: [], images: 0 };
  const world = taskStruct.initial(scope);
  taskStruct.apply(world, fork(1), scope);
  expect(world.tasks[1]?.namespaces).not.toBe(world.tasks[2]?.namespaces);
});

test("on every run it does what nested does", () => {
  const [one, other]: [ContainerModel, ContainerModel] = [nested, taskStruct];
  fc.assert(
    fc.property(anyRun(one), ({ scope, operations }) => {
      const worlds = [one.initial(scope), other.initial(scope)] as const;
      for (const operation of operations) {
        expect(other.apply(worlds[1], operation, scope)).toBe(one.apply(worlds[0], operation, scope));
        const looks = [one.observe(worlds[0], scope), other.observe(worlds[1], scope)] as const;
        expect(sameObservation(withoutNsproxies(looks[0]), withoutNsproxies(looks[1]))).toBe(true);
      }
    }),
  );
});

/** What both designs show. Images are left out: they have sets of namespaces for each nsproxy in one design, for each task in the other. */
function withoutNsproxies(world: ContainerObservation): ContainerObservation {
  const tasks = new Map([...world.tasks].map(([number, { nsproxy: _, ...task }]) => [number, task] as const));
  return withParts(world, { tasks, nsproxies: new Map(), images: new Map() });
}
