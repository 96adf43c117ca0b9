import type { RecordShape, Shape } from "../../../model/shape.ts";

/** A record of a world: a row of a table, or a row of a list of records. */
export interface CostRow {
  /** Identifies it across two worlds: its sort and number in a table; in a list, all that it holds. */
  readonly key: string;
  /** Its own values as text. Records inside it are rows themselves, and do not count here. */
  readonly holds: string;
  /** The keys of the rows that it refers to, which need not exist. */
  readonly refersTo: readonly string[];
  /** The name of the part with numbers of its own (an image) that it belongs to. */
  readonly recordedAs: string | undefined;
}

/** The rows of a world by their keys, in the order in which they stand. */
export type CostRows = ReadonlyMap<string, CostRow>;

/** The sorts of number that a shape uses for the tasks and the containers that an observation shows. */
export const SORT = { task: "task", container: "container" } as const;

/** The key of a row with a number, or of a number whose sort has no rows. */
export const keyOf = (sort: string, number: number): string => `${sort} ${number}`;

/**
 * The records of a world, found by walking its shape: a world of many thousand rows, which no search could pack, is fine too.
 *
 * @param leftOut the fields of the world to leave out
 */
export function rowsOf(shape: Shape, world: object, leftOut: ReadonlySet<string> = new Set()): CostRows {
  const collector = new Collector();
  const counted: Shape =
    shape.is === "record"
      ? {
          is: "record",
          fields: Object.fromEntries(Object.entries(shape.fields).filter(([key]) => !leftOut.has(key))),
        }
      : shape;
  collector.visit(counted, world, { key: "", values: [], refersTo: [], recordedAs: undefined });
  return collector.rows;
}

/** A row that is being read. */
interface Draft {
  readonly key: string;
  readonly values: unknown[];
  readonly refersTo: string[];
  readonly recordedAs: string | undefined;
}

class Collector {
  readonly rows = new Map<string, CostRow>();

  /** @param row the row that the part belongs to */
  visit(shape: Shape, part: unknown, row: Draft): void {
    switch (shape.is) {
      case "one of":
        row.values.push(part);
        return;
      case "reference":
        row.values.push(part);
        // In a part with numbers of its own, these are no links to what lives.
        if (typeof part === "number" && row.recordedAs === undefined)
          row.refersTo.push(keyOf(shape.to, part));
        return;
      case "record":
        this.#visitFields(shape, part, row);
        return;
      case "table":
        for (const [number, found] of rowsIn(part).entries())
          if (found != null) this.#addRow(shape.row, found, keyOf(shape.of, number), row.recordedAs);
        return;
      case "list":
        this.#visitList(shape.row, rowsIn(part), row);
        return;
      case "local":
        this.visit(shape.part, part, { ...row, recordedAs: nameOf(part) });
        return;
    }
  }

  #visitFields(shape: RecordShape, part: unknown, row: Draft): void {
    for (const [key, value] of Object.entries(part ?? {})) {
      const field = shape.fields[key];
      if (field !== undefined) this.visit(field, value, row);
    }
  }

  /** A list of plain values is part of the row in which it stands. */
  #visitList(shape: Shape, found: readonly unknown[], row: Draft): void {
    const isOfRecords = (shape.is === "local" ? shape.part : shape).is === "record";
    if (!isOfRecords) {
      for (const value of found) this.visit(shape, value, row);
      return;
    }
    for (const value of found) {
      const recordedAs = shape.is === "local" ? nameOf(value) : row.recordedAs;
      this.#addRow(shape, value, this.#freeKey(`${row.key}: ${JSON.stringify(value)}`), recordedAs);
    }
  }

  #addRow(shape: Shape, found: unknown, key: string, recordedAs: string | undefined): void {
    const draft: Draft = { key, values: [], refersTo: [], recordedAs };
    this.rows.set(key, { ...draft, holds: "" }); // before the rows that stand in it
    this.visit(shape, found, draft);
    this.rows.set(key, { key, holds: JSON.stringify(draft.values), refersTo: draft.refersTo, recordedAs });
  }

  /** Two rows of a list may hold the same. */
  #freeKey(key: string): string {
    let free = key;
    for (let copy = 2; this.rows.has(free); copy++) free = `${key} (${copy})`;
    return free;
  }
}

function rowsIn(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part : [];
}

function nameOf(part: unknown): string {
  const name = typeof part === "object" && part !== null && "name" in part ? part.name : undefined;
  return typeof name === "string" ? name : "";
}
