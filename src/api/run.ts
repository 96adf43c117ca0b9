/** What every call of the API that may take long can be given. */
export interface RunOptions<Progress> {
  /** Ends the run: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far the run has come. Where it is async the run waits for it, and fails where it does. */
  readonly onProgress?: ((progress: Progress) => unknown) | undefined;
}

/** For how many milliseconds a run goes on before others may do something. */
const AT_A_STRETCH = 20;

/**
 * Runs a task that tells of its progress to its end, and lets others do something meanwhile.
 *
 * @throws the reason of the signal, once that is aborted
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
      if (performance.now() - since < AT_A_STRETCH) continue;
      await onProgress?.(next.value);
      await nextTurn();
      since = performance.now();
    }
  } finally {
    // So that what the task holds is let go, however this ends.
    await task.return?.(undefined as never);
  }
}

/** Comes back in the next turn of the event loop, in Node and in a browser alike. */
const nextTurn = (): Promise<void> => new Promise((resume) => setTimeout(resume, 0));
