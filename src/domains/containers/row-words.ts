import type { RowWords } from "../../model/domain-parts.ts";
import { counted, plural } from "../../text/counted.ts";
import { written } from "../../text/written.ts";

/** How the fields of rows of container worlds are written. */
export const ROW_WORDS: ReadonlyMap<string, RowWords> = new Map<string, RowWords>([
  ["name", { value: written, change: (was, is) => `is renamed from ${written(was)} to ${written(is)}` }],
  [
    "parent",
    {
      value: (parent) => (parent === null ? "in no other" : `in container ${written(parent)}`),
      change: (was, is) => `stands in container ${written(is)} instead of ${written(was)}`,
    },
  ],
  ["container", { value: (container) => `in container ${written(container)}` }],
  [
    "nsproxy",
    {
      value: (nsproxy) => (nsproxy === null ? "without a nsproxy" : `with nsproxy ${written(nsproxy)}`),
      change: nsproxyChange,
    },
  ],
  ["namespaces", { value: written }],
  // An image has many rows: the line of an event only counts them.
  ["containers", { value: (rows) => countedRows(rows, "container") }],
  ["nsproxies", { value: (rows) => countedRows(rows, "nsproxy") }],
  ["tasks", { value: (rows) => countedRows(rows, "task") }],
]);

function nsproxyChange(was: unknown, is: unknown): string {
  if (is === null) return `has no nsproxy any more`;
  return was === null
    ? `has nsproxy ${written(is)}`
    : `uses nsproxy ${written(is)} instead of ${written(was)}`;
}

function countedRows(rows: unknown, noun: string): string {
  return Array.isArray(rows) ? counted(rows.length, noun) : `${plural(noun)} ${written(rows)}`;
}
