import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import { elementsOf } from "../packed/elements.ts";
import { layOut } from "../packed/layout.ts";
import { shapeOf } from "../packed/shape-limits.ts";

/** Why worlds of a design cannot be renumbered, by the shape that it declares; nothing where they can. */
export function whyNotRenumbered(model: Model, scope: Scope): string | undefined {
  const layout = layOut(shapeOf(model, scope));
  try {
    elementsOf(layout);
    return undefined;
  } catch (error) {
    // That is how it says so.
    return error instanceof Error ? error.message : String(error);
  }
}
