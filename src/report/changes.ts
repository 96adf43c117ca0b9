import type { Patch } from "immer";
import type { Moment } from "../history/history.ts";
import type { RowWords } from "../model/domain-parts.ts";
import type { Domain } from "../model/model.ts";
import { quoted } from "../text/printable.ts";
import { isRow, type UnknownRow, written } from "../text/written.ts";

/** What is no table is one row, called by nothing of its own. */
const WHOLE = "";

/** How a domain writes fields of rows, by name. */
type FieldWords = ReadonlyMap<string, RowWords>;

/** The rows of a table by what they are called: their number, or their name. */
type Rows = ReadonlyMap<string, UnknownRow>;

/**
 * What an event changed, a line each: first what is made, then what is different, then what is released. Immer's patches
 * say which tables it touched; no more is known of the design than that its world is tables of rows. Safe to print.
 *
 * @param domain that of the design, which writes some fields in its own words
 * @param before the world before the event
 */
export function changes({ words }: Domain, before: object, { world, patches }: Moment): string[] {
  const { rows: fields = new Map<string, RowWords>() } = words;
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
      else if (was === undefined) made.push(`${title} is made${described(fields, is, key)}`);
      else changed.push(...differences(fields, title, was, is));
    }
  }
  return [...made, ...changed, ...released];
}

const tableOf = ({ path }: Patch): string => String(path[0]);

/** A table whose place 0 is null has a row's number for its place; rows of any other have names, or else places. */
function rowsOf(world: object, table: string): Rows {
  // A world is plain data, so it can be read like a row.
  const rows: unknown = (world as UnknownRow)[table];
  if (!Array.isArray(rows)) return new Map([[WHOLE, isRow(rows) ? rows : { value: rows }]]);
  const entries = rows.map((row: unknown, place): [string, unknown] => [
    keyOf(row, place, rows[0] === null),
    row,
  ]);
  return new Map(entries.filter((entry): entry is [string, UnknownRow] => isRow(entry[1])));
}

function keyOf(row: unknown, place: number, hasNumbers: boolean): string {
  if (hasNumbers || !isRow(row)) return String(place);
  return typeof row["name"] === "string" ? row["name"] : String(place);
}

/** "nsproxies" to "nsproxy", "tasks" to "task". */
const singular = (table: string): string => table.replace(/ies$/, "y").replace(/s$/, "");

/** A new row: ": unnamed1, in container 1, with nsproxy 2". A name that the row is called by is not said again. */
function described(fields: FieldWords, { name, ...row }: UnknownRow, key: string): string {
  const named = name === undefined || name === key ? row : { name, ...row };
  const parts = Object.entries(named)
    .map(([field, value]) => fields.get(field)?.value(value) ?? `${field} ${written(value)}`)
    .filter((part) => part !== "");
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What is different in a row, a line each field. */
function differences(fields: FieldWords, title: string, was: UnknownRow, is: UnknownRow): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => was[field] !== is[field])
    .map((field) => {
      const words = fields.get(field)?.change?.(was[field], is[field]);
      return `${title} ${words ?? `has ${field} ${written(is[field])} instead of ${written(was[field])}`}`;
    });
}
