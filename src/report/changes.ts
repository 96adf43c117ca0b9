import type { Patch } from "immer";
import type { Moment } from "../history/history.ts";
import type { RowWords } from "../model/domain-parts.ts";
import type { Domain } from "../model/model.ts";
import { quoted } from "../text/printable.ts";
import { isRow, type UnknownRow, written } from "../text/written.ts";

/** The key for a part of the world that is not a table: it counts as one row without a name. */
const WHOLE = "";

/** How a domain writes the fields of rows, by field name. */
type FieldWords = ReadonlyMap<string, RowWords>;

/** The rows of a table, keyed by their number or name. */
type Rows = ReadonlyMap<string, UnknownRow>;

/**
 * What an event changed, one line each: first what is made, then what is different, then what is released. Immer's patches
 * say which tables it touched; nothing is assumed about the design except that its world is tables of rows. Safe to print.
 *
 * @param domain the design's domain, which writes some fields in its own words
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

/** If entry 0 of a table is null, its rows are numbered by index; otherwise each goes by its name, or by its index if it has none. */
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

/** A new row: ": unnamed1, in container 1, with nsproxy 2". A name that already serves as the row's key is not repeated. */
function described(fields: FieldWords, { name, ...row }: UnknownRow, key: string): string {
  const named = name === undefined || name === key ? row : { name, ...row };
  const parts = Object.entries(named)
    .map(([field, value]) => fields.get(field)?.value(value) ?? `${field} ${written(value)}`)
    .filter((part) => part !== "");
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

/** What is different in a row, one line per field. */
function differences(fields: FieldWords, title: string, was: UnknownRow, is: UnknownRow): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => was[field] !== is[field])
    .map((field) => {
      const words = fields.get(field)?.change?.(was[field], is[field]);
      return `${title} ${words ?? `has ${field} ${written(is[field])} instead of ${written(was[field])}`}`;
    });
}
