import type { CostRows } from "./rows.ts";

/** The links between the rows of a world, by key. */
export interface Links {
  /** For each row, those that refer to it. */
  readonly from: ReadonlyMap<string, readonly string[]>;
  /** For each row, those at the other end of a link, whichever way it leads. */
  readonly either: ReadonlyMap<string, readonly string[]>;
}

/** The links between rows that exist. */
export function linksOf(rows: CostRows): Links {
  const from = new Map<string, string[]>();
  const either = new Map<string, string[]>();
  for (const key of rows.keys()) {
    from.set(key, []);
    either.set(key, []);
  }
  for (const { key, refersTo } of rows.values()) {
    for (const other of new Set(refersTo)) {
      from.get(other)?.push(key);
      if (!rows.has(other)) continue;
      either.get(key)?.push(other);
      either.get(other)?.push(key);
    }
  }
  return { from, either };
}
