import type { Matrix } from "../engine/matrix.ts";
import * as report from "../report/matrix-in-words.ts";
import { isObject } from "../schema/pieces.ts";
import { inWords } from "./asked.ts";

/**
 * The verdicts of a matrix as text, one per line: the properties in order, and below each the verdict of every design. The text depends on the verdicts
 * alone, not on how they were found, and one more design or property only adds lines, so it suits snapshot tests. Safe to print.
 *
 * @throws {TypeError} if it is not a matrix, for example the promise of one
 */
export function matrixInWords(matrix: Matrix): string {
  const given: unknown = matrix;
  if (isObject(given) && Array.isArray(given["properties"]) && Array.isArray(given["rows"]))
    return report.matrixInWords(matrix);
  throw new TypeError(
    given instanceof Promise
      ? "a promise is not a matrix: await it, as in await matrix(options)"
      : `${inWords(given)} is not a matrix: await matrix(options) returns one`,
  );
}
