import { setImmediate } from "node:timers/promises";
import yoctoSpinner from "yocto-spinner";

const QUIET_MILLISECONDS = 2000;

/**
 * Runs a task that tells now and then how far it has come, and shows that on a terminal once two seconds have passed.
 *
 * @returns the result of the task
 */
export async function withProgress<Progress, Result>(
  task: Generator<Progress, Result> | AsyncGenerator<Progress, Result>,
  inWords: (progress: Progress) => string,
): Promise<Result> {
  const spinner = process.stderr.isTTY ? yoctoSpinner({ stream: process.stderr }) : undefined;
  const began = performance.now();
  try {
    for (;;) {
      const next = await task.next();
      if (next.done) return next.value;
      if (spinner !== undefined && performance.now() - began > QUIET_MILLISECONDS) {
        spinner.text = inWords(next.value);
        if (!spinner.isSpinning) spinner.start();
      }
      await setImmediate(); // lets the spinner draw, and Ctrl-C be heard
    }
  } finally {
    spinner?.stop();
  }
}
