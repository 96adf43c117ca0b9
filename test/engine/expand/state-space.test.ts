import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import type { Model } from "../../../src/model/model.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import { anyOperations } from "../../arbitrary.ts";

const SCOPE = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 } as const;
const design: Model = nested;

test.each([
  ["without symmetry", { symmetry: false }],
  ["up to symmetry", { symmetry: true }],
  ["with opaque sorts", { symmetry: true, looked: new Set<string>() }],
])("%s calls lead from state to state as the design says", (_, telling) => {
  const space = new StateSpace(design, SCOPE, telling);
  fc.assert(
    fc.property(anyOperations(nested, SCOPE, 10), (operations) => {
      const world = design.initial(SCOPE);
      let values = space.first();
      for (const operation of operations) {
        const offered = operationsIn(design, world, SCOPE);
        expect(space.operationsIn(values)).toEqual(offered);
        // Hostile names lead out of the scope.
        if (!offered.some((other) => JSON.stringify(other) === JSON.stringify(operation))) continue;
        const before = JSON.stringify(world);
        const outcome = design.apply(world, operation, SCOPE);
        const successor = space.carryOut(values, operation);
        expect(successor.outcome).toBe(outcome);
        expect(successor.values === values).toBe(JSON.stringify(world) === before);
        expect(space.worldOf(successor.values)).toEqual(world);
        expect(space.valuesOf(world)).toEqual(successor.values);
        values = successor.values;
      }
    }),
    { numRuns: 50 },
  );
});

test("a world that is not of the shape is refused at the call that leads to it", () => {
  const adding: Model = {
    ...design,
    apply: (world, operation, scope) => {
      if (operation.op === "fork") Object.assign(world, { more: 1 });
      return design.apply(world, operation, scope);
    },
  };
  const space = new StateSpace(adding, SCOPE, { symmetry: false });
  const [fork] = space.operationsIn(space.first());
  if (fork === undefined) throw new Error("nothing can be tried");
  expect(() => space.carryOut(space.first(), fork)).toThrow("more");
});
