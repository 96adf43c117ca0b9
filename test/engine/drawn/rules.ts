/** Drawn calls: what refuses each, and what each does. None depends on numbers, unless that is asked for. */
import type { Errno } from "../../../src/model/errno.ts";
import { unreachable } from "../../../src/model/unreachable.ts";
import type { Field, Structure, TableName, ValueSort } from "./structure.ts";
import type { Tape } from "./tape.ts";
import { Missing, type Row, type RowPath, Rows, rowPathsOf, type Value, type World } from "./world.ts";

/** A field of a row that a path leads to. */
interface Place<F extends Field = Field> {
  readonly row: RowPath;
  readonly field: F;
}

type ValuePlace = Place<Extract<Field, { is: "value" }>>;
type ListPlace = Place<Extract<Field, { is: "values" }>>;
type MarkPlace = Place<Extract<Field, { is: "mark" }>>;
type LinkPlace = Place<Extract<Field, { is: "row" }>>;

/** Where a field of a new row gets its content from. */
type Source =
  | { readonly is: "new" }
  | { readonly is: "none" }
  | { readonly is: "copy"; readonly of: ValuePlace }
  | { readonly is: "mark"; readonly value: Value }
  | { readonly is: "row"; readonly row: RowPath };

export type Effect =
  | { readonly is: "copy"; readonly from: ValuePlace; readonly to: ValuePlace }
  | { readonly is: "renew"; readonly at: ValuePlace }
  | { readonly is: "swap"; readonly one: ValuePlace; readonly other: ValuePlace }
  | { readonly is: "clear"; readonly at: ValuePlace }
  | { readonly is: "push"; readonly to: ListPlace; readonly from: ValuePlace | undefined }
  | { readonly is: "turn"; readonly at: ListPlace }
  | { readonly is: "pop"; readonly from: ListPlace; readonly to: ValuePlace | undefined }
  | {
      readonly is: "add";
      readonly table: TableName;
      readonly sources: readonly Source[];
      readonly at: LinkPlace | undefined;
    }
  | { readonly is: "release"; readonly row: RowPath }
  | { readonly is: "mark"; readonly at: MarkPlace; readonly value: Value }
  | { readonly is: "next"; readonly at: MarkPlace }
  | { readonly is: "point"; readonly at: LinkPlace; readonly to: RowPath | undefined }
  /** Gives a field of every row of a table the same value, or a new one each. */
  | {
      readonly is: "each";
      readonly table: TableName;
      readonly field: ValuePlace["field"];
      readonly from: ValuePlace | undefined;
    };

type Condition =
  | { readonly is: "mark"; readonly at: MarkPlace; readonly value: Value }
  | { readonly is: "many"; readonly table: TableName; readonly number: number }
  | { readonly is: "same row"; readonly one: RowPath; readonly other: RowPath }
  | { readonly is: "first"; readonly row: RowPath }
  | { readonly is: "there"; readonly at: ValuePlace }
  /** These look at who shares a value. */
  | { readonly is: "same value"; readonly one: ValuePlace; readonly other: ValuePlace }
  | { readonly is: "values"; readonly sort: ValueSort; readonly number: number }
  /** These look at a number. */
  | { readonly is: "caller"; readonly number: number }
  | { readonly is: "value"; readonly at: ValuePlace; readonly number: number };

export interface Call {
  readonly refusedWhere: readonly {
    readonly condition: Condition;
    readonly isNot: boolean;
    readonly errno: Errno;
  }[];
  readonly effects: readonly Effect[];
}

/** What rules may look at: only the row that a number stands for; who shares a value; or a number itself. */
export type Looks = "at neither" | "at values" | "at numbers";

/** Draws calls. */
export class CallDrawer {
  readonly #tape: Tape;
  readonly #structure: Structure;
  readonly #rows: readonly RowPath[];
  readonly #values: readonly ValuePlace[];
  readonly #lists: readonly ListPlace[];
  readonly #marks: readonly MarkPlace[];
  readonly #links: readonly LinkPlace[];

  constructor(tape: Tape, structure: Structure) {
    this.#tape = tape;
    this.#structure = structure;
    this.#rows = rowPathsOf(structure);
    const placesOf = <F extends Field>(isOne: (field: Field) => field is F): Place<F>[] =>
      this.#rows.flatMap((row) => row.fields.filter(isOne).map((field) => ({ row, field })));
    this.#values = placesOf((field) => field.is === "value");
    this.#lists = placesOf((field) => field.is === "values");
    this.#marks = placesOf((field) => field.is === "mark");
    this.#links = placesOf((field) => field.is === "row");
  }

  /** @param looks what its conditions look at */
  call(looks: Looks): Call {
    const tape = this.#tape;
    const conditions = tape.times(tape.once(3) ? tape.from(1, 2) : 0, () => this.#condition());
    if (looks === "at values") conditions.push(this.#lookAtValues());
    if (looks === "at numbers") conditions.push(this.#lookAtNumbers());
    const effects = tape.times(tape.from(1, 2), () => this.#effect() ?? this.#effect() ?? this.#effect());
    return {
      refusedWhere: conditions.flatMap((condition) =>
        condition === undefined
          ? []
          : [{ condition, isNot: tape.once(2), errno: tape.of(["EINVAL", "EBUSY"] as const) }],
      ),
      effects: effects.flatMap((effect) => (effect === undefined ? [] : [effect])),
    };
  }

  /** A call that only adds a row to a table. */
  callThatAdds(table: TableName): Call {
    const effect = this.#add(table);
    return { refusedWhere: [], effects: effect === undefined ? [] : [effect] };
  }

  #condition(): Condition | undefined {
    const tape = this.#tape;
    switch (tape.below(6)) {
      case 0: {
        const at = tape.ofAny(this.#marks);
        return at && { is: "mark", at, value: tape.of(at.field.values) };
      }
      case 1:
        return { is: "many", table: this.#table(), number: tape.from(2, 3) };
      case 2: {
        const one = tape.of(this.#rows);
        const other = tape.ofAny(this.#rows.filter(({ table }) => table === one.table));
        return other && one.table !== undefined ? { is: "same row", one, other } : undefined;
      }
      case 3: {
        const fixed = this.#structure.tables.filter(({ isFirstFixed, isList }) => isFirstFixed && !isList);
        const row = tape.ofAny(this.#rows.filter(({ table }) => fixed.some(({ name }) => name === table)));
        return row && { is: "first", row };
      }
      case 4: {
        const at = tape.ofAny(this.#values);
        return at && { is: "there", at };
      }
      default:
        return undefined;
    }
  }

  #lookAtValues(): Condition | undefined {
    const tape = this.#tape;
    const one = tape.ofAny(this.#values);
    if (one === undefined) return undefined;
    const { sort } = one.field;
    if (tape.once(3)) return { is: "values", sort, number: tape.from(2, 3) };
    const other = tape.ofAny(this.#values.filter((place) => place !== one && place.field.sort === sort));
    return other && { is: "same value", one, other };
  }

  #lookAtNumbers(): Condition | undefined {
    const tape = this.#tape;
    const at = tape.ofAny(this.#values);
    if (at === undefined || tape.once(2)) return { is: "caller", number: tape.from(1, 2) };
    return { is: "value", at, number: tape.from(1, 2) };
  }

  #effect(): Effect | undefined {
    const tape = this.#tape;
    switch (tape.below(16)) {
      case 0:
      case 1:
      case 2:
        return this.#add(this.#table());
      case 3: {
        const row = tape.ofAny(this.#rows.filter(({ table }) => table !== undefined));
        return row && { is: "release", row };
      }
      case 4:
      case 5:
        return this.#pair((one, other) => ({ is: "copy", from: one, to: other }));
      case 6:
      case 7: {
        const at = tape.ofAny(this.#values);
        return at && { is: "renew", at };
      }
      case 8:
        return this.#pair((one, other) => ({ is: "swap", one, other }));
      case 9: {
        const at = tape.ofAny(this.#values.filter(({ field }) => field.isOptional));
        return at && { is: "clear", at };
      }
      case 10: {
        const to = tape.ofAny(this.#lists);
        return to && { is: "push", to, from: this.#valueOf(to.field.sort) };
      }
      case 11: {
        const from = tape.ofAny(this.#lists);
        if (from === undefined) return undefined;
        if (tape.once(2)) return { is: "turn", at: from };
        return { is: "pop", from, to: this.#valueOf(from.field.sort) };
      }
      case 12: {
        const at = tape.ofAny(this.#marks);
        return (
          at && (tape.once(2) ? { is: "next", at } : { is: "mark", at, value: tape.of(at.field.values) })
        );
      }
      case 13:
      case 14: {
        const at = tape.ofAny(this.#links);
        if (at === undefined) return undefined;
        const to = tape.ofAny(this.#rows.filter(({ table }) => table === at.field.to));
        return to === undefined && !at.field.isOptional ? undefined : { is: "point", at, to };
      }
      default: {
        const table = this.#table();
        const fields = this.#fieldsOf(table).filter((field) => field.is === "value");
        const field = tape.ofAny(fields);
        return field && { is: "each", table, field, from: this.#valueOf(field.sort) };
      }
    }
  }

  #add(table: TableName): Effect | undefined {
    const tape = this.#tape;
    const sources = this.#fieldsOf(table).map((field): Source | undefined => {
      switch (field.is) {
        case "mark":
          return { is: "mark", value: tape.of(field.values) };
        case "values":
          return { is: "none" };
        case "value": {
          const of = tape.ofAny(this.#values.filter((place) => place.field.sort === field.sort));
          if (of !== undefined && tape.once(2)) return { is: "copy", of };
          return field.isOptional && tape.once(3) ? { is: "none" } : { is: "new" };
        }
        case "row": {
          const row = tape.ofAny(this.#rows.filter((one) => one.table === field.to));
          if (row === undefined || (field.isOptional && tape.once(3)))
            return field.isOptional ? { is: "none" } : undefined;
          return { is: "row", row };
        }
        default:
          return unreachable(field);
      }
    });
    if (sources.some((source) => source === undefined)) return undefined;
    const at = tape.ofAny(this.#links.filter(({ field }) => field.to === table));
    return {
      is: "add",
      table,
      sources: sources.flatMap((source) => source ?? []),
      at: tape.once(2) ? at : undefined,
    };
  }

  #pair(of: (one: ValuePlace, other: ValuePlace) => Effect): Effect | undefined {
    const one = this.#tape.ofAny(this.#values);
    const same = this.#values.filter((place) => place !== one && place.field.sort === one?.field.sort);
    const other = this.#tape.ofAny(same);
    return one && other && of(one, other);
  }

  #valueOf(sort: ValueSort): ValuePlace | undefined {
    if (this.#tape.once(2)) return undefined;
    return this.#tape.ofAny(this.#values.filter(({ field }) => field.sort === sort));
  }

  #table(): TableName {
    return this.#tape.of(this.#structure.tables).name;
  }

  #fieldsOf(name: TableName): readonly Field[] {
    return this.#structure.tables.find((table) => table.name === name)?.fields ?? [];
  }
}

/** Thrown if a call is refused. */
class Refused extends Error {
  readonly errno: Errno;
  constructor(errno: Errno) {
    super(errno);
    this.errno = errno;
  }
}

/**
 * Carries out a call in a world, which it may have changed in part even if it is refused.
 *
 * @param mostValues how many values of a sort there may be; a call that needs more is refused
 */
export function carryOutIn(
  world: World,
  structure: Structure,
  call: Call,
  caller: number,
  mostValues: (sort: ValueSort) => number,
): "ok" | Errno {
  const carrying = new Carrying(structure, world, caller, mostValues);
  try {
    for (const { condition, isNot, errno } of call.refusedWhere)
      if (carrying.is(condition) !== isNot) return errno;
    for (const effect of call.effects) carrying.do(effect);
    return "ok";
  } catch (error) {
    if (error instanceof Refused) return error.errno;
    if (error instanceof Missing) return "ENOENT";
    throw error;
  }
}

class Carrying {
  readonly #structure: Structure;
  readonly #rows: Rows;
  readonly #caller: number;
  readonly #mostValues: (sort: ValueSort) => number;

  constructor(structure: Structure, world: World, caller: number, mostValues: (sort: ValueSort) => number) {
    this.#structure = structure;
    this.#rows = new Rows(structure, world);
    this.#caller = caller;
    this.#mostValues = mostValues;
  }

  is(condition: Condition): boolean {
    switch (condition.is) {
      case "mark":
        return this.#read(condition.at) === condition.value;
      case "many":
        return this.#rows.numbers(condition.table).length >= condition.number;
      case "same row":
        return this.#number(condition.one) === this.#number(condition.other);
      case "first":
        return this.#number(condition.row) === 1;
      case "there":
        return this.#read(condition.at) !== "none";
      case "same value":
        return this.#read(condition.one) === this.#read(condition.other);
      case "values":
        return new Set(this.#rows.valuesOf(condition.sort)).size >= condition.number;
      case "caller":
        return this.#caller === condition.number;
      case "value":
        return this.#read(condition.at) === condition.number;
    }
  }

  do(effect: Effect): void {
    switch (effect.is) {
      case "copy":
        this.#write(effect.to, this.#value(effect.from, effect.to.field.isOptional));
        return;
      case "renew":
        this.#write(effect.at, this.#fresh(effect.at.field.sort));
        return;
      case "swap": {
        const one = this.#value(effect.one, effect.other.field.isOptional);
        this.#write(effect.one, this.#value(effect.other, effect.one.field.isOptional));
        this.#write(effect.other, one);
        return;
      }
      case "clear":
        this.#write(effect.at, "none");
        return;
      case "push": {
        const { field } = effect.to;
        const values = this.#list(effect.to);
        if (values.length >= field.longest) throw new Refused("EAGAIN");
        values.push(
          this.#number1(
            effect.from === undefined ? this.#fresh(field.sort) : this.#value(effect.from, false),
          ),
        );
        return;
      }
      case "turn":
        this.#list(effect.at).reverse();
        return;
      case "pop": {
        const value = this.#list(effect.from).shift();
        if (value === undefined) throw new Refused("ENOENT");
        if (effect.to !== undefined) this.#write(effect.to, value);
        return;
      }
      case "add":
        this.#add(effect);
        return;
      case "release": {
        const { table } = effect.row;
        if (table !== undefined) this.#rows.release(table, this.#number(effect.row));
        return;
      }
      case "mark":
        this.#write(effect.at, effect.value);
        return;
      case "next": {
        const { values } = effect.at.field;
        const place = values.indexOf(this.#read(effect.at) as string | number | null); // by the shape it is one of these
        this.#write(effect.at, values[(place + 1) % values.length] ?? null);
        return;
      }
      case "point":
        this.#write(effect.at, effect.to === undefined ? null : this.#number(effect.to));
        return;
      case "each":
        this.#each(effect);
        return;
    }
  }

  /** All rows lose their values before the first gets a new one: otherwise their order would decide whether there are enough. */
  #each({ table, field, from }: Extract<Effect, { is: "each" }>): void {
    const rows = this.#rows.numbers(table).map((number) => this.#rows.row(table, number));
    const copied = from && this.#value(from, field.isOptional);
    for (const row of rows) row[field.name] = copied ?? "none";
    if (from === undefined) for (const row of rows) row[field.name] = this.#fresh(field.sort);
  }

  #add({ table, sources, at }: Extract<Effect, { is: "add" }>): void {
    const fields = this.#structure.tables.find(({ name }) => name === table)?.fields ?? [];
    const row: Row = {};
    const isNew = fields.map((field, index): boolean => {
      const source = sources[index];
      row[field.name] = this.#held(field, source);
      return source?.is === "new";
    });
    const number = this.#rows.add(table, row);
    // One after another, once the row is in the table: so they differ from each other.
    for (const [index, field] of fields.entries())
      if (isNew[index] && field.is === "value") {
        row[field.name] = "none";
        row[field.name] = this.#fresh(field.sort);
      }
    if (at !== undefined) this.#write(at, number);
  }

  /** What a field of a new row holds; none if the source is missing and the field is optional. */
  #held(field: Field, source: Source | undefined): Value {
    try {
      return this.#heldExactly(field, source);
    } catch (error) {
      if (!(error instanceof Missing) || !("isOptional" in field && field.isOptional)) throw error;
      return field.is === "row" ? null : "none";
    }
  }

  #heldExactly(field: Field, source: Source | undefined): Value {
    switch (source?.is) {
      case "copy":
        return this.#value(source.of, field.is === "value" && field.isOptional);
      case "mark":
        return source.value;
      case "row":
        return this.#number(source.row);
      default:
        if (field.is === "values") return [];
        return field.is === "row" ? null : "none";
    }
  }

  #fresh(sort: ValueSort): number {
    const number = this.#rows.fresh(sort);
    if (number > this.#mostValues(sort)) throw new Refused("ENOSPC");
    return number;
  }

  #read({ row, field }: Place): Value {
    return this.#rows.at(row, this.#caller)[field.name] ?? null;
  }

  /** What a place holds. @throws {Refused} if that is none and may not be */
  #value(place: ValuePlace, mayBeNone: boolean): Value {
    const value = this.#read(place);
    if (value === "none" && !mayBeNone) throw new Refused("ENOENT");
    return value;
  }

  #number1(value: Value): number {
    if (typeof value !== "number") throw new Refused("ENOENT");
    return value;
  }

  #list(place: ListPlace): number[] {
    const found = this.#read(place);
    if (!Array.isArray(found)) throw new TypeError(`${place.field.name} is no list`);
    return found;
  }

  #number(path: RowPath): number {
    return this.#rows.numberAt(path, this.#caller);
  }

  #write({ row, field }: Place, value: Value): void {
    this.#rows.at(row, this.#caller)[field.name] = value;
  }
}
