/**
 * What the calls of a design cost, in records read and written, in a situation that every design can be brought into: a ladder of
 * containers (semantics.md, "Cost is part of the comparison"). See docs/cost.md.
 */

import { finish } from "../history/finish.ts";
import { tellRun } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Outcome } from "../model/outcome.ts";
import { ghostsOf } from "./cost/ghosts.ts";
import { buildLadder, type Ladder } from "./cost/ladder.ts";
import { recordsRead } from "./cost/records-read.ts";
import { recordsWritten } from "./cost/records-written.ts";
import { rowsOf } from "./cost/rows.ts";
import { type Situation, situationsOf } from "./cost/situations.ts";

export type { Ladder } from "./cost/ladder.ts";

/** What one call costs in one ladder. */
export interface CostOfCall {
  readonly op: string;
  /** The call itself, as it was carried out in the ladder. */
  readonly operation: Operation;
  /** A call that is refused writes nothing. What it reads is then what it takes to find out. */
  readonly outcome: Outcome;
  /** Records that a kernel with links in both directions would follow: see `recordsRead`. */
  readonly read: number;
  /** Records that differ between the world before and the world after, made and gone ones too. */
  readonly written: number;
}

/** What every call of a design costs in one ladder. */
export interface CostInLadder {
  readonly ladder: Ladder;
  /** How many levels the ladder has come to have below the root: fewer than asked for where the design does not nest. */
  readonly levels: number;
  /** In the order in which the design declares its calls. */
  readonly calls: readonly CostOfCall[];
}

/** What the calls of a design cost in some ladders. */
export interface CostOfModel {
  /** The design's name. */
  readonly model: string;
  /** In the order asked for. Empty where the design cannot be measured. */
  readonly ladders: readonly CostInLadder[];
  /** Why the design cannot be measured, in a sentence; absent where it can. */
  readonly why?: string;
}

/** How a cost grows with depth: ladders with one task at each level. */
export const LADDERS_BY_DEPTH: readonly Ladder[] = [1, 2, 4, 8, 16, 32, 64].map((depth) => ({
  depth,
  tasks: 1,
}));

/** How a cost grows with tasks: ladders of one depth, with more and more tasks at each level. */
export const LADDERS_BY_TASKS: readonly Ladder[] = [1, 2, 4, 8, 16].map((tasks) => ({ depth: 4, tasks }));

/** Measures every call of a design in each of some ladders. */
export function costOf(model: Model, ladders: readonly Ladder[] = LADDERS_BY_DEPTH): CostOfModel {
  return finish(costInSteps(model, ladders));
}

/** The same measuring, which tells before each ladder which one it is. */
export function* costInSteps(
  model: Model,
  ladders: readonly Ladder[] = LADDERS_BY_DEPTH,
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

function costOfCall(model: Model, situation: Situation, ghosts: ReadonlySet<string>): CostOfCall {
  const { operation, scope, world, history } = situation;
  tellRun(() => history);
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
