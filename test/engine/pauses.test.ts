import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { compareInSteps } from "../../src/engine/compare.ts";
import { searchInSteps } from "../../src/engine/search.ts";
import { tourInSteps } from "../../src/engine/tour.ts";
import type { Model } from "../../src/model/model.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 0 };
/** Longer than work may go on without a pause. */
const MILLISECONDS_PER_CALL = 22;
const STEPS = 4;

const design: Model = nested;

/** `nested` with slow calls, which are counted. */
function slowNested(): { model: Model; calls: () => number } {
  let calls = 0;
  const apply: Model["apply"] = (world, operation, scope) => {
    calls++;
    for (const began = performance.now(); performance.now() - began < MILLISECONDS_PER_CALL; );
    return design.apply(world, operation, scope);
  };
  return { model: Object.create(nested, { apply: { value: apply } }), calls: () => calls };
}

const WAYS: Readonly<Record<string, (model: Model) => Generator<unknown>>> = {
  "a comparison": (model) => compareInSteps(model, nested, SCOPE),
  "a comparison without symmetry": (model) => compareInSteps(model, nested, SCOPE, { symmetry: false }),
  "a comparison with it as the second": (model) => compareInSteps(nested, model, SCOPE, { symmetry: false }),
  "the test of symmetry before a search": (model) => searchInSteps(model, [], SCOPE, { symmetry: true }),
  "a tour": (model) => tourInSteps(model, SCOPE, { symmetry: true, longest: 20 }),
  "a tour without symmetry": (model) => tourInSteps(model, SCOPE, { symmetry: false, longest: 20 }),
};

describe("a call that takes long is the last before signals and the time are looked at, in", () => {
  test.each(Object.entries(WAYS))("%s", (_, begin) => {
    const { model, calls } = slowNested();
    const run = begin(model);
    for (let step = 1; step <= STEPS; step++) {
      expect(run.next().done).toBe(false);
      expect(calls()).toBeLessThanOrEqual(2 * step);
    }
  });
});
