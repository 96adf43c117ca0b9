import type { CostRows } from "./rows.ts";

/** The keys of the rows that differ between two worlds: those changed, those gone, and those made. */
export function recordsWritten(before: CostRows, after: CostRows): Set<string> {
  const written = new Set<string>();
  for (const [key, { holds }] of before) if (after.get(key)?.holds !== holds) written.add(key);
  for (const key of after.keys()) if (!before.has(key)) written.add(key);
  return written;
}
