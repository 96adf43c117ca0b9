/**
 * Runs a task that can be asked to stop by Ctrl-C, so that it ends with what it has found so far. A second Ctrl-C ends the
 * program at once.
 *
 * @param run starts the task; what it is given tells whether it was asked to stop
 */
export async function whileInterruptible<Result>(
  run: (interrupted: () => boolean) => Promise<Result>,
): Promise<Result> {
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once("SIGINT", interrupt);
  try {
    return await run(() => isInterrupted);
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
}
