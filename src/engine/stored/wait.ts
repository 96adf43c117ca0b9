/** Waits for work in a generator: yields a promise that is never rejected, and goes on once that is settled (see `awaited`). Throws if the work fails. */
export function* waitFor<Found>(work: Promise<Found>): Generator<Promise<void>, Found> {
  let outcome: { readonly found: Found } | { readonly error: unknown } | undefined;
  yield work.then(
    (found) => {
      outcome = { found };
    },
    (error: unknown) => {
      outcome = { error };
    },
  );
  if (outcome === undefined) throw new Error("the promise that was yielded was not awaited");
  if ("error" in outcome) throw outcome.error;
  return outcome.found;
}

/** Runs a task, awaits the promises that it yields, and yields everything else: its progress. */
export async function* awaited<Progress extends object, Result>(
  task: Generator<Progress | Promise<void>, Result>,
): AsyncGenerator<Progress, Result> {
  for (;;) {
    const next = task.next();
    if (next.done) return next.value;
    if (next.value instanceof Promise) await next.value;
    else yield next.value;
  }
}
