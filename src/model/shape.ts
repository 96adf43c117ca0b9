/**
 * The shape of a world in a scope: which plain data it can be. From it a world can be packed into a few words, and worlds that
 * differ only in numbers can be told to be the same. Everything in it is bounded.
 */
export type Shape = OneOf | Reference | RecordShape | TableShape | ListShape | LocalShape;

/** One of a few texts, numbers, truth values or null. */
export interface OneOf {
  readonly is: "one of";
  readonly values: readonly (string | number | boolean | null)[];
  /**
   * Those of the values that mean nothing but which of them it is, such as the names that users give. What happens in a world also happens where two of them
   * are exchanged, wherever they stand in it and in calls. Searches of designs and properties that come with nsmodel expand one state for all that differ in them alone.
   */
  readonly interchangeable?: readonly string[];
}

/** The number of something of a sort (W2), or one other value where that may stand instead. */
export interface Reference {
  readonly is: "reference";
  /** Which sort of number, such as `task` or `uts namespace`. What it is called means nothing. */
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

/** A table as src/world/table.ts has it: place n holds the row with number n of a sort, or null. */
export interface TableShape {
  readonly is: "table";
  readonly of: string;
  readonly largest: number;
  readonly row: Shape;
  /** The lowest number, such as the root container's, means something by itself: it is never renumbered. */
  readonly isFirstFixed: boolean;
}

/**
 * An array without gaps.
 *
 * `of` says that its rows bear numbers of a sort, from 1 at place 0: then their order means nothing but those numbers.
 */
export interface ListShape {
  readonly is: "list";
  readonly of?: string;
  readonly longest: number;
  readonly row: Shape;
}

/** A part whose sorts of number are its own: the same name outside it, or in another such part, is another sort. */
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
