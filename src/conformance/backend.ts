import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { KernelRun } from "./containers/run.ts";

/** How a history is played. */
export interface PlayOptions {
  /** Whether to stop after the first event at which model and kernel differ. Default: no, the whole history is played. */
  readonly untilDifference?: boolean;
}

/** Something that plays histories: a kernel, or a stand-in for one. */
export interface Backend {
  play(
    model: Model,
    scope: Scope,
    operations: readonly Operation[],
    options?: PlayOptions,
  ): Promise<KernelRun>;
}
