/**
 * Runs what one worker does, and before one of its atomic operations all that another does: two workers at once, the same way each time.
 *
 * @param name which operation, as it stands before the one that claims a place: behind that the other would wait for ever
 * @param at before which of these, from 0 on
 */
export function interleaved<Result>(
  name: "load" | "compareExchange" | "or",
  at: number,
  other: () => void,
  run: () => Result,
): Result {
  const known = Atomics[name];
  const operation = known as (...values: unknown[]) => unknown; // it is given what it is given
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
