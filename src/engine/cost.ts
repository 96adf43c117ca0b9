import { finish } from "../history/finish.ts";
import type { CostOfModel, Ladder } from "../model/cost.ts";
import type { Model } from "../model/model.ts";

export type { CostInLadder, CostOfCall, CostOfModel, Ladder } from "../model/cost.ts";

/** How a cost grows with depth: ladders with one task at each level. */
export const LADDERS_BY_DEPTH: readonly Ladder[] = [1, 2, 4, 8, 16, 32, 64].map((depth) => ({
  depth,
  tasks: 1,
}));

/** How a cost grows with tasks: ladders of one depth, with more and more tasks at each level. */
export const LADDERS_BY_TASKS: readonly Ladder[] = [1, 2, 4, 8, 16].map((tasks) => ({ depth: 4, tasks }));

/** Measures every call of a design in each of the ladders (see docs/cost.md). */
export function costOf(model: Model, ladders: readonly Ladder[] = LADDERS_BY_DEPTH): CostOfModel {
  return finish(costInSteps(model, ladders));
}

/** The same measurement in steps, yielding each ladder before measuring in it. */
export function* costInSteps(
  model: Model,
  ladders: readonly Ladder[] = LADDERS_BY_DEPTH,
): Generator<Ladder, CostOfModel> {
  const { name, domain } = model;
  if (domain.costs !== undefined) return yield* domain.costs(model, ladders);
  return {
    model: name,
    ladders: [],
    why: `The domain ${domain.name} does not define what a call costs.`,
  };
}
