/** Runs a generator that yields progress to its end, and returns its result. */
export function finish<Result>(task: Generator<unknown, Result>): Result {
  for (;;) {
    const next = task.next();
    if (next.done) return next.value;
  }
}
