import type { Model } from "../../model/model.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Operation } from "../../model/operation.ts";
import { whyNotApplicable } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { ShapeError } from "../codec/shape-limits.ts";
import type { PropertyFinding } from "../property-finding.ts";
import { NotFollowed } from "./asked-on-runs.ts";
import { judgeLasso } from "./judge-lasso.ts";

/**
 * What a property on runs finds on one run: whether the run breaks it. The fairness assumed is that of the design and the property.
 *
 * @param loop how many of the operations come before the loop; `undefined` if there is no loop
 */
export function findingOnRuns(
  property: OnRuns,
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
  loop: number | undefined,
): PropertyFinding {
  const inapplicable = whyNotApplicable(property, model, scope);
  if (inapplicable !== undefined) return { found: "does not apply", why: inapplicable };
  if (loop === undefined)
    return { found: "does not apply", why: "the history has no loop, and a run goes on for ever" };
  try {
    const judged = judgeLasso(model, scope, property, model.fair ?? {}, operations, loop);
    switch (judged.is) {
      case "broken":
        return { found: "broken", why: judged.why };
      case "kept":
        return { found: "holds" };
      case "no case":
        return { found: "no case" };
      case "no fair run":
        return { found: "does not apply", why: judged.why };
    }
  } catch (error) {
    if (error instanceof ShapeError || error instanceof NotFollowed)
      return { found: "does not apply", why: error.message };
    throw error;
  }
}
