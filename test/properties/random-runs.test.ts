import fc from "fast-check";
import { expect, it } from "vitest";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import { findingAt } from "../../src/engine/claims.ts";
import { whyNotApplicable } from "../../src/model/property.ts";
import { anyRun } from "../arbitrary.ts";
import { pointsOf } from "./check.ts";

it("every claim but always-enterable holds on random runs of nested, with hostile calls", () => {
  const claims = PROPERTIES.filter(({ name }) => name !== "always-enterable");
  fc.assert(
    fc.property(anyRun(nested), ({ scope, operations }) => {
      const applying = claims.filter((claim) => whyNotApplicable(claim, nested, scope) === undefined);
      for (const point of pointsOf(nested, scope, operations)) {
        for (const claim of applying) {
          const finding = findingAt(claim, point, scope);
          expect(
            typeof finding === "string" ? undefined : `${claim.name}: ${finding.broken}`,
          ).toBeUndefined();
        }
      }
    }),
    { numRuns: 50 },
  );
});
