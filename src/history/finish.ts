/** Runs a task that tells of its progress to its end, and gives its result. */
export function finish<Result>(task: Generator<unknown, Result>): Result {
  for (;;) {
    const next = task.next();
    if (next.done) return next.value;
  }
}
