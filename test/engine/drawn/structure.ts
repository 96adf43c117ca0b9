/** The structure of a drawn world: tables of rows that refer to each other, and values that matter only by who shares them. */
import { list, oneOf, record, reference, referenceOr, type Shape, table } from "../../../src/model/shape.ts";
import type { Tape } from "./tape.ts";

export type TableName = "task" | "cell" | "unit";
export const SORTS = ["red", "blue", "green"] as const;
/** A sort of value that has no table. */
export type ValueSort = (typeof SORTS)[number];

export type Field =
  | (Mark & { readonly is: "mark"; readonly name: string })
  | { readonly is: "row"; readonly name: string; readonly to: TableName; readonly isOptional: boolean }
  | { readonly is: "value"; readonly name: string; readonly sort: ValueSort; readonly isOptional: boolean }
  /** An ordered list. */
  | { readonly is: "values"; readonly name: string; readonly sort: ValueSort; readonly longest: number };

export interface Mark {
  readonly values: readonly (string | number | null)[];
  /** Those of them that are interchangeable names. */
  readonly interchangeable?: readonly string[];
}

export interface DrawnTable {
  readonly name: TableName;
  /** Whether it has no gaps. */
  readonly isList: boolean;
  readonly largest: number;
  /** Whether the number of its first row has a meaning. */
  readonly isFirstFixed: boolean;
  readonly fields: readonly Field[];
}

export interface Structure {
  readonly tables: readonly DrawnTable[];
  /** What the world holds outside its tables. */
  readonly held: readonly Field[];
}

const MARKS: readonly Mark[] = [{ values: ["x", "y"] }, { values: [0, 1, 2] }, { values: [null, "z"] }];

/** Draws one to three tables, the first of them for tasks. @param names if given, marks are these names */
export function drawStructure(tape: Tape, names?: readonly string[]): Structure {
  const marks = names === undefined ? MARKS : [{ values: ["", ...names], interchangeable: names }];
  const sorts = SORTS.slice(0, tape.of([2, 2, 3, 1]));
  const tableNames = (["task", "cell", "unit"] as const).slice(0, tape.from(1, 3));
  const tables = tableNames.map((name, index): DrawnTable => {
    // A reference that is not optional points to a later table, so a first row can be made.
    const fields = tape.times(tape.from(index === 0 ? 2 : 1, 3), (field) =>
      drawField(tape, `${name}${field}`, { sorts, marks, tables: tableNames }, index),
    );
    return {
      name,
      isList: name === "cell" && tape.once(4),
      largest: tape.from(name === "unit" ? 1 : 2, 3),
      isFirstFixed: tape.once(5),
      fields,
    };
  });
  const held = tape.times(tape.below(3), (field) =>
    drawField(tape, `held${field}`, { sorts, marks, tables: tableNames }, 3),
  );
  return { tables, held };
}

interface FieldChoices {
  readonly sorts: readonly ValueSort[];
  readonly marks: readonly Mark[];
  readonly tables: readonly TableName[];
}

function drawField(tape: Tape, name: string, { sorts, marks, tables }: FieldChoices, index: number): Field {
  const later = tables.slice(index + 1);
  const drawn = tape.below(8);
  // If a test is about names, there are more of them.
  switch (drawn > 5 && marks !== MARKS ? 4 : drawn) {
    case 0:
    case 1:
    case 2:
      return { is: "value", name, sort: tape.of(sorts), isOptional: tape.once(2) };
    case 3:
      return { is: "values", name, sort: tape.of(sorts), longest: tape.from(1, 2) };
    case 4:
      return { is: "mark", name, ...tape.of(marks) };
    case 5:
      if (later.length > 0) return { is: "row", name, to: tape.of(later), isOptional: false };
      return { is: "row", name, to: tape.of(tables), isOptional: true };
    default:
      return { is: "row", name, to: tape.of(tables), isOptional: true };
  }
}

/** How many values of a sort there can be at once. */
export function roomFor({ tables, held }: Structure, sort: ValueSort): number {
  const inFields = (fields: readonly Field[]): number =>
    fields.reduce((sum, field) => {
      if (field.is === "value") return sum + (field.sort === sort ? 1 : 0);
      return sum + (field.is === "values" && field.sort === sort ? field.longest : 0);
    }, 0);
  return tables.reduce((sum, { largest, fields }) => sum + largest * inFields(fields), inFields(held));
}

/** @param mostValues how many values of a sort there can be at once, for each sort */
export function shapeOf(structure: Structure, mostValues: (sort: ValueSort) => number): Shape {
  const largestOf = (name: TableName): number =>
    structure.tables.find((one) => one.name === name)?.largest ?? 1;
  const shapeOfField = (field: Field): Shape => {
    switch (field.is) {
      case "mark":
        return {
          ...oneOf(...field.values),
          ...(field.interchangeable && { interchangeable: field.interchangeable }),
        };
      case "row":
        return field.isOptional
          ? referenceOr(null, field.to, largestOf(field.to))
          : reference(field.to, largestOf(field.to));
      case "value":
        return field.isOptional
          ? referenceOr("none", field.sort, mostValues(field.sort))
          : reference(field.sort, mostValues(field.sort));
      case "values":
        return list(field.longest, reference(field.sort, mostValues(field.sort)));
    }
  };
  const shapeOfRow = (fields: readonly Field[]): Shape =>
    record(Object.fromEntries(fields.map((field) => [field.name, shapeOfField(field)])));
  const tables = structure.tables.map(({ name, isList, largest, isFirstFixed, fields }) => [
    name,
    isList ? list(largest, shapeOfRow(fields), name) : table(name, largest, shapeOfRow(fields), isFirstFixed),
  ]);
  return record({ tables: record(Object.fromEntries(tables)), held: shapeOfRow(structure.held) });
}
