import { createHash } from "node:crypto";

/** A short hash of the plain data in some values. */
export function digestOf(values: Iterable<unknown>): string {
  const hash = createHash("sha256");
  for (const value of values) hash.update(dataOf(value));
  return hash.digest("hex").slice(0, 6);
}

/** The plain data in a value as JSON, a map as the list of its entries. */
const dataOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part));
