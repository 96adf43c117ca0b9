/** Freezes plain data and all its parts. @returns the same data */
export function frozen<Data>(data: Data): Data {
  if (Object.isFrozen(data)) return data; // also true of anything that is not an object
  for (const part of Object.values<unknown>(data ?? {})) frozen(part);
  return Object.freeze(data);
}
