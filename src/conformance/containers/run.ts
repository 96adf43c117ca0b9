import type { Event } from "../../model/operation.ts";
import type { Difference } from "./compare-pictures.ts";
import type { KernelCall } from "./managed/kernel-call.ts";

/** An event as played on a kernel. */
export interface KernelEvent {
  /** With the model's outcome. */
  readonly event: Event;
  /** The outcome on the kernel: `ok`, or an errno. */
  readonly outcome: string;
  /** The name of the design's refusal; `undefined` if the call succeeds, or the design does not name its refusals. */
  readonly refusal?: string | undefined;
  /** The calls that were made for it, in order. */
  readonly calls: readonly KernelCall[];
  /** Where the kernel differs from the model; empty if they agree. */
  readonly differences: readonly Difference[];
}

/** Why a history was not played to its end. */
export interface Stopped {
  /** The kernel has no means to carry out the next operation, or the tool cannot play or read any further. */
  readonly sort: "no counterpart" | "cannot play";
  /** As a sentence without a full stop. */
  readonly why: string;
}

/** A history as played on a kernel. */
export interface KernelRun {
  /** As far as it was played. */
  readonly events: readonly KernelEvent[];
  /** Where kernel and model differ before the first event. */
  readonly beginning: readonly Difference[];
  /** Why the history was not played to its end; `undefined` if it was. */
  readonly stopped: Stopped | undefined;
}
