/**
 * What the calls of a design cost, in records read and written, in a situation that every design can be brought into: a ladder of
 * containers (semantics.md, "Cost"). See docs/cost.md.
 */

import { setRunUnderWay } from "../../history/under-way.ts";
import type { CostInLadder, CostOfCall, CostOfModel, Ladder } from "../../model/cost.ts";
import type { ContainerModel } from "./container-model.ts";
import { ghostsOf } from "./cost/ghosts.ts";
import { buildLadder } from "./cost/ladder.ts";
import { recordsRead } from "./cost/records-read.ts";
import { recordsWritten } from "./cost/records-written.ts";
import { rowsOf } from "./cost/rows.ts";
import { type Situation, situationsOf } from "./cost/situations.ts";

/** Measures every call of a design in each ladder; yields a ladder before measuring in it. */
export function* costInLadders(
  model: ContainerModel,
  ladders: readonly Ladder[],
): Generator<Ladder, CostOfModel> {
  const measured: CostInLadder[] = [];
  for (const ladder of ladders) {
    yield ladder;
    const built = buildLadder(model, ladder);
    if (!built.ok) return { model: model.name, ladders: [], why: built.why };
    const { levels, situations } = situationsOf(model, built.rungs);
    const ghosts = ghostsOf(model, situations);
    const calls = situations.map((situation) => costOfCall(model, situation, ghosts));
    measured.push({ ladder, levels, calls });
  }
  return { model: model.name, ladders: measured };
}

function costOfCall(model: ContainerModel, situation: Situation, ghosts: ReadonlySet<string>): CostOfCall {
  const { operation, scope, world, history } = situation;
  setRunUnderWay(() => history);
  const shape = model.shape(scope);
  const before = rowsOf(shape, world, ghosts);
  const observation = model.observe(world, scope);
  const changed = structuredClone(world);
  const outcome = model.apply(changed, operation, scope);
  const after = rowsOf(shape, changed, ghosts);
  const written = recordsWritten(before, after);
  const read = recordsRead({ operation, observation, before, after, written });
  return { op: operation.op, operation, outcome, read: read.size, written: written.size };
}
