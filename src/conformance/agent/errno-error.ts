/** An error from a system call made by Node. */
export interface SystemCallError extends Error {
  /** The name of the errno. */
  readonly code: string;
  readonly path?: string;
}

/** Whether a system call of this process was refused, with one of these errnos if any are given. */
export function isSystemCallError(error: unknown, ...codes: readonly string[]): error is SystemCallError {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return false;
  return typeof error.code === "string" && (codes.length === 0 || codes.includes(error.code));
}
