import fc from "fast-check";
import { expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { findingAt } from "../../src/engine/forms/form-of.ts";
import { whyNotApplicable } from "../../src/model/property.ts";
import { anyRun } from "../arbitrary.ts";
import { CONTAINER_POINT_PROPERTIES } from "../container-models.ts";
import { timesOf } from "../quick/quick.ts";
import { pointsOf } from "./check.ts";

it("every property but always-enterable holds on random runs of nested, with hostile calls", () => {
  const properties = CONTAINER_POINT_PROPERTIES.filter(({ name }) => name !== "always-enterable");
  fc.assert(
    fc.property(anyRun(nested), ({ scope, operations }) => {
      const applying = properties.filter(
        (property) => whyNotApplicable(property, nested, scope) === undefined,
      );
      for (const point of pointsOf(nested, scope, operations)) {
        for (const property of applying) {
          const finding = findingAt(property, point, scope);
          expect(
            typeof finding === "string" ? undefined : `${property.name}: ${finding.broken}`,
          ).toBeUndefined();
        }
      }
    }),
    { numRuns: timesOf(50) },
  );
});
