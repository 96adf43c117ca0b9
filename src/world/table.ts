/**
 * The rows of a world that have numbers (W2): the row with number n stands at place n, a free number holds null. Place 0
 * is never used, and the last place never holds null, so that equal worlds are written identically.
 *
 * @typeParam N - the sort of number
 * @typeParam Row - what stands under a number
 */
export interface Table<N extends number, Row> extends Array<Row | null> {
  /** Never present: it only makes tables of different sorts of number different types. */
  readonly numberedBy?: N;
}

/** A table whose rows are numbered from 1. */
export function tableOf<N extends number, Row>(...rows: Row[]): Table<N, Row> {
  return [null, ...rows];
}

/** The row of a number that a caller asked for, which may not exist. */
export function find<N extends number, Row>(table: Table<N, Row>, number: N): Row | undefined {
  return table[number] ?? undefined;
}

/** The row of a number that is known to live. */
export function at<N extends number, Row>(table: Table<N, Row>, number: N): Row {
  const row = table[number];
  if (row == null)
    throw new Error(`number ${number} is in use but not live: the design corrupted its own world`);
  return row;
}

/** The numbers that live, in order. */
export function living<N extends number, Row>(table: Table<N, Row>): N[] {
  const numbers: N[] = [];
  // A place of the table is a number of its sort.
  for (let number = 1; number < table.length; number++) if (table[number] != null) numbers.push(number as N);
  return numbers;
}

/** The lowest live number that satisfies a predicate, or `undefined` if none does. */
export function lowest<N extends number, Row>(
  table: Table<N, Row>,
  isSo: (number: N) => boolean,
): N | undefined {
  for (let place = 1; place < table.length; place++) {
    const number = place as N; // a place of the table is a number of its sort
    if (table[place] != null && isSo(number)) return number;
  }
  return undefined;
}

/** How many numbers live. */
export function count<N extends number, Row>(table: Table<N, Row>): number {
  let rows = 0;
  for (let number = 1; number < table.length; number++) if (table[number] != null) rows++;
  return rows;
}

/** W2: gives a new row the lowest free number. */
export function add<N extends number, Row>(table: Table<N, Row>, row: Row): N {
  let number = 1;
  while (number < table.length && table[number] !== null) number++;
  table[number] = row; // the place after the last if none is free
  return number as N; // the place of a row is its number
}

/** Releases a number. */
export function release<N extends number, Row>(table: Table<N, Row>, number: N): void {
  table[number] = null;
  while (table.length > 1 && table[table.length - 1] === null) table.pop();
}
