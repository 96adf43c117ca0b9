/**
 * Who sees to it that a property holds on a kernel: the kernel, the program that makes the calls, or nobody, for want of means. `unknown` where
 * the machine did not let it be tried.
 */
export type KeptBy = "kernel" | "manager" | "nobody" | "unknown";

/** One thing that was tried on the kernel, and what came of it. */
export interface Trial {
  readonly what: string;
  /** `ok`, an errno, or what was seen. */
  readonly came: string;
}

/** What the experiments on a property found. */
export interface Keeping {
  readonly keptBy: KeptBy;
  /** The kernel's mechanism, what the kernel lets happen, or what it has no means for; in a sentence. */
  readonly why: string;
}

/** The finding on a property, with the trials on which it rests. */
export interface Enforcement extends Keeping {
  readonly property: string;
  /** In the order in which they were made. None where there is nothing that could be tried. */
  readonly tried: readonly Trial[];
}
