import { setImmediate, setTimeout } from "node:timers/promises";
import yoctoSpinner from "yocto-spinner";

const QUIET_MILLISECONDS = 2000;

/**
 * Runs a task that yields its progress now and then, and shows that on a terminal once two seconds have passed. Signals are left to
 * the command (`whileInterruptible`).
 *
 * @returns the result of the task
 */
export async function withProgress<Progress, Result>(
  task: Generator<Progress, Result> | AsyncGenerator<Progress, Result>,
  inWords: (progress: Progress) => string,
): Promise<Result> {
  // By default the spinner ends the program at a signal, and what was found is lost.
  const spinner = process.stderr.isTTY
    ? yoctoSpinner({ stream: process.stderr, handleSignals: false })
    : undefined;
  const stop = (): void => {
    spinner?.stop();
  };
  process.once("exit", stop); // a second signal ends the program, and the cursor has to be visible again
  const began = performance.now();
  try {
    for (;;) {
      const next = await task.next();
      if (next.done) {
        await setTimeout(1); // lets asynchronous failures of a user's design or property surface
        return next.value;
      }
      if (spinner !== undefined && performance.now() - began > QUIET_MILLISECONDS) {
        spinner.text = inWords(next.value);
        if (!spinner.isSpinning) spinner.start();
      }
      await setImmediate(); // lets the spinner draw, and signals come in
    }
  } finally {
    process.off("exit", stop);
    stop();
  }
}
