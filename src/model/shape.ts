/**
 * The shape of a world in a scope: which plain data it can be. With it a world can be packed into a few words, and worlds that
 * differ only in numbers can be recognised as the same. Everything in it is bounded.
 */
export type Shape = OneOf | Reference | RecordShape | TableShape | ListShape | LocalShape;

/** One of a few strings, numbers, booleans or null. */
export interface OneOf {
  readonly is: "one of";
  readonly values: readonly (string | number | boolean | null)[];
  /**
   * Values with no meaning but their identity, such as the names that users give: if two of them are exchanged everywhere in a world and in calls, the same
   * happens. Searches of designs and properties that come with nsmodel expand one state for all that differ only in these values.
   */
  readonly interchangeable?: readonly string[];
}

/** The number of something of a sort (W2), or one other value if that may stand instead. */
export interface Reference {
  readonly is: "reference";
  /** The sort of number, such as `task` or `uts namespace`. The name itself means nothing. */
  readonly to: string;
  /** The largest number of the sort. */
  readonly largest: number;
  readonly instead?: string | null;
}

/** An object with these keys, written in this order. */
export interface RecordShape {
  readonly is: "record";
  readonly fields: Readonly<Record<string, Shape>>;
}

/** A table as in src/world/table.ts: place n holds the row with number n of a sort, or null. */
export interface TableShape {
  readonly is: "table";
  readonly of: string;
  readonly largest: number;
  readonly row: Shape;
  /** Whether the lowest number, such as the root container's, has a meaning of its own, so that it is never renumbered. */
  readonly isFirstFixed: boolean;
}

/**
 * An array without gaps.
 *
 * `of` says that its rows have numbers of a sort, from 1 at index 0: their order then means nothing but those numbers.
 */
export interface ListShape {
  readonly is: "list";
  readonly of?: string;
  readonly longest: number;
  readonly row: Shape;
}

/** A part with its own sorts of number: the same name outside it, or in another such part, is a different sort. */
export interface LocalShape {
  readonly is: "local";
  readonly part: Shape;
}

export const oneOf = (...values: OneOf["values"]): OneOf => ({ is: "one of", values });
export const record = (fields: RecordShape["fields"]): RecordShape => ({ is: "record", fields });
export const reference = (to: string, largest: number): Reference => ({ is: "reference", to, largest });
export const referenceOr = (instead: string | null, to: string, largest: number): Reference => ({
  is: "reference",
  to,
  largest,
  instead,
});
export const table = (of: string, largest: number, row: Shape, isFirstFixed = false): TableShape => ({
  is: "table",
  of,
  largest,
  row,
  isFirstFixed,
});
export const list = (longest: number, row: Shape, of?: string): ListShape => ({
  is: "list",
  longest,
  row,
  ...(of !== undefined && { of }),
});
export const local = (part: Shape): LocalShape => ({ is: "local", part });
