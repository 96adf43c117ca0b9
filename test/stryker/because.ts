import type { Equivalent } from "./judge.ts";

/** Mutants of a file that are equivalent for one reason: for each the line, what is changed there, and what it becomes. */
export function because(
  why: string,
  file: string,
  ...changes: readonly (readonly [line: string, was: string, becomes: string])[]
): Equivalent[] {
  return changes.map(([line, was, becomes]) => ({ file, line, was, becomes, why }));
}
