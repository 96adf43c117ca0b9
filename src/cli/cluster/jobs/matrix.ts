import type { Matrix, MatrixRow } from "../../../engine/matrix.ts";
import { questionsOf } from "../../../engine/matrix-by-kind.ts";
import type { SearchResult } from "../../../engine/search-result.ts";
import { KINDS } from "../../../model/kind.ts";
import {
  type AskedMatrix,
  columnsOf,
  type GivenMatrixOptions,
  matrixAsked,
  matrixProgress,
  partOfMatrix,
} from "../../matrix-search.ts";
import type { Ending } from "../ending.ts";

/** One column of a matrix. */
export interface MatrixAsk {
  readonly asked: readonly AskedMatrix[];
  readonly given: GivenMatrixOptions;
}

/** Its matrices, one for each of `asked`. */
export type MatrixAnswer = readonly Matrix[];

/** Divides a matrix into its columns. */
export function partsOfMatrix(asked: readonly AskedMatrix[], given: GivenMatrixOptions): MatrixAsk[] {
  const { length } = columnsOf(asked);
  return Array.from({ length }, (_, index) => ({
    asked: partOfMatrix(asked, { number: index + 1, of: length }),
    given: { ...given, workers: 1 },
  }));
}

export function* carryOutMatrix(
  { asked, given }: MatrixAsk,
  { interrupted }: Ending,
): Generator<string, MatrixAnswer> {
  const matrices: Matrix[] = [];
  for (const one of asked) {
    const inWords = matrixProgress();
    const run = matrixAsked(one, given, interrupted);
    let next = run.next();
    for (; !next.done; next = run.next()) yield inWords(next.value);
    matrices.push(next.value);
  }
  return matrices.map((matrix) => ({ ...matrix, rows: matrix.rows.map(withoutStates) }));
}

/** Drops the terminal states: a matrix does not show them, and they are not plain data. */
const withoutStates = (row: MatrixRow): MatrixRow => ({
  ...row,
  searches: row.searches.map(withoutItsStates),
});

const withoutItsStates = ({ apart, ...search }: SearchResult): SearchResult => ({
  ...search,
  terminalStates: [],
  ...(apart && { apart: withoutItsStates(apart) }),
});

/** The matrices of the columns, combined. */
export function wholeMatrices(
  asked: readonly AskedMatrix[],
  answers: readonly MatrixAnswer[],
): readonly Matrix[] {
  const columns = answers.flat();
  return asked.map((one): Matrix => {
    const own = columns.splice(0, columnsOf([one]).length);
    const rows = own.flatMap((matrix) => matrix.rows);
    const [first] = own;
    if (first === undefined) throw new RangeError("a matrix has at least one column");
    if (!("byKind" in one)) return { ...first, rows };
    return { ...first, properties: questionsOf(one.properties), rows: rows.toSorted(byKind) };
  });
}

const byKind = (one: MatrixRow, other: MatrixRow): number => placeOf(one) - placeOf(other);

const placeOf = ({ kind }: MatrixRow): number => (kind === undefined ? -1 : KINDS.indexOf(kind));
