import type { Event } from "../../model/operation.ts";
import type { Difference } from "./compare-pictures.ts";
import type { KernelCall } from "./managed/kernel-call.ts";

/** What a kernel made of an event. */
export interface KernelEvent {
  /** With the outcome that the model gives. */
  readonly event: Event;
  /** What the operation came to on the kernel: `ok`, or an errno. */
  readonly outcome: string;
  /** Which refusal of the design it is; nothing where it succeeds, or the design gives its refusals no names. */
  readonly refusal?: string | undefined;
  /** The calls that were made for it, in order. */
  readonly calls: readonly KernelCall[];
  /** Where it did otherwise than the model; none where it agrees. */
  readonly differences: readonly Difference[];
}

/** Why a history was not played to its end. */
export interface Stopped {
  /** The kernel has nothing by which the next operation could be carried out, or the tool cannot play or read any further. */
  readonly sort: "no counterpart" | "cannot play";
  /** In a sentence without a full stop. */
  readonly why: string;
}

/** What a kernel made of a history. */
export interface KernelRun {
  /** As far as it was played. */
  readonly events: readonly KernelEvent[];
  /** Where the world was another before the first event. */
  readonly beginning: readonly Difference[];
  /** Why the history was not played to its end; nothing where it was. */
  readonly stopped: Stopped | undefined;
}
