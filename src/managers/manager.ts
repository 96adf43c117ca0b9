/**
 * A manager carries out a design's operations on today's Linux, as a program that runs containers does: from the operation and from
 * what the kernel shows. It never sees a world of the model, so the two can be compared.
 */

import type { ContainerOperation } from "../domains/containers/operation.ts";
import type { ContainerScope } from "../domains/containers/scope.ts";
import type { AnyManager } from "../model/manager.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Kernel, Process, Said } from "./kernel.ts";

/** A manager at work on one history. */
export interface Running {
  /** Makes the root container and the first task (W1). */
  begin(): Promise<void>;
  /**
   * Carries out an operation.
   *
   * @returns `ok`, or the errno for which it is refused: one that the kernel gave, or that follows from what the kernel shows
   * @throws {NoCounterpart} if the kernel has no means to do it
   */
  perform(operation: ContainerOperation): Promise<Said>;
  /** Which process is which task now. */
  readonly tasks: ReadonlyMap<TaskNumber, Process>;
}

/** How a design's operations are carried out. */
export interface Manager extends AnyManager {
  start(kernel: Kernel, scope: ContainerScope): Running;
}

/** The kernel has no means to carry out an operation, or no manager has it: neither a difference nor an agreement. */
export class NoCounterpart extends Error {
  /** @param what has no counterpart, in a sentence without a full stop */
  constructor(what: string) {
    super(what);
    this.name = "NoCounterpart";
  }
}

/** The kernel refuses a call that an operation needs, so the operation is refused. */
export class Refused extends Error {
  readonly outcome: Said;

  constructor(outcome: Said) {
    super(`the kernel refuses it: ${outcome}`);
    this.name = "Refused";
    this.outcome = outcome;
  }
}

/** Waits for calls that must succeed. @throws {Refused} with the first refusal */
export async function all(...calls: readonly Promise<Said>[]): Promise<void> {
  for (const outcome of await Promise.all(calls)) if (outcome !== "ok") throw new Refused(outcome);
}

/** The value of a call that must succeed. @throws {Refused} if it is refused */
export async function given<Value>(
  call: Promise<{ readonly outcome: Said; readonly value?: Value | undefined }>,
): Promise<Value> {
  const { outcome, value } = await call;
  if (value === undefined) throw new Refused(outcome);
  return value;
}
