import { type GrowingBuffer, growingBuffer } from "../store/growing-buffer.ts";
import { type Findings, type FindingsOptions, makeFindings } from "./findings.ts";

/**
 * Everything that the workers of a search share. It is made once and handed to each; buffers that fill up grow in place. A worker that searches
 * alone needs no shared memory, so a page without it can search. What only one worker writes, the others read only after a barrier.
 */

/** The words by which workers coordinate; each is accessed atomically, unless the others are known to wait or not to write it. */
export const CONTROL = {
  /** How many workers there are; 1 until the others are ready. */
  workers: 0,
  /** How many workers but the leader have arrived at the barrier, and how often all have. */
  arrived: 1,
  phase: 2,
  /** The level that is being expanded: the distance of its states from the first. */
  level: 3,
  /** Whether the pass over the level has ended, and how many workers have not finished it. */
  isPassDone: 4,
  unfinished: 5,
  /** Whether a worker waits for room in the store. */
  isFull: 6,
  /** Why the search stops: one of `STOP`. */
  stop: 7,
  /** Whether the search has ended. */
  isDone: 8,
  /** How many states (with opaque sorts: control forms) the table has, how many it had before this level's successors, and how many places. */
  forms: 9,
  formsBefore: 10,
  places: 11,
  /** How many words of bits there are, how many pairs there are or may be (see `Room`), and how many places for pairs: see `SeenCombinations`. */
  bits: 12,
  pairs: 13,
  placesOfPairs: 14,
  /** How many workers but the leader are ready to begin, and how many workers there can be. */
  ready: 15,
  mostWorkers: 16,
  /** States of this level are found, but not expanded. */
  lastLevel: 17,
  /** How many forms of the frontier workers have claimed to expand. */
  claimed: 18,
  /** How many places of the index are used or may be, and for how many more states and pairs room is wanted: see `Room`. */
  usedPlaces: 19,
  wantedPlaces: 20,
  wantedPairs: 21,
} as const;

const CONTROL_WORDS = 32;

/** Why a search stops before its end. */
export const STOP = { not: 0, asked: 1, broken: 2, memory: 3, failure: 4, asymmetric: 5 } as const;

/** What is needed to make the shared memory. */
export interface SharedMemoryOptions extends FindingsOptions {
  /** Upper bound on the memory for the states, in bytes. */
  readonly mostBytes: number;
  /** States of this level are found, but not expanded. */
  readonly depth: number;
  /** For how many states there are places at first: a power of two. */
  readonly places?: number;
}

/** The states of a search, in buffers that grow. */
export interface StateBuffers {
  readonly index: GrowingBuffer;
  readonly states: GrowingBuffer;
  /** For each state the operation that led to it; with opaque sorts, what `SeenCombinations` notes of each control form. */
  readonly forms: GrowingBuffer;
  readonly bits: GrowingBuffer;
  readonly pairs: GrowingBuffer;
  /** For each worker the states that it found, of the even levels and of the odd ones. */
  readonly frontiers: readonly (readonly [GrowingBuffer, GrowingBuffer])[];
  /** For each worker the states that it found on a later level than their control form. */
  readonly late: readonly GrowingBuffer[];
}

/** The shared memory, as it is handed to a worker. */
export interface SharedMemory extends Findings {
  readonly options: SharedMemoryOptions;
  readonly control: Int32Array;
  readonly states: StateBuffers;
  /** For each worker how many states are in its two frontiers, and how many late ones. */
  readonly lengths: Int32Array;
  /** What a worker failed with, as UTF-8 terminated by 0. */
  readonly failure: Uint8Array;
}

const FIRST_PLACES = 2 ** 17;
const FIRST_BYTES = 2 ** 16;
const LARGEST_BUFFER = 2 ** 32 - 2 ** 16;
const FAILURE_BYTES = 2 ** 16;
const LARGEST_LEVEL = 2 ** 31 - 1;
const WORD = Int32Array.BYTES_PER_ELEMENT;
const LENGTHS_OF_WORKER = 3;

/** Makes the shared memory of a search that has not begun. */
export function makeSharedMemory(options: SharedMemoryOptions): SharedMemory {
  const { workers, mostBytes, depth, places = FIRST_PLACES } = options;
  const each = <Made>(make: () => Made): Made[] => Array.from({ length: workers }, make);
  const most = Math.min(Math.max(mostBytes, FIRST_BYTES), LARGEST_BUFFER);
  const isShared = workers > 1;
  const growing = (bytes = FIRST_BYTES) => growingBuffer(isShared, bytes, most);
  const fixed = (bytes: number) => growingBuffer(isShared, bytes, bytes);
  const numbers = (length: number) => new Int32Array(fixed(length * WORD));

  const control = numbers(CONTROL_WORDS);
  control[CONTROL.workers] = 1;
  control[CONTROL.mostWorkers] = workers;
  control[CONTROL.lastLevel] = Math.min(depth, LARGEST_LEVEL);
  control[CONTROL.places] = places;
  control[CONTROL.placesOfPairs] = places;
  return {
    ...makeFindings(options, isShared),
    options,
    control,
    states: {
      index: growing(places * WORD),
      states: growing(),
      forms: growing(),
      bits: growing(),
      pairs: growing(places * 2 * WORD),
      frontiers: each(() => [growing(), growing()] as const),
      late: each(() => growing()),
    },
    lengths: numbers(workers * LENGTHS_OF_WORKER),
    failure: new Uint8Array(fixed(FAILURE_BYTES)),
  };
}

/** The places in `lengths` for a worker's frontier of a level, and for its late states. */
export const lengthOfFrontier = (worker: number, level: number): number =>
  worker * LENGTHS_OF_WORKER + (level % 2);
export const lengthOfLate = (worker: number): number => worker * LENGTHS_OF_WORKER + 2;

/** How many bytes the states take now. */
export function bytesTaken({ states }: SharedMemory): number {
  const { index, states: words, forms, bits, pairs, frontiers, late } = states;
  return [index, words, forms, bits, pairs, ...frontiers.flat(), ...late].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  );
}
