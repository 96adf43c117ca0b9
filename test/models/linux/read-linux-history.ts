import { linux } from "../../../models/linux/linux.ts";
import type { LinuxExpectation } from "../../../src/domains/linux/expectation.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import type { Model } from "../../../src/model/model.ts";

/** A line of a history, with its number. */
export type LinuxLine = { readonly line: number } & (
  | { readonly operation: LinuxOperation; readonly outcome: string }
  | { readonly expectation: LinuxExpectation }
);

/** A history of the domain. */
export interface LinuxHistory {
  readonly scope: LinuxScope;
  readonly lines: readonly LinuxLine[];
}

/** Reads a history. */
export function readLinuxHistory(file: string): LinuxHistory {
  const read = readHistory(new TextEncoder().encode(file), [linux as unknown as Model]); // shared code takes a design of any domain
  if (!read.ok) throw new Error(`line ${read.problem.line}: ${read.problem.message}`);
  const { scope, entries } = read.history;
  // What was read has passed the schemas of the domain.
  const lines = [...entries()].flatMap((entry): LinuxLine[] => {
    const { line } = entry;
    if ("loop" in entry) return [];
    if ("expectation" in entry)
      return [{ line, expectation: entry.expectation as object as LinuxExpectation }];
    const { operation, outcome } = entry.event;
    return [{ line, operation: operation as LinuxOperation, outcome }];
  });
  return { scope: scope as LinuxScope, lines }; // has passed the schema of the domain
}
