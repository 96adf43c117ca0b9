import type { Operation } from "../model/operation.ts";

/** That a design or a property failed, and how a run came to it. What it failed with is the cause. */
export class FailedAfter extends Error {
  /** The operations that lead to the world in which it failed; nothing where they are not known. */
  readonly history: readonly Operation[] | undefined;
  /** The call that was carried out there, or looked at, where there was one. */
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
