import type { OneOf, Shape } from "../../model/shape.ts";
import { requirePackable } from "./shape-limits.ts";

/** One bounded value of a world: a small whole number from 0. */
export interface Slot {
  /** Where it stands in a world, for messages: `containers[2].name`. */
  readonly place: string;
  /** The largest value. */
  readonly largest: number;
  /** The sort of number that it refers to; `undefined` for a value that is not a reference. */
  readonly refersTo: string | undefined;
  /** The row that it belongs to, by its index in `Layout.rows`; -1 outside every row. */
  readonly row: number;
}

/** A row that bears a number of a sort, and may be missing. */
export interface Row {
  readonly sort: string;
  readonly number: number;
  /** Whether the number means something by itself, so that no permutation moves it. */
  readonly isFixed: boolean;
  /** Its first slot and the one after its last. The first holds 0 exactly if the row is missing. */
  readonly from: number;
  readonly to: number;
}

/** How a node of a shape is laid out: the same tree as the shape, with the slots of each part. */
export type Node = OneOfNode | ReferenceNode | RecordNode | RowsNode;

export interface OneOfNode {
  readonly is: "one of";
  readonly slot: number;
  readonly values: OneOf["values"];
  /** The values that mean nothing except which of them it is. */
  readonly interchangeable: readonly string[];
}

export interface ReferenceNode {
  readonly is: "reference";
  readonly slot: number;
  readonly largest: number;
  readonly instead: string | null | undefined;
}

export interface RecordNode {
  readonly is: "record";
  readonly fields: readonly (readonly [key: string, node: Node])[];
}

/** A table or a list. */
export interface RowsNode {
  readonly is: "rows";
  /** Where its first row stands: at place 1 in a table, at place 0 in a list. */
  readonly first: number;
  readonly rows: readonly { readonly marker: number; readonly node: Node }[];
}

/** All the values of a world in a fixed order. */
export interface Layout {
  readonly slots: readonly Slot[];
  readonly rows: readonly Row[];
  readonly root: Node;
  /** The sorts of number that belong to one part alone, as those of an image do: see `local`. */
  readonly localSorts: ReadonlySet<string>;
}

/** What tables and lists have in common. */
interface Rows {
  readonly of: string | undefined;
  readonly longest: number;
  readonly first: number;
  readonly isFirstFixed: boolean;
}

/**
 * Lays out the values of a shape. The first slot of a row is 1 if the row is present; otherwise it is 0, and so are all others of the row.
 *
 * @throws {ShapeError} if a value cannot be packed, or there are too many values
 */
export function layOut(shape: Shape): Layout {
  requirePackable(shape);
  const slots: Slot[] = [];
  const rows: Row[] = [];
  const localSorts = new Set<string>();

  const addSlot = (place: string, largest: number, row: number, refersTo?: string): number => {
    slots.push({ place, largest, row, refersTo });
    return slots.length - 1;
  };

  const visit = (node: Shape, place: string, row: number, scope: string): Node => {
    switch (node.is) {
      case "one of":
        return {
          is: "one of",
          slot: addSlot(place, node.values.length - 1, row),
          values: node.values,
          interchangeable: node.interchangeable?.filter((name) => node.values.includes(name)) ?? [],
        };
      case "reference": {
        const slot = addSlot(place, node.largest, row, scope + node.to);
        if (scope !== "") localSorts.add(scope + node.to);
        return { is: "reference", slot, largest: node.largest, instead: node.instead };
      }
      case "record": {
        const fields = Object.entries(node.fields);
        return {
          is: "record",
          fields: fields.map(([key, field]) => [
            key,
            visit(field, place === "" ? key : `${place}.${key}`, row, scope),
          ]),
        };
      }
      case "table":
        return visitRows(
          node.row,
          place,
          { of: scope + node.of, longest: node.largest, first: 1, isFirstFixed: node.isFirstFixed },
          row,
          scope,
        );
      case "list":
        return visitRows(
          node.row,
          place,
          { of: node.of && scope + node.of, longest: node.longest, first: 0, isFirstFixed: false },
          row,
          scope,
        );
      case "local":
        return visit(node.part, place, row, `${scope}${place}: `);
    }
  };

  const visitRows = (
    shapeOfRow: Shape,
    place: string,
    { of, longest, first, isFirstFixed }: Rows,
    outer: number,
    scope: string,
  ): Node => {
    const places = Array.from({ length: longest }, (_, index) => {
      const from = slots.length;
      const row = of === undefined ? outer : rows.length;
      const isFixed = isFirstFixed && index === 0;
      if (of !== undefined && scope !== "") localSorts.add(of);
      if (of !== undefined) rows.push({ sort: of, number: index + 1, isFixed, from, to: from });
      const marker = addSlot(`${place}[${first + index}]`, 1, row);
      const node = visit(shapeOfRow, `${place}[${first + index}]`, row, scope);
      if (of !== undefined) rows[row] = { sort: of, number: index + 1, isFixed, from, to: slots.length };
      return { marker, node };
    });
    return { is: "rows", first, rows: places };
  };

  const root = visit(shape, "", -1, "");
  return { root, slots, rows, localSorts };
}

/** The slots of a part. */
export function slotsOf(node: Node): number[] {
  switch (node.is) {
    case "one of":
    case "reference":
      return [node.slot];
    case "record":
      return node.fields.flatMap(([, field]) => slotsOf(field));
    case "rows":
      return node.rows.flatMap((row) => [row.marker, ...slotsOf(row.node)]);
  }
}
