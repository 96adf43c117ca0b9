/** Drawn worlds, and what can be done in them. New numbers are the lowest that are free (W2). */
import { unreachable } from "../../../src/model/unreachable.ts";
import { type Field, SORTS, type Structure, type TableName, type ValueSort } from "./structure.ts";

export type Value = string | number | null | number[];
export type Row = Record<string, Value>;

export interface World {
  /** Place n holds the row with number n, or with number n + 1 in a list. */
  tables: Partial<Record<TableName, (Row | null)[]>>;
  held: Row;
}

/** The path to a row along references, from the caller or from what the world holds outside its tables. */
export interface RowPath {
  readonly start: "caller" | "held";
  readonly via: readonly string[];
  /** The table that it leads to; `undefined` for what is held outside tables. */
  readonly table: TableName | undefined;
  readonly fields: readonly Field[];
}

/** Thrown if something is not there. */
export class Missing extends Error {}

/** A world of a structure, with what can be read and changed there. */
export class Rows {
  readonly #structure: Structure;
  readonly world: World;

  constructor(structure: Structure, world: World) {
    this.#structure = structure;
    this.world = world;
  }

  /** The numbers of a table's rows, in order. */
  numbers(name: TableName): number[] {
    return this.#all(name).map(([number]) => number);
  }

  row(name: TableName, number: number): Row {
    const found = this.#all(name).find(([other]) => other === number);
    if (found === undefined) throw new Missing(`there is no ${name} ${number}`);
    return found[1];
  }

  /** The row that a path leads to. @throws {Missing} if it leads nowhere */
  at({ start, via, table }: RowPath, caller: number): Row {
    if (table === undefined) return this.world.held;
    if (start === "caller" && via.length === 0) return this.row(table, caller);
    return this.row(table, this.numberAt({ start, via }, caller));
  }

  /** The number of the row that a path leads to. @throws {Missing} if it leads nowhere */
  numberAt({ start, via }: Pick<RowPath, "start" | "via">, caller: number): number {
    if (via.length === 0) return caller;
    let row = start === "caller" ? this.row("task", caller) : this.world.held;
    let fields = start === "caller" ? this.#fieldsOf("task") : this.#structure.held;
    for (const [step, name] of via.entries()) {
      const field = fields.find((one) => one.name === name);
      const number = row[name];
      if (field?.is !== "row" || typeof number !== "number") throw new Missing(`${name} leads nowhere`);
      if (step === via.length - 1) return number;
      row = this.row(field.to, number);
      fields = this.#fieldsOf(field.to);
    }
    throw new Missing("a path of no steps");
  }

  /** Adds a row. @throws {Missing} if there is no room */
  add(name: TableName, row: Row): number {
    const { isList, largest } = this.#table(name);
    const rows = this.#rowsOf(name);
    const free = rows.findIndex((one, place) => one === null && (isList || place > 0));
    const place = free === -1 ? rows.length : free;
    const number = isList ? place + 1 : place;
    if (number > largest) throw new Missing(`there is no room for a ${name}`);
    rows[place] = row;
    return number;
  }

  /** Removes a row, references to it, and the rows that require it. */
  release(name: TableName, number: number): void {
    const { isList } = this.#table(name);
    const rows = this.#rowsOf(name);
    if (!this.numbers(name).includes(number)) return; // removed with another row
    if (isList) {
      // The last row takes its place.
      const last = rows.length;
      rows[number - 1] = rows[last - 1] ?? null;
      rows.pop();
      this.#redirect(name, number, undefined);
      if (last !== number) this.#redirect(name, last, number);
      return;
    }
    rows[number] = null;
    while (rows.length > 1 && rows.at(-1) === null) rows.pop();
    this.#redirect(name, number, undefined);
  }

  /** The lowest number that no value of a sort has. */
  fresh(sort: ValueSort): number {
    const used = new Set(this.valuesOf(sort));
    let number = 1;
    while (used.has(number)) number++;
    return number;
  }

  /** All values of a sort. */
  valuesOf(sort: ValueSort): number[] {
    const found: number[] = [];
    const look = (row: Row, fields: readonly Field[]): void => {
      for (const field of fields) {
        const value = row[field.name];
        if (field.is === "value" && field.sort === sort && typeof value === "number") found.push(value);
        if (field.is === "values" && field.sort === sort && Array.isArray(value)) found.push(...value);
      }
    };
    for (const { name, fields } of this.#structure.tables)
      for (const [, row] of this.#all(name)) look(row, fields);
    look(this.world.held, this.#structure.held);
    return found;
  }

  /** Makes references to a row lead to another, or nowhere. */
  #redirect(to: TableName, from: number, target: number | undefined): void {
    const doomed: [TableName, number][] = [];
    const change = (row: Row, fields: readonly Field[]): boolean => {
      let isLost = false;
      for (const field of fields) {
        if (field.is !== "row" || field.to !== to || row[field.name] !== from) continue;
        if (target !== undefined) row[field.name] = target;
        else if (field.isOptional) row[field.name] = null;
        else isLost = true;
      }
      return isLost;
    };
    change(this.world.held, this.#structure.held);
    for (const { name, fields } of this.#structure.tables)
      for (const [number, row] of this.#all(name)) if (change(row, fields)) doomed.push([name, number]);
    // From the last on: in a list, the last row takes the place of a removed one.
    for (const [name, number] of doomed.reverse()) this.release(name, number);
  }

  #all(name: TableName): [number, Row][] {
    const first = this.#table(name).isList ? 1 : 0;
    return this.#rowsOf(name).flatMap((row, place): [number, Row][] =>
      row === null ? [] : [[place + first, row]],
    );
  }

  #rowsOf(name: TableName): (Row | null)[] {
    const rows = this.world.tables[name];
    if (rows === undefined) throw new RangeError(`there is no table of ${name}`);
    return rows;
  }

  #table(name: TableName): Structure["tables"][number] {
    const found = this.#structure.tables.find((one) => one.name === name);
    if (found === undefined) throw new RangeError(`there is no table of ${name}`);
    return found;
  }

  #fieldsOf(name: TableName): readonly Field[] {
    return this.#table(name).fields;
  }
}

/** The paths to rows, along up to two references. */
export function rowPathsOf({ tables, held }: Structure): RowPath[] {
  const fieldsOf = (name: TableName): readonly Field[] =>
    tables.find((one) => one.name === name)?.fields ?? [];
  const along = (path: RowPath): RowPath[] =>
    path.fields.flatMap((field): RowPath[] =>
      field.is === "row"
        ? [
            {
              start: path.start,
              via: [...path.via, field.name],
              table: field.to,
              fields: fieldsOf(field.to),
            },
          ]
        : [],
    );
  const starts: RowPath[] = [
    { start: "caller", via: [], table: "task", fields: fieldsOf("task") },
    { start: "held", via: [], table: undefined, fields: held },
  ];
  const once = starts.flatMap(along);
  return [...starts, ...once, ...once.flatMap(along)];
}

/** The first world. @param rowsOf how many rows each table has */
export function firstWorld(structure: Structure, rowsOf: (name: TableName) => number): World {
  const world: World = { tables: {}, held: {} };
  for (const { name, isList } of structure.tables) world.tables[name] = isList ? [] : [null];
  const rows = new Rows(structure, world);
  const firstRow = (fields: readonly Field[], next: Record<ValueSort, number>): Row =>
    Object.fromEntries(
      fields.map((field): [string, Value] => {
        switch (field.is) {
          case "mark":
            return [field.name, field.values[0] ?? null];
          case "row":
            return [field.name, field.isOptional ? null : 1];
          case "value":
            return [field.name, field.isOptional ? "none" : next[field.sort]];
          case "values":
            return [field.name, []];
          default:
            return unreachable(field);
        }
      }),
    );
  const ones = Object.fromEntries(SORTS.map((sort) => [sort, 1])) as Record<ValueSort, number>; // has every sort
  world.held = firstRow(structure.held, ones);
  for (const { name, fields } of structure.tables)
    for (let row = 0; row < rowsOf(name); row++) rows.add(name, firstRow(fields, ones));
  return world;
}
