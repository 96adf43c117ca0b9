import type { Event } from "../model/operation.ts";
import type { Expectation } from "./expectation.ts";

/**
 * What stands in a history on disk, after the header: an event, what is expected of the world at that point, or that the history goes round from there on for ever: at its
 * end the world is the same again.
 */
export type Entry =
  | { readonly event: Event }
  | { readonly expectation: Expectation }
  | { readonly loop: true };

/** An entry and the line of the file on which it stands, from 1. */
export type EntryOnLine = Entry & { readonly line: number };
