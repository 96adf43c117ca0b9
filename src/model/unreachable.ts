/** The end of a `switch` that names every case: the compiler refuses it where one is missing. */
export function unreachable(value: never): never {
  throw new Error(`not one of the cases: ${JSON.stringify(value)}`);
}
