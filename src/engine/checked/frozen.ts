/** Plain data that nobody can change any more, in none of its parts. @returns the same data */
export function frozen<Data>(data: Data): Data {
  if (Object.isFrozen(data)) return data; // also what is no object
  for (const part of Object.values<unknown>(data ?? {})) frozen(part);
  return Object.freeze(data);
}
