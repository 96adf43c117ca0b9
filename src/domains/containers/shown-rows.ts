import type { ContainerNumber } from "../../model/numbers.ts";
import { at, living, type Table } from "../../world/table.ts";
import { isInOrBelow, pathFrom } from "../../world/tree.ts";
import type { ObservedContainer } from "./observation.ts";

/** The rows of one sort, as observations show them. What is computed from them is kept, since most calls leave them unchanged. */
export class ShownRows<N extends number, Row> {
  readonly table: Table<N, Row>;
  #byNumber: ReadonlyMap<N, Row> | undefined;

  constructor(table: Table<N, Row>) {
    this.table = table;
  }

  get byNumber(): ReadonlyMap<N, Row> {
    if (this.#byNumber !== undefined) return this.#byNumber;
    const rows = new Map<N, Row>();
    for (const number of living(this.table)) rows.set(number, at(this.table, number));
    this.#byNumber = rows;
    return rows;
  }
}

/** Containers in containers. */
export class ShownTree extends ShownRows<ContainerNumber, ObservedContainer> {
  #views: ContainerNumber[][] | undefined;
  /** By the container that sees, and the one that is seen; null if it has no path. */
  #paths: (string | null)[][] | undefined;

  /** Whether the containers of another tree have the same parents. */
  hasParentsOf({ table }: ShownTree): boolean {
    if (table === this.table) return true;
    if (table.length !== this.table.length) return false;
    for (let number = 1; number < table.length; number++)
      if (table[number]?.parent !== this.table[number]?.parent) return false;
    return true;
  }

  /** What can be named from a container, in order of number (N4). */
  viewFrom(own: ContainerNumber): readonly ContainerNumber[] {
    this.#views ??= [];
    this.#views[own] ??= living(this.table).filter((container) => isInOrBelow(this.table, container, own));
    return this.#views[own];
  }

  /** The canonical path of a container, seen from another; `undefined` if that cannot name it (N4). */
  pathFrom(own: ContainerNumber, container: ContainerNumber): string | undefined {
    this.#paths ??= [];
    this.#paths[own] ??= [];
    const paths = this.#paths[own];
    paths[container] ??= pathFrom(this.table, own, container) ?? null;
    return paths[container] ?? undefined;
  }
}

/**
 * The rows to show of a world, as a table that does not change with it.
 *
 * @param known shows other rows: those that are equal are taken from it; if all are, it is the result itself
 */
export function shownTable<N extends number, Source, Row>(
  rows: Table<N, Source>,
  known: Table<N, Row> | undefined,
  copy: (row: Source) => Row,
  isSame: (row: Source, known: Row) => boolean,
): Table<N, Row> {
  if (known === undefined) return rows.map((row) => row && copy(row));
  let number = 0;
  while (number < known.length && number < rows.length && isSameAt(number, rows, known, isSame)) number++;
  if (number === known.length && number === rows.length) return known;
  return rows.map((row, place) =>
    row !== null && isSameAt(place, rows, known, isSame) ? (known[place] ?? null) : row && copy(row),
  );
}

/** Whether two tables have the same row under a number, or both have none. */
function isSameAt<N extends number, Source, Row>(
  number: number,
  rows: Table<N, Source>,
  known: Table<N, Row>,
  isSame: (row: Source, known: Row) => boolean,
): boolean {
  const row = rows[number] ?? null;
  const other = known[number] ?? null;
  return row === null || other === null ? row === other : isSame(row, other);
}
