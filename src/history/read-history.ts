import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { EntryOnLine } from "./entry.ts";
import { finish } from "./finish.ts";
import { Flaw, type UnknownName } from "./flaw.ts";
import { parseJson } from "./json.ts";
import { decodeLine, linesOf } from "./lines.ts";
import { entryReader, readHeader, type Vocabulary } from "./read-line.ts";

/** A history from disk that is well formed to its last line. */
export interface RecordedHistory {
  readonly model: Model;
  readonly scope: Scope;
  /** What it is for, in words for people; absent if the file does not say. */
  readonly about?: string;
  /** The properties that its expectations may name. */
  readonly properties: readonly Property[];
  /**
   * Its entries, in order. Each call parses the lines again, so a file of hundreds of megabytes is never in memory as
   * objects. The bytes that were read must not have changed.
   */
  entries(): Iterable<EntryOnLine>;
}

/** Why a file is not a history, and where. */
export interface FormatProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, counted in characters (code points of Unicode). */
  readonly column: number;
  readonly message: string;
  /** If a name is unknown: what it is meant to name. The user may have defined it. */
  readonly unknown?: UnknownName;
}

/** How a history is read. */
export interface ReadOptions {
  /** The design to read it for, whichever one it names. */
  readonly as?: Model | undefined;
  /** The properties that an expectation may name. Default: none. */
  readonly properties?: readonly Property[];
}

export type ReadResult =
  | { readonly ok: true; readonly history: RecordedHistory }
  | { readonly ok: false; readonly problem: FormatProblem };

/** How many lines of a file have been read. */
export interface LineProgress {
  readonly lines: number;
}

/** How many lines are read between two reports of progress. */
export const LINES_IN_A_STEP = 4096;

/**
 * Reads a history file (see docs/history-format.md). Every line is validated; nothing is run.
 *
 * @param models the designs that a file may name
 * @returns the history, or the first problem of the file
 */
export function readHistory(
  file: Uint8Array,
  models: readonly Model[],
  options: ReadOptions = {},
): ReadResult {
  return finish(readHistoryInSteps(file, models, options));
}

/** Like `readHistory`, but yields its progress now and then. */
export function* readHistoryInSteps(
  file: Uint8Array,
  models: readonly Model[],
  { as, properties = [] }: ReadOptions = {},
): Generator<LineProgress, ReadResult> {
  let number = 1;
  try {
    const lines = linesOf(file);
    const first = lines.next();
    if (first.done) throw new Flaw("the file is empty: a history begins with its header");
    const { model, scope, about } = readHeader(decodeLine(first.value), models, as);
    const vocabulary = { model, scope, properties: properties.map(({ name }) => name) };
    const readEntry = entryReader(vocabulary, parseJson);
    for (const line of lines) {
      number++;
      readEntry(decodeLine(line), number);
      if (number % LINES_IN_A_STEP === 0) yield { lines: number };
    }
    const entries = () => entriesOf(file, vocabulary);
    return {
      ok: true,
      history: { model, scope, properties, ...(about !== undefined && { about }), entries },
    };
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    const { before, message, unknown } = error;
    return { ok: false, problem: { line: number, column: before + 1, message, ...(unknown && { unknown }) } };
  }
}

function* entriesOf(file: Uint8Array, vocabulary: Vocabulary): Generator<EntryOnLine> {
  const readEntry = entryReader(vocabulary, JSON.parse);
  let line = 0;
  for (const bytes of linesOf(file)) {
    line++;
    if (line > 1) yield readEntry(decodeLine(bytes), line);
  }
}
