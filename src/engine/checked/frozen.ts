/** Plain data that nobody can change any more, in none of its parts. @returns the same object */
export function frozen<Data extends object>(data: Data): Data {
  if (Object.isFrozen(data)) return data;
  for (const part of Object.values(data)) if (typeof part === "object" && part !== null) frozen(part);
  return Object.freeze(data);
}
