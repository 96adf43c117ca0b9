import * as v from "valibot";
import * as engine from "../engine/cost.ts";
import type { CostOfModel, Ladder } from "../model/cost.ts";
import type { Model } from "../model/model.ts";
import { object, wholeNumber } from "../schema/pieces.ts";
import { flawIn, requireDesigns } from "./asked.ts";

const LADDERS = v.array(object({ depth: wholeNumber, tasks: wholeNumber }), "this is not a list of ladders");

/**
 * Measures what every call of a design costs in each ladder (see docs/cost.md).
 *
 * @throws {TypeError} if `model` is not a design, or `ladders` is not a list of ladders
 */
export function costOf(model: Model, ladders: readonly Ladder[] = engine.LADDERS_BY_DEPTH): CostOfModel {
  requireDesigns(model);
  const flaw = flawIn(LADDERS, ladders, "ladders");
  if (flaw !== undefined) throw new TypeError(flaw);
  return engine.costOf(model, ladders);
}
