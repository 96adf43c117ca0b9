/** A call that was made for an operation, and what it came to. */
export interface KernelCall {
  readonly what: string;
  readonly outcome: string;
}
