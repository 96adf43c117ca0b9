import { OUTCOMES } from "../../model/outcome.ts";
import { wordsOfAsymmetries } from "./words-of-asymmetries.ts";

/**
 * Everything that the workers of a search share. It is made once and handed to each; buffers that fill up grow where they
 * are. What only one worker writes, the others read behind a rendezvous alone.
 */

/** The words by which workers agree; each is read and written atomically. */
export const CONTROL = {
  /** How many workers there are; 1 until the others are ready. */
  workers: 0,
  /** How many but the leader have arrived at the rendezvous, and how many rendezvous have been. */
  arrived: 1,
  phase: 2,
  /** The next batch of the level to be taken. */
  nextBatch: 3,
  /** The level: the distance from the first world of the worlds that are being expanded. */
  level: 4,
  /** Whether the visited set has to grow before the next batch. */
  isFull: 5,
  /** Why the search stops, of `STOP`. */
  stop: 6,
  /** Whether the search is at its end. */
  isDone: 7,
  /** How many entries the visited set has room for. */
  capacity: 8,
  /** How many worlds were found. */
  entries: 9,
  /** How many workers but the leader can begin. */
  ready: 10,
  /** How many workers there can be. */
  mostWorkers: 11,
  /** Worlds of this level are found, and not expanded. */
  lastLevel: 12,
} as const;

const CONTROL_WORDS = 16;

/** Why a search stops before its end. */
export const STOP = { not: 0, asked: 1, broken: 2, memory: 3, failure: 4, asymmetric: 5 } as const;

/** The counts of one worker; `compared` are members of classes. Then come its calls and cases. */
export const COUNT = { worlds: 0, expanded: 1, finals: 2, compared: 3 } as const;
const PLAIN_COUNTS = 4;

/** The counts of an operation: each outcome, then `ok` without a change, then how many new worlds it leads to. */
export const UNCHANGED = OUTCOMES.length;
export const LED_TO_NEW = OUTCOMES.length + 1;
const OUTCOME_COUNTS = OUTCOMES.length + 2;

/** How many operations and properties are counted. */
export interface CountsLayout {
  readonly operations: number;
  readonly properties: number;
}

/** What is needed to make the shared memory. */
export interface SharedMemoryOptions extends CountsLayout {
  readonly workers: number;
  /** The most bytes that all of it may take. */
  readonly mostBytes: number;
  /** How many words a packed world takes, and how many an entry of the visited set. */
  readonly wordsOfWorld: number;
  readonly wordsOfEntry: number;
  /** Worlds of this level are found, and not expanded. */
  readonly depth: number;
}

/** The worlds of a search, packed. */
export interface PackedWorlds {
  readonly visited: SharedArrayBuffer;
  /** For each worker the worlds it found, of the even levels and of the odd ones. */
  readonly frontiers: readonly (readonly [SharedArrayBuffer, SharedArrayBuffer])[];
  /** For each worker how many worlds are in its two frontiers. */
  readonly frontierLengths: Int32Array;
}

/** The buffers themselves, as they are handed to a worker. */
export interface SharedMemory {
  readonly options: SharedMemoryOptions;
  readonly control: Int32Array;
  readonly worlds: PackedWorlds;
  readonly counts: readonly Float64Array[];
  /** For each worker and property the length of the shortest history known to break it, or 0 where none is; plus 1. */
  readonly breaches: readonly Int32Array[];
  /** For each worker where it saw that the design or a property is not symmetric: see `noteAsymmetry`. */
  readonly asymmetries: readonly Int32Array[];
  /** For each worker the first worlds that it found in which nothing can be tried, packed. */
  readonly finals: readonly Int32Array[];
  /** What a worker failed with, as UTF-8, ended by 0. */
  readonly failure: Uint8Array;
}

/** Between two looks at how full the set is, a worker may add a few thousand worlds. */
const FIRST_CAPACITY_OF_A_WORKER = 2 ** 17;
const FIRST_FRONTIER_BYTES = 2 ** 16;
const LARGEST_BUFFER = 2 ** 32 - 2 ** 16;
/** How many worlds in which nothing can be tried each worker keeps. */
export const MOST_FINALS = 256;
const FAILURE_BYTES = 2 ** 16;
const LARGEST_LEVEL = 2 ** 31 - 1;
const WORD = Int32Array.BYTES_PER_ELEMENT;

/** Makes the shared memory of a search that has not begun. */
export function makeSharedMemory(options: SharedMemoryOptions): SharedMemory {
  const { workers, mostBytes, wordsOfEntry, depth } = options;
  const firstCapacity = FIRST_CAPACITY_OF_A_WORKER * 2 ** Math.ceil(Math.log2(workers));
  const firstBytes = firstCapacity * wordsOfEntry * WORD;
  const each = <Made>(make: () => Made): Made[] => Array.from({ length: workers }, make);
  const most = Math.min(Math.max(mostBytes, firstBytes), LARGEST_BUFFER);
  const growing = (bytes: number) => new SharedArrayBuffer(bytes, { maxByteLength: Math.max(most, bytes) });
  const numbers = (length: number) => new Int32Array(new SharedArrayBuffer(length * WORD));

  const control = numbers(CONTROL_WORDS);
  control[CONTROL.workers] = 1;
  control[CONTROL.mostWorkers] = workers;
  control[CONTROL.lastLevel] = Math.min(depth, LARGEST_LEVEL);
  control[CONTROL.capacity] = firstCapacity;
  return {
    options,
    control,
    worlds: {
      visited: growing(firstBytes),
      frontiers: each(() => [growing(FIRST_FRONTIER_BYTES), growing(FIRST_FRONTIER_BYTES)] as const),
      frontierLengths: numbers(workers * 2),
    },
    counts: each(
      () => new Float64Array(new SharedArrayBuffer(lengthOfCounts(options) * Float64Array.BYTES_PER_ELEMENT)),
    ),
    breaches: each(() => numbers(options.properties)),
    asymmetries: each(() => numbers(wordsOfAsymmetries(options.properties, options.wordsOfWorld))),
    finals: each(() => numbers(MOST_FINALS * options.wordsOfWorld)),
    failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
  };
}

/** How many bytes worlds take now. */
export function bytesOf({ worlds }: SharedMemory): number {
  const { visited, frontiers } = worlds;
  return visited.byteLength + frontiers.flat().reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Where the count of an operation's outcome stands. `outcome` is a place among `OUTCOMES`, `UNCHANGED` or `LED_TO_NEW`. */
export function callCount(operation: number, outcome: number): number {
  return PLAIN_COUNTS + operation * OUTCOME_COUNTS + outcome;
}

/** Where the count of a property's cases stands. */
export function caseCount(layout: CountsLayout, property: number): number {
  return PLAIN_COUNTS + layout.operations * OUTCOME_COUNTS + property;
}

function lengthOfCounts(layout: CountsLayout): number {
  return caseCount(layout, layout.properties);
}
