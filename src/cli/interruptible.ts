import { setMaxListeners } from "node:events";
import { constants } from "node:os";

/** Signals that ask a program to end: Ctrl-C, `kill`, and a terminal that goes away. */
export const ENDING_SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/**
 * A signal that comes so soon after the first is the same one once more: npm passes on to its child what the terminal has sent
 * to both.
 */
const ECHO_MILLISECONDS = 300;

/** By the convention of shells, the exit code of a program that a signal has ended. */
export const ENDED_BY_SIGNAL = 128;

/** The same task, which ends without a result once it is asked to. */
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

/** What a promise gives, or nothing where it is asked to end before. The work behind it is no longer waited for. */
export async function unlessInterrupted<Result>(
  work: Promise<Result>,
  asked: AbortSignal,
): Promise<Result | undefined> {
  if (asked.aborted) return undefined;
  // One is asked of many files: its listener goes with its work.
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
 * @param run starts the task. It is given whether it was asked to stop, and the same as an `AbortSignal` for what waits
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
    // What was found is still to be told, and the echo must not end that.
    const left = asking.signal.aborted ? firstAt + ECHO_MILLISECONDS - performance.now() : 0;
    if (left > 0) setTimeout(deafen, left).unref();
    else deafen();
  }
}
