/**
 * Runs the work of one worker and, before one of its atomic operations, all the work of another: two workers at once, interleaved reproducibly.
 *
 * @param name which operation; it must come before the one that claims a place, as after that the other worker would wait for ever
 * @param at before which of these operations, counted from 0
 */
export function interleaved<Result>(
  name: "load" | "compareExchange" | "or",
  at: number,
  other: () => void,
  run: () => Result,
): Result {
  const known = Atomics[name];
  const operation = known as (...values: unknown[]) => unknown; // passed on with the same arguments
  let operations = 0;
  const counted = (...values: unknown[]): unknown => {
    if (operations++ === at) other();
    return operation(...values);
  };
  Object.assign(Atomics, { [name]: counted });
  try {
    return run();
  } finally {
    Object.assign(Atomics, { [name]: known });
  }
}
