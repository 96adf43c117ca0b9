/** The values of a world, one for each slot of its layout. */
export type Values = Int32Array;

/** What reads and writes the worlds of a layout. */
export interface LayoutCode {
  readonly scratch: object;
  /** The records that are reused, and how many fields each has. */
  readonly records: readonly (readonly [record: object, fields: number])[];
  read(world: object, before: Values, values: Values): boolean;
  write(values: Values, world: object): void;
  /** See `Codec.readAfterCall` and `Codec.restore`. */
  readAfterCall(before: Values, after: Values): boolean;
  restore(before: Values): void;
}

/** Throws what is wrong with a world that could not be read or, if nothing is, the reason given. */
export type Refuse = (world: object, reason: unknown) => never;

/** How many fields a record has. */
export function fieldsOf(record: object): number {
  let fields = 0;
  for (const _ in record) fields++;
  return fields;
}
