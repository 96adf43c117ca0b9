/** A call that was made for an operation, and its outcome. */
export interface KernelCall {
  readonly what: string;
  readonly outcome: string;
}
