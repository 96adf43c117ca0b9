/**
 * Where a worker notes in which state it saw first that the design, or a property, is not symmetric: for each of them the level and one
 * more, which member of the state's class was unlike it, and the packed state. 0 stands for none.
 */
export const PLACE = { level: 0, member: 1, state: 2 } as const;

/** How many words a worker's notes take. */
export function wordsOfAsymmetries(properties: number, wordsOfWorld: number): number {
  return (properties + 1) * (PLACE.state + wordsOfWorld);
}
