/** Something that is wrong with a file. */
export interface Failure {
  /** Counted from 1; missing if it is not about a line. */
  readonly line?: number;
  /** Counted from 1; missing if it is not about a column, or about the whole line. */
  readonly column?: number;
  /** One or more sentences; may contain line breaks. */
  readonly message: string;
}

/** The result of one test: of a file, or of something else with a name. */
export interface TestResult {
  readonly name: string;
  /** The file that the lines of failures refer to; missing if there is none. */
  readonly file?: string;
  readonly seconds: number;
  /** `failed`: it differs. `error`: it could not be run. `skipped`: this machine cannot do it, or it was not reached. */
  readonly status: "passed" | "failed" | "error" | "skipped";
  /** What is wrong, or why it was skipped. */
  readonly failures: readonly Failure[];
  /** What was done, in a few words: "64 events, 26 expectations". */
  readonly summary: string;
}

/** Turns results into a text for other programs. */
export type Reporter = (results: readonly TestResult[], version: string) => string;

/** Where a failure is in its file: "3", or "3:33"; `undefined` if it is not about a line. */
export const placeOf = ({ line, column }: Failure): string | undefined =>
  line === undefined || column === undefined ? line?.toString() : `${line}:${column}`;

/** How many results have a status. */
export const countOf = (results: readonly TestResult[], status: TestResult["status"]): number =>
  results.filter((result) => result.status === status).length;

/** How many have each status: "2 passed, 1 failed, 0 with errors, 0 skipped". */
export const countsInWords = (results: readonly TestResult[]): string =>
  [
    `${countOf(results, "passed")} passed`,
    `${countOf(results, "failed")} failed`,
    `${countOf(results, "error")} with errors`,
    `${countOf(results, "skipped")} skipped`,
  ].join(", ");

/** How long all of them took, in seconds. */
export const secondsOf = (results: readonly TestResult[]): number =>
  results.reduce((sum, { seconds }) => sum + seconds, 0);
