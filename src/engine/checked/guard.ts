/**
 * Runs a piece of work that calls a design or a property. A guard that can interrupt it ends it with an error if it does not return: the engine
 * has no clock that could stop it.
 */
export type Guard = <Result>(work: () => Result) => Result;

/** Lets the work run for as long as it takes. */
export const unguarded: Guard = (work) => work();

/** Runs a task that calls a design or a property, with each of its steps under the guard. */
export function* guardedSteps<Progress, Result>(
  guard: Guard,
  task: Generator<Progress, Result>,
): Generator<Progress, Result> {
  for (;;) {
    const next = guard(() => task.next());
    if (next.done) return next.value;
    yield next.value;
  }
}
