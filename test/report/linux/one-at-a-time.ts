let last: Promise<unknown> = Promise.resolve();

/** Does work once all work given before is done: two programs whose tasks take the same id make each other skip. */
export function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = last.then(work);
  last = result.catch(() => undefined); // whoever awaits the result is told
  return result;
}
