/**
 * Who ensures that a property holds on a kernel: the kernel, the program that makes the calls, or nobody, for lack of means. `unknown` if
 * it could not be tried on this machine.
 */
export type KeptBy = "kernel" | "manager" | "nobody" | "unknown";

/** One thing that was tried on the kernel, and its result. */
export interface Trial {
  readonly what: string;
  /** `ok`, an errno, or what was seen. */
  readonly came: string;
}

/** What the experiments on a property found. */
export interface Keeping {
  readonly keptBy: KeptBy;
  /** The kernel's mechanism, what the kernel lets happen, or what it has no means for; as a sentence. */
  readonly why: string;
}

/** The finding on a property, with the trials that it is based on. */
export interface Enforcement extends Keeping {
  readonly property: string;
  /** In the order in which they were made. Empty if there is nothing to try. */
  readonly tried: readonly Trial[];
}
