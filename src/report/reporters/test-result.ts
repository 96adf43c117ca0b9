/** Something that is wrong with a file. */
export interface Failure {
  /** From 1; nothing where it is of no line. */
  readonly line?: number;
  /** From 1; nothing where it is of no column, or of the whole line. */
  readonly column?: number;
  /** In a sentence, or more: it may have lines. */
  readonly message: string;
}

/** What came of one test: a file, or something else that has a name. */
export interface TestResult {
  readonly name: string;
  /** The file that the lines of failures are of; nothing where there is none. */
  readonly file?: string;
  readonly seconds: number;
  /** `failed` is what differs, `error` what could not be run, `skipped` what this machine cannot do or was not reached. */
  readonly status: "passed" | "failed" | "error" | "skipped";
  /** What is wrong, or why it was skipped. */
  readonly failures: readonly Failure[];
  /** What was done, in a few words: "64 events, 26 expectations". */
  readonly summary: string;
}

/** Results as a text that others read. */
export type Reporter = (results: readonly TestResult[], version: string) => string;

/** Where a failure is in its file: "3", or "3:33"; nothing where it is of no line. */
export const placeOf = ({ line, column }: Failure): string | undefined =>
  line === undefined || column === undefined ? line?.toString() : `${line}:${column}`;

/** How many results there are of a status. */
export const countOf = (results: readonly TestResult[], status: TestResult["status"]): number =>
  results.filter((result) => result.status === status).length;

/** How many there are of each status: "2 passed, 1 failed, 0 with errors, 0 skipped". */
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
