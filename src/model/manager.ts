/**
 * What carries a design's operations out on today's kernel, as far as a design has to know of it: that there is one. `src/managers/` says
 * what a manager is; a design only names its own.
 */
export interface AnyManager {
  /** The design for which it was written, e.g. `nested`. */
  readonly name: string;
  /** What it has to keep for itself, because the kernel has no place for it: each a noun phrase. */
  readonly keeps: readonly string[];
}
