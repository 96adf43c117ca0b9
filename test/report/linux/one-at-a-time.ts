let last: Promise<unknown> = Promise.resolve();

/** Does work once all that was given before is done: two programs whose tasks take the same id skip each other. */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => undefined); // told to who waits for it
  return result;
}
