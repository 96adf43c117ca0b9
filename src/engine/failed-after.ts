import type { Operation } from "../model/operation.ts";

/** The failure of a design or a property, and how a run led to it. The original error is the cause. */
export class FailedAfter extends Error {
  /** The operations that lead to the world in which it failed, or `undefined` if they are not known. */
  readonly history: readonly Operation[] | undefined;
  /** The call that was being carried out or checked there, if any. */
  readonly call: Operation | undefined;
  /** How many events the world is from the first. */
  readonly depth: number;

  constructor(
    cause: unknown,
    depth: number,
    history: readonly Operation[] | undefined,
    call: Operation | undefined,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "FailedAfter";
    this.depth = depth;
    this.history = history;
    this.call = call;
  }
}
