import type { Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";

/** A chain of containers, each made by a task of the one before. */
export interface Ladder {
  /** How many containers are made, from 1. */
  readonly depth: number;
  /** How many tasks sit directly in each container, the root too, from 1. */
  readonly tasks: number;
}

/** What one call costs in one ladder. */
export interface CostOfCall {
  readonly op: string;
  /** The call itself, as it was carried out in the ladder. */
  readonly operation: Operation;
  /** A refused call writes nothing; it reads what it takes to find out that it is refused. */
  readonly outcome: Outcome;
  /** Records that a kernel with links in both directions would follow. */
  readonly read: number;
  /** Records that differ between the world before and the world after, including those that were made or removed. */
  readonly written: number;
}

/** What every call of a design costs in one ladder. */
export interface CostInLadder {
  readonly ladder: Ladder;
  /** How many levels the ladder really has below the root: fewer than asked for if the design does not nest. */
  readonly levels: number;
  /** In the order in which the design declares its calls. */
  readonly calls: readonly CostOfCall[];
}

/** What the calls of a design cost in some ladders. */
export interface CostOfModel {
  /** The design's name. */
  readonly model: string;
  /** In the order asked for. Empty if the design cannot be measured. */
  readonly ladders: readonly CostInLadder[];
  /** Why the design cannot be measured, in a sentence; absent if it can. */
  readonly why?: string;
}
