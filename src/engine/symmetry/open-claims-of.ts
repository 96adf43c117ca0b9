import type { Model } from "../../model/model.ts";
import { type Property, whyNotApplicable } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { OpenClaims } from "../search/open-claims.ts";

/** Those of some properties that apply to a design and are asked for by their places, as claims that are open. */
export function openClaimsOf(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  isWanted: (index: number) => boolean,
): OpenClaims {
  const claims = properties.flatMap((property, index) =>
    isWanted(index) && whyNotApplicable(property, model, scope) === undefined ? [{ property, index }] : [],
  );
  return new OpenClaims(claims, Object.keys(model.calls));
}
