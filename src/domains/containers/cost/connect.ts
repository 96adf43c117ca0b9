import type { Links } from "./links.ts";

/**
 * The rows visited on the way to all needed rows: from the rows already reached always on to the nearest needed one, by links in either
 * direction. Among several nearest ones, the first one met is taken. A row that no link leads to is added by itself.
 *
 * @param start the key of the row from which it begins
 * @returns the keys of the rows visited, including both ends
 */
export function connect(start: string, needed: readonly string[], { either }: Links): ReadonlySet<string> {
  const reached = new Set([start]);
  const left = new Set(needed);
  left.delete(start);
  const fresh = [start];
  const reach = (key: string): void => {
    if (!reached.has(key)) fresh.push(key);
    reached.add(key);
    left.delete(key);
  };
  const takeNeighbours = (): void => {
    for (let key = fresh.pop(); key !== undefined; key = fresh.pop())
      for (const other of either.get(key) ?? []) if (left.has(other)) reach(other);
  };
  for (takeNeighbours(); left.size > 0; takeNeighbours()) {
    const way = wayToNearest(reached, left, either);
    if (way.length === 0) break;
    way.forEach(reach);
  }
  // What has no link to the rest is found by its name; what it is linked to is then reached from there.
  const [alone] = left;
  if (alone === undefined) return reached;
  for (const key of connect(alone, [...left], { either, from: new Map() })) reached.add(key);
  return reached;
}

/** The rows on the way from those reached to the nearest wanted one, itself included; empty if there is no way. */
function wayToNearest(
  reached: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  either: Links["either"],
): string[] {
  const cameFrom = new Map<string, string | undefined>([...reached].map((key) => [key, undefined]));
  // Walking a map also visits what is added on the way: the nearest come first.
  for (const key of cameFrom.keys()) {
    if (wanted.has(key)) return wayBack(key, cameFrom);
    for (const other of either.get(key) ?? []) if (!cameFrom.has(other)) cameFrom.set(other, key);
  }
  return [];
}

function wayBack(end: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let key: string | undefined = end; key !== undefined; key = cameFrom.get(key)) way.push(key);
  return way.slice(0, -1).reverse();
}
