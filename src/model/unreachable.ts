/** Ends a `switch` that names every case: it does not compile if one is missing. */
export function unreachable(value: never): never {
  throw new Error(`not one of the cases: ${JSON.stringify(value)}`);
}
