/** Evaluates a report of Stryker, given the mutants that are known to be equivalent. */

/** The part of Stryker's JSON report that is used; its schema is in https://github.com/stryker-mutator/mutation-testing-elements. */
export interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>;
}

interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly ReportedMutant[];
}

interface ReportedMutant {
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Counted from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant identified by what it changes, not by where: line numbers would not last. */
export interface Change {
  readonly file: string;
  /** The first changed line, trimmed. */
  readonly line: string;
  readonly was: string;
  readonly becomes: string;
}

/** A mutant that no test can distinguish from the program, and why. */
export interface Equivalent extends Change {
  readonly why: string;
}

/** How many of a file's mutants the tests find, and what becomes of the others. */
export interface FileScore {
  readonly file: string;
  readonly killed: number;
  /** Mutants with which a test took many times its steps. */
  readonly endless: number;
  readonly equivalent: number;
  readonly alive: number;
}

export interface Judgement {
  readonly scores: readonly FileScore[];
  /** Mutants that live and are not listed. */
  readonly alive: readonly Change[];
  /** Listed mutants that do not exist, or are found. */
  readonly notAlive: readonly Equivalent[];
}

/** Judges the files of a report; listed mutants of other files are ignored. */
export function judge({ files }: Report, equivalents: readonly Equivalent[]): Judgement {
  const listed = new Set(equivalents.map(keyOf));
  const living = new Set<string>();
  const alive: Change[] = [];
  const scores: FileScore[] = [];
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const counts = { killed: 0, endless: 0, equivalent: 0, alive: 0 };
    for (const mutant of mutants) {
      if (mutant.status === "Killed") counts.killed++;
      else if (mutant.status === "Timeout") counts.endless++;
      else {
        const change = changeOf(file, source, mutant);
        living.add(keyOf(change));
        if (listed.has(keyOf(change))) counts.equivalent++;
        else {
          counts.alive++;
          alive.push(change);
        }
      }
    }
    scores.push({ file, ...counts });
  }
  const notAlive = equivalents.filter((one) => one.file in files && !living.has(keyOf(one)));
  return { scores, alive, notAlive };
}

/** A report without the mutants that live: for those that no single test reaches, Stryker would reuse the result even if the tests have changed. */
export function withoutAlive(report: Report): Report {
  const files = Object.entries(report.files).map(([file, { source, mutants, ...others }]) => {
    const found = mutants.filter(({ status }) => status === "Killed" || status === "Timeout");
    return [file, { ...others, source, mutants: found }];
  });
  return { ...report, files: Object.fromEntries(files) };
}

/** The percentage found of the mutants that are not equivalent. */
export function percentageOf({ killed, endless, alive }: Omit<FileScore, "file">): number {
  const found = killed + endless;
  return found + alive === 0 ? 100 : (100 * found) / (found + alive);
}

/** The sum of the scores of several files. */
export function sumOf(file: string, scores: readonly FileScore[]): FileScore {
  const sum = (count: "killed" | "endless" | "equivalent" | "alive") =>
    scores.reduce((total, score) => total + score[count], 0);
  return {
    file,
    killed: sum("killed"),
    endless: sum("endless"),
    equivalent: sum("equivalent"),
    alive: sum("alive"),
  };
}

function changeOf(file: string, source: string, { replacement = "", location }: ReportedMutant): Change {
  const { start, end } = location;
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const [first = ""] = lines;
  const whole = lines.join("\n");
  const last = lines.at(-1) ?? "";
  const was = whole.slice(start.column - 1, whole.length - last.length + end.column - 1);
  return { file, line: first.trim(), was: onOneLine(was), becomes: onOneLine(replacement) };
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

const keyOf = ({ file, line, was, becomes }: Change): string => JSON.stringify([file, line, was, becomes]);
