import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { taskStruct } from "../../../models/task-struct.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { compare } from "../../../src/engine/compare.ts";
import { tourInSteps } from "../../../src/engine/tour.ts";
import { finish } from "../../../src/history/finish.ts";
import { DESIGNS } from "./asymmetric.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };

describe.each(DESIGNS)("$name", (design) => {
  test("is compared with another design without symmetry", () => {
    const result = compare(nested, design, SCOPE);
    expect(result.asymmetry?.model).toBe(design.name);
    expect(result.verdict).toBe(compare(nested, design, SCOPE, { symmetry: false }).verdict);
    expect(result.symmetry).toBe(false);
  });

  test("is toured without symmetry", () => {
    const tour = finish(tourInSteps(design, SCOPE, { symmetry: true, longest: 20 }));
    expect(tour.asymmetry).toBeDefined();
    expect(tour.symmetry).toBe(false);
    expect(tour.transitions).toBe(
      finish(tourInSteps(design, SCOPE, { symmetry: false, longest: 20 })).transitions,
    );
  });
});

test("a design that is symmetric is compared and toured up to symmetry, and members of its orbits are looked at", () => {
  const result = compare(nested, taskStruct, SCOPE);
  expect(result).toMatchObject({ verdict: "equal", symmetry: true });
  expect(result.asymmetry).toBeUndefined();
  expect(result.members).toBeGreaterThan(result.pairs);
  expect(finish(tourInSteps(nested, SCOPE, { symmetry: true, longest: 20 }))).toMatchObject({
    symmetry: true,
    asymmetry: undefined,
  });
});
