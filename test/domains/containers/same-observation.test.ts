import fc from "fast-check";
import { expect, it } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import { withParts } from "../../../src/domains/containers/observation.ts";
import { sameObservation } from "../../../src/domains/containers/same-observation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { FIRST_TASK, taskNumber } from "../../../src/model/numbers.ts";
import { anyRun } from "../../arbitrary.ts";

const model: ContainerModel = nested;

it("tells worlds apart exactly where they differ", () => {
  fc.assert(
    fc.property(anyRun(model, 12), ({ scope, operations }) => {
      const world = model.initial(scope);
      const worlds = [structuredClone(world)];
      for (const operation of operations) {
        model.apply(world, operation, scope);
        worlds.push(structuredClone(world));
      }
      for (const one of worlds) {
        for (const other of worlds) {
          const look = sameObservation(model.observe(one, scope), model.observe(other, scope));
          expect(look).toBe(JSON.stringify(one) === JSON.stringify(other));
        }
      }
    }),
  );
});

it.each(["tasks", "containers", "nsproxies", "images"] as const)("looks at the %s", (part) => {
  const scope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 1 };
  const world = model.initial(scope);
  for (const operation of [
    { op: "fork", task: FIRST_TASK },
    { op: "unshare", task: FIRST_TASK, kinds: scope.kinds },
    { op: "checkpoint", task: taskNumber(2), path: "/unnamed1", image: "image1" },
  ]) {
    expect(model.apply(world, operation, scope)).toBe("ok");
  }
  const observation = model.observe(world, scope);
  expect(sameObservation(observation, withParts(observation, { [part]: new Map() }))).toBe(false);
});
