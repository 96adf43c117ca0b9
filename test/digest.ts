import { createHash } from "node:crypto";

/** Letters that are others as soon as any of the values is, in all that is plain data of them. */
export function digestOf(values: Iterable<unknown>): string {
  const hash = createHash("sha256");
  for (const value of values) hash.update(dataOf(value));
  return hash.digest("hex").slice(0, 6);
}

/** All that is plain data of a value, a map as the list of its entries. */
const dataOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (part instanceof Map || part instanceof Set ? [...part] : part));
