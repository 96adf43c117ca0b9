import { setMaxListeners } from "node:events";
import { constants } from "node:os";

/** Signals that ask a program to end: Ctrl-C, `kill`, and a terminal that goes away. */
export const ENDING_SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/**
 * A signal that comes this soon after the first is the same one again: npm passes on to its child what the terminal has sent
 * to both.
 */
const ECHO_MILLISECONDS = 300;

/** Added to the number of a signal, this is the exit code of a program that the signal has ended, by the convention of shells. */
export const ENDED_BY_SIGNAL = 128;

/** The same task, which ends without a result once it is interrupted. */
export function* untilInterrupted<Progress, Result>(
  task: Generator<Progress, Result>,
  interrupted: () => boolean,
): Generator<Progress, Result | undefined> {
  while (!interrupted()) {
    const next = task.next();
    if (next.done) return next.value;
    yield next.value;
  }
  return undefined;
}

/** The result of a promise, or `undefined` if the signal is aborted first. The work is then no longer waited for. */
export async function unlessInterrupted<Result>(
  work: Promise<Result>,
  asked: AbortSignal,
): Promise<Result | undefined> {
  if (asked.aborted) return undefined;
  // One signal may serve many files: each listener is removed when its work is done.
  const done = new AbortController();
  const stopped = new Promise<undefined>((stop) => {
    asked.addEventListener("abort", () => stop(undefined), { once: true, signal: done.signal });
  });
  return Promise.race([work, stopped]).finally(() => done.abort());
}

/**
 * Runs a task that can be asked to stop by a signal (SIGINT, SIGTERM, SIGHUP), so that it ends with what it has found so far. A
 * second signal ends the program at once.
 *
 * @param run starts the task. `interrupted` says whether it was asked to stop; `asked` says the same to what waits
 */
export async function whileInterruptible<Result>(
  run: (interrupted: () => boolean, asked: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const asking = new AbortController();
  setMaxListeners(0, asking.signal); // many may wait for it at once
  let firstAt = 0;
  const listener = (signal: NodeJS.Signals): void => {
    if (!asking.signal.aborted) {
      firstAt = performance.now();
      asking.abort();
    } else if (performance.now() - firstAt > ECHO_MILLISECONDS)
      process.exit(ENDED_BY_SIGNAL + constants.signals[signal]);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, listener);
  try {
    return await run(() => asking.signal.aborted, asking.signal);
  } finally {
    const deafen = () => {
      for (const signal of ENDING_SIGNALS) process.off(signal, listener);
    };
    // The results are still to be printed, and the echo must not end that.
    const left = asking.signal.aborted ? firstAt + ECHO_MILLISECONDS - performance.now() : 0;
    if (left > 0) setTimeout(deafen, left).unref();
    else deafen();
  }
}
