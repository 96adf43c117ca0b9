/**
 * Runs a piece of work that calls a design or a property. Whoever can, ends it with an error where it does not come back: the engine has no
 * clock that could stop it.
 */
export type Guard = <Result>(work: () => Result) => Result;

/** Lets the work run for as long as it takes. */
export const unguarded: Guard = (work) => work();
