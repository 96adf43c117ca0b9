import { COUNTS_OF_OPERATION } from "../expand/expansion.ts";
import { growingBuffer } from "../store/growing-buffer.ts";
import { wordsOfAsymmetries } from "./asymmetries.ts";

/** The places of a worker's counts; `compared` counts members of orbits. The counts of its calls and cases follow. */
export const COUNT = { states: 0, expanded: 1, terminal: 2, compared: 3 } as const;
const PLAIN_COUNTS = 4;

/** The count of new states that an operation leads to, which follows the counts of `Expansion`. */
export const LED_TO_NEW = COUNTS_OF_OPERATION;
const COUNTS = COUNTS_OF_OPERATION + 1;

/** How many terminal states each worker keeps. */
export const MAX_TERMINAL = 256;

const WORD = Int32Array.BYTES_PER_ELEMENT;

export interface CountsLayout {
  readonly operations: number;
  readonly properties: number;
}

/** What is needed to make room for findings. */
export interface FindingsOptions extends CountsLayout {
  readonly workers: number;
  /** How many words a packed state takes, or a packed control form. */
  readonly wordsOfState: number;
}

/** What the workers of a search count and note, each separately. */
export interface Findings {
  readonly options: FindingsOptions;
  readonly counts: readonly Float64Array[];
  /** For each worker and property the length of the shortest history known to settle it, plus 1; 0 if none is known. */
  readonly breaches: readonly Int32Array[];
  /** For each worker where it first saw that the design or a property is not symmetric: see `noteAsymmetry`. */
  readonly asymmetries: readonly Int32Array[];
  /** For each worker the terminal states that it keeps, each as its packed words and the combination: see `TerminalStates`. */
  readonly terminal: readonly Int32Array[];
}

/** Makes room for what workers find. @param isShared whether the workers are threads */
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
    terminal: each(() => numbers(MAX_TERMINAL * (wordsOfState + 1))),
  };
}

/** The place of a count of an operation: see `Expansion.counts` and `LED_TO_NEW`. */
export function callCount(operation: number, count: number): number {
  return PLAIN_COUNTS + operation * COUNTS + count;
}

/** The place of the count of a property's cases. */
export function caseCount(layout: CountsLayout, property: number): number {
  return PLAIN_COUNTS + layout.operations * COUNTS + property;
}

/** The sum of a count over all workers. */
export function sumOf({ counts: all }: Pick<Findings, "counts">, count: number): number {
  return all.reduce((sum, counts) => sum + (counts[count] ?? 0), 0);
}
