import type { Matrix } from "../engine/matrix.ts";
import * as report from "../report/matrix-in-words.ts";
import { isObject } from "../schema/pieces.ts";
import { inWords } from "./asked.ts";

/**
 * The verdicts of a matrix as text, each on a line: its properties in their order, and below each what every design comes to. It depends on the verdicts
 * alone, not on how they were found, and another design or property adds lines and changes none: made for a snapshot. Safe to print.
 *
 * @throws {TypeError} where it is none, such as the promise of one
 */
export function matrixInWords(matrix: Matrix): string {
  const given: unknown = matrix;
  if (isObject(given) && Array.isArray(given["properties"]) && Array.isArray(given["rows"]))
    return report.matrixInWords(matrix);
  const hint = given instanceof Promise ? "a promise, which has to be awaited," : inWords(given);
  throw new TypeError(`${hint} is no matrix: await matrix(options) gives one`);
}
