/** What a property finds at one point of a history, in the words used by histories on disk. */
import type { ExpectedVerdict } from "../history/expectation.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import { type Breach, type PointProperty, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { pointFormOf } from "./forms/form-of.ts";
import type { Point } from "./point.ts";

/** What a property finds. */
export type PropertyFinding =
  | { readonly found: "broken"; readonly why: string; readonly call?: Operation }
  | { readonly found: "holds" | "no case" | "reached" | "not reached" }
  | { readonly found: "does not apply"; readonly why: string };

/** What a property finds at a point of a run, by the same code as in a search and in random runs. */
export function propertyFindingAt(
  property: PointProperty,
  model: Model,
  scope: Scope,
  point: Point,
): PropertyFinding {
  const inapplicable = whyNotApplicable(property, model, scope);
  if (inapplicable !== undefined) return { found: "does not apply", why: inapplicable };
  const form = pointFormOf(property);
  const finding = form.findingAt(point, scope);
  return typeof finding === "object" ? breachAsFinding(finding) : { found: form.wordFor(finding) };
}

/** A breach, as a finding. */
export function breachAsFinding({ broken, call }: Breach): PropertyFinding {
  return { found: "broken", why: broken, ...(call && { call }) };
}

/** The finding in words. */
export function findingInWords(finding: PropertyFinding): string {
  return "why" in finding ? `${finding.found}: ${finding.why}` : finding.found;
}

/** Whether a finding is what a history expects. A property that has no case is not broken, so it holds. */
export function isAsExpected({ found }: PropertyFinding, expected: ExpectedVerdict): boolean {
  return found === expected || (expected === "holds" && found === "no case");
}
