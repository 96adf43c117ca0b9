/** The options of every function of the API that may take long. */
export interface RunOptions<Progress> {
  /** Ends the run: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the progress of the run. If it is async, the run waits for it, and fails if it fails. */
  readonly onProgress?: ((progress: Progress) => unknown) | undefined;
}

/** How long a run goes on before it yields to the event loop, in milliseconds. */
export const MILLISECONDS_BETWEEN_YIELDS = 20;

/**
 * Runs a generator that yields progress to its end, and lets the event loop turn meanwhile.
 *
 * @throws the signal's reason, once it is aborted
 */
export async function runToEnd<Progress, Result>(
  task: Generator<Progress, Result> | AsyncGenerator<Progress, Result>,
  { signal, onProgress }: RunOptions<Progress>,
): Promise<Result> {
  let since = performance.now();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await task.next();
      if (next.done) return next.value;
      if (performance.now() - since < MILLISECONDS_BETWEEN_YIELDS) continue;
      await onProgress?.(next.value);
      await nextTurn();
      since = performance.now();
    }
  } finally {
    // However this ends, the task must release what it holds.
    await task.return?.(undefined as never);
  }
}

/** Resolves in the next turn of the event loop, in Node and in browsers. */
export const nextTurn = (): Promise<void> => new Promise((resume) => setTimeout(resume, 0));
