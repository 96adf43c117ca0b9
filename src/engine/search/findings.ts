import { COUNTS_OF_OPERATION } from "../expand/expansion.ts";
import { growingBuffer } from "../store/growing-buffer.ts";
import { wordsOfAsymmetries } from "./asymmetries.ts";

/** The counts of one worker; `compared` are members of orbits. Then come its calls and cases. */
export const COUNT = { states: 0, expanded: 1, terminal: 2, compared: 3 } as const;
const PLAIN_COUNTS = 4;

/** How many new states an operation leads to, after the counts of `Expansion`. */
export const LED_TO_NEW = COUNTS_OF_OPERATION;
const COUNTS = COUNTS_OF_OPERATION + 1;

/** How many terminal states each worker keeps. */
export const MOST_TERMINAL = 256;

const WORD = Int32Array.BYTES_PER_ELEMENT;

export interface CountsLayout {
  readonly operations: number;
  readonly properties: number;
}

/** What has to be known to make room for findings. */
export interface FindingsOptions extends CountsLayout {
  readonly workers: number;
  /** How many words a packed state takes, or a packed control form. */
  readonly wordsOfState: number;
}

/** What the workers of a search count and note, each by itself. */
export interface Findings {
  readonly options: FindingsOptions;
  readonly counts: readonly Float64Array[];
  /** For each worker and property the length of the shortest history known to settle it, or 0 where none is; plus 1. */
  readonly breaches: readonly Int32Array[];
  /** For each worker where it saw that the design or a property is not symmetric: see `noteAsymmetry`. */
  readonly asymmetries: readonly Int32Array[];
  /** For each worker the first terminal states that it found: its packed words, and the combination. */
  readonly terminal: readonly Int32Array[];
}

/** Makes room for what workers find. @param isShared whether they are threads */
export function makeFindings(
  { workers, wordsOfState, properties, operations }: FindingsOptions,
  isShared: boolean,
): Findings {
  const options = { workers, wordsOfState, properties, operations };
  const each = <Made>(make: () => Made): Made[] => Array.from({ length: workers }, make);
  const fixed = (bytes: number) => growingBuffer(isShared, bytes, bytes);
  const numbers = (length: number) => new Int32Array(fixed(length * WORD));
  const countBytes = caseCount(options, properties) * Float64Array.BYTES_PER_ELEMENT;
  return {
    options,
    counts: each(() => new Float64Array(fixed(countBytes))),
    breaches: each(() => numbers(properties)),
    asymmetries: each(() => numbers(wordsOfAsymmetries(options))),
    terminal: each(() => numbers(MOST_TERMINAL * (wordsOfState + 1))),
  };
}

/** Where the count of an operation stands: see `Expansion.counts`, and `LED_TO_NEW`. */
export function callCount(operation: number, count: number): number {
  return PLAIN_COUNTS + operation * COUNTS + count;
}

/** Where the count of a property's cases stands. */
export function caseCount(layout: CountsLayout, property: number): number {
  return PLAIN_COUNTS + layout.operations * COUNTS + property;
}

/** A count of all workers together. */
export function sumOf({ counts: all }: Pick<Findings, "counts">, count: number): number {
  return all.reduce((sum, counts) => sum + (counts[count] ?? 0), 0);
}
