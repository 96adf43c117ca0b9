import type { Event } from "../model/operation.ts";
import type { Expectation } from "./expectation.ts";

/**
 * An entry of a history on disk, after the header: an event, what is expected of the world at that point, or the mark where a loop
 * begins. The events after the mark can repeat for ever, as the world at the end of the history is the same as at the mark.
 */
export type Entry =
  | { readonly event: Event }
  | { readonly expectation: Expectation }
  | { readonly loop: true };

/** An entry and the line of the file on which it stands, from 1. */
export type EntryOnLine = Entry & { readonly line: number };
