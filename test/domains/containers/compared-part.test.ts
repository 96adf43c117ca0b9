import fc from "fast-check";
import { expect, test } from "vitest";
import { comparedPart } from "../../../src/domains/containers/compared-part.ts";
import {
  type ContainerObservation,
  type ObservedTask,
  withParts,
} from "../../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { type ContainerNumber, containerNumber, namespaceNumber, ROOT } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { anyRun } from "../../arbitrary.ts";
import { NESTED } from "../../report/design.ts";

/** The long way: the tasks and where they are, the paths of all containers, and which pairs of tasks share which kind. */
function theLongWay(world: ContainerObservation, { kinds }: ContainerScope): string {
  const tasks = [...world.tasks];
  const shared = kinds.map((kind) =>
    tasks.map(([, one]) => tasks.map(([, other]) => one.namespaces[kind] === other.namespaces[kind])),
  );
  const places = tasks.map(([number, task]) => [number, task.in.map((one) => world.rootPath(one)).sort()]);
  const paths = [...world.containers.keys()].map((one) => world.rootPath(one)).sort();
  return JSON.stringify({ places, paths, shared });
}

function worldsAlong(scope: ContainerScope, operations: readonly Operation[]): ContainerObservation[] {
  const world = NESTED.initial(scope);
  return operations.map((operation) => {
    NESTED.apply(world, operation, scope);
    return NESTED.observe(structuredClone(world), scope);
  });
}

test("two worlds are alike where tasks, paths and sharing are", () => {
  fc.assert(
    fc.property(anyRun(NESTED, 12), ({ scope, operations }) => {
      const worlds = worldsAlong(scope, operations);
      const short = worlds.map((world) => comparedPart(world, scope));
      const long = worlds.map((world) => theLongWay(world, scope));
      for (const [one] of worlds.entries())
        for (const [other] of worlds.entries())
          expect(short[one] === short[other]).toBe(long[one] === long[other]);
    }),
    { numRuns: 40 },
  );
});

test("a container in which there is no task is compared, too", () => {
  const scope: ContainerScope = { tasks: 1, containers: 2, kinds: ["uts"], names: [], images: 0 };
  const world = NESTED.observe(NESTED.initial(scope), scope);
  const containers = new Map([
    ...world.containers,
    [containerNumber(2), { parent: ROOT, name: "empty" }] as const,
  ]);
  const rootPath = (container: ContainerNumber) => (container === ROOT ? "/" : "/empty");
  expect(comparedPart(withParts(world, { containers, rootPath }), scope)).not.toBe(
    comparedPart(world, scope),
  );
});

test("numbers of namespaces and nsproxies mean nothing", () => {
  const by = (distance: number, { nsproxy: _, namespaces, ...task }: ObservedTask): ObservedTask => ({
    ...task,
    namespaces: Object.fromEntries(
      Object.entries(namespaces).map(([kind, number]) => [kind, namespaceNumber(number + distance)]),
    ),
  });
  fc.assert(
    fc.property(anyRun(NESTED, 12), fc.integer({ min: 1, max: 9 }), ({ scope, operations }, distance) => {
      for (const world of worldsAlong(scope, operations)) {
        const tasks = new Map([...world.tasks].map(([number, task]) => [number, by(distance, task)]));
        const other = withParts(world, { tasks, nsproxies: new Map() });
        expect(comparedPart(other, scope)).toBe(comparedPart(world, scope));
      }
    }),
    { numRuns: 40 },
  );
});
