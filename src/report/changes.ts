import type { Patch } from "immer";
import type { Moment } from "../history/history.ts";
import { plural } from "../text/counted.ts";
import { quoted } from "../text/printable.ts";
import { counted, list } from "../text/words.ts";

/** A row of a world's table, whatever the design keeps in it. */
type Row = Readonly<Record<string, unknown>>;

/** What is no table is one row, called by nothing of its own. */
const WHOLE = "";

/** The rows of a table by what they are called: their number, or their name. */
type Rows = ReadonlyMap<string, Row>;

/**
 * What an event changed, a line each: first what is made, then what is different, then what is released. Immer's patches
 * say which tables it touched; no more is known of the design than that its world is tables of rows. Safe to print.
 *
 * @param before the world before the event
 */
export function changes(before: object, { world, patches }: Moment): string[] {
  const made: string[] = [];
  const changed: string[] = [];
  const released: string[] = [];
  for (const table of Object.keys(world)) {
    if (!patches.some((patch) => tableOf(patch) === table)) continue;
    const rows = { before: rowsOf(before, table), after: rowsOf(world, table) };
    for (const key of new Set([...rows.before.keys(), ...rows.after.keys()])) {
      const title = key === WHOLE ? table : `${singular(table)} ${quoted(key)}`;
      const [was, is] = [rows.before.get(key), rows.after.get(key)];
      if (is === undefined) released.push(`${title} is released`);
      else if (was === undefined) made.push(`${title} is made${described(is, key)}`);
      else changed.push(...differences(title, was, is));
    }
  }
  return [...made, ...changed, ...released];
}

const tableOf = ({ path }: Patch): string => String(path[0]);

/** A table whose place 0 is null has a row's number for its place; rows of any other have names, or else places. */
function rowsOf(world: object, table: string): Rows {
  // A world is plain data, so it can be read like a row.
  const rows: unknown = (world as Row)[table];
  if (!Array.isArray(rows)) return new Map([[WHOLE, isRow(rows) ? rows : { value: rows }]]);
  const entries = rows.map((row: unknown, place): [string, unknown] => [
    keyOf(row, place, rows[0] === null),
    row,
  ]);
  return new Map(entries.filter((entry): entry is [string, Row] => isRow(entry[1])));
}

function keyOf(row: unknown, place: number, hasNumbers: boolean): string {
  if (hasNumbers || !isRow(row)) return String(place);
  return typeof row["name"] === "string" ? row["name"] : String(place);
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null;

/** "nsproxies" to "nsproxy", "tasks" to "task". */
const singular = (table: string): string => table.replace(/ies$/, "y").replace(/s$/, "");

/** A new row: ": unnamed1, in container 1, with nsproxy 2". A name that the row is called by is not said again. */
function described({ name, ...row }: Row, key: string): string {
  const named = name === undefined || name === key ? row : { name, ...row };
  const parts = Object.entries(named)
    .map(([field, value]) => FIELDS.get(field)?.value(value) ?? `${field} ${written(value)}`)
    .filter((part) => part !== "");
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What is different in a row, a line each field. */
function differences(title: string, was: Row, is: Row): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => was[field] !== is[field])
    .map((field) => {
      const words = FIELDS.get(field)?.change?.(was[field], is[field]);
      return `${title} ${words ?? `has ${field} ${written(is[field])} instead of ${written(was[field])}`}`;
    });
}

/** How a field that the designs share is written. */
interface FieldWords {
  /** Of a new row. Empty where there is nothing to say. */
  readonly value: (value: unknown) => string;
  readonly change?: (was: unknown, is: unknown) => string;
}

const FIELDS: ReadonlyMap<string, FieldWords> = new Map<string, FieldWords>([
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
  // An image's rows are many; which it holds is not what an event's line is for.
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

/** A value of any sort: "3", "web", "uts 2, net 1", "1 and 3", "none". */
function written(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : list(value.map(written));
  if (isRow(value))
    return Object.entries(value)
      .map(([key, part]) => `${quoted(key)} ${written(part)}`)
      .join(", ");
  return typeof value === "string" ? quoted(value) : String(value);
}
