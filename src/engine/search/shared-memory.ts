import { type GrowingBuffer, growingBuffer } from "../store/growing-buffer.ts";
import { type Findings, type FindingsOptions, makeFindings } from "./findings.ts";

/**
 * Everything that the workers of a search share. It is made once and handed to each; what fills up grows where it is. Where one worker searches alone
 * it needs no shared memory, so that a page without it can search. What only one worker
 * writes, the others read behind a barrier alone.
 */

/** The words by which workers agree; each is read and written atomically. */
export const CONTROL = {
  /** How many workers there are; 1 until the others are ready. */
  workers: 0,
  /** How many but the leader have arrived at the barrier, and how often all have. */
  arrived: 1,
  phase: 2,
  /** The level: the distance from the first state of the states that are being expanded. */
  level: 3,
  /** Whether the pass over the level is at its end, and how many workers have not come there. */
  isPassDone: 4,
  unfinished: 5,
  /** Whether somebody waits for room in the store. */
  isFull: 6,
  /** Why the search stops, of `STOP`. */
  stop: 7,
  /** Whether the search is at its end. */
  isDone: 8,
  /** How many states (in a search with opaque sorts: control forms) the table has, how many before this level's successors, and places for them. */
  forms: 9,
  formsBefore: 10,
  places: 11,
  /** How many words of bits, how many pairs (or may be, see `Room`), and places for pairs: see `SeenCombinations`. */
  bits: 12,
  pairs: 13,
  placesOfPairs: 14,
  /** How many workers but the leader can begin, and how many workers there can be. */
  ready: 15,
  mostWorkers: 16,
  /** States of this level are found, and not expanded. */
  lastLevel: 17,
  /** How many forms of the frontier workers have claimed to expand. */
  claimed: 18,
  /** How many places of the index are used or may be, and room for how many entries is wanted: see `Room`. */
  usedPlaces: 19,
  wantedPlaces: 20,
  wantedPairs: 21,
} as const;

const CONTROL_WORDS = 32;

/** Why a search stops before its end. */
export const STOP = { not: 0, asked: 1, broken: 2, memory: 3, failure: 4, asymmetric: 5 } as const;

/** What is needed to make the shared memory. */
export interface SharedMemoryOptions extends FindingsOptions {
  /** The most bytes that the states may take. */
  readonly mostBytes: number;
  /** States of this level are found, and not expanded. */
  readonly depth: number;
  /** For how many states there are places in the beginning: a power of two. */
  readonly places?: number;
}

/** The states of a search, in buffers that grow. */
export interface StateBuffers {
  readonly index: GrowingBuffer;
  readonly states: GrowingBuffer;
  /** For each state the operation that led to it; with opaque sorts: for each control form what `SeenCombinations` notes. */
  readonly forms: GrowingBuffer;
  readonly bits: GrowingBuffer;
  readonly pairs: GrowingBuffer;
  /** For each worker the states that it found, of the even levels and of the odd ones. */
  readonly frontiers: readonly (readonly [GrowingBuffer, GrowingBuffer])[];
  /** For each worker the states that it found on a later level than their control form. */
  readonly late: readonly GrowingBuffer[];
}

/** The buffers themselves, as they are handed to a worker. */
export interface SharedMemory extends Findings {
  readonly options: SharedMemoryOptions;
  readonly control: Int32Array;
  readonly states: StateBuffers;
  /** For each worker how many states are in its two frontiers, and how many late ones. */
  readonly lengths: Int32Array;
  /** What a worker failed with, as UTF-8, ended by 0. */
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

/** Where the length of a worker's frontier of a level stands, and of its late states. */
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
