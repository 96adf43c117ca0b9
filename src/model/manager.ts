/**
 * Carries a design's operations out on today's kernel. A design only names its manager and needs to know no more of it; `src/managers/` says
 * what a manager is.
 */
export interface AnyManager {
  /** The design for which it was written, e.g. `nested`. */
  readonly name: string;
  /** What it must keep itself because the kernel has no place for it, each a noun phrase. */
  readonly keeps: readonly string[];
}
