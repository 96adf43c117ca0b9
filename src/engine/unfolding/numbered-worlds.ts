/**
 * What the workers share of a search that keeps each world as its orbit and its numbering. Each orbit belongs to one worker: only that
 * one looks its worlds up.
 */

/** The buffers, as they are handed to a worker. All of them grow. */
export interface NumberedWorlds {
  readonly kind: "numbered";
  /** How numberings are put together of the orders of sorts: where each stands, and how many bits it takes. */
  readonly fields: readonly { readonly shift: number; readonly bits: number }[];
  /** For each worker the worlds that it has found, in the order in which it found them: orbit, numbering. */
  readonly found: readonly SharedArrayBuffer[];
  /** For each worker the numberings of its worlds of the level, in the order of orbits. */
  readonly levels: readonly SharedArrayBuffer[];
  /** For each worker parts of its level which are of one orbit: this, where its numberings begin, how many there are. */
  readonly chunks: readonly SharedArrayBuffer[];
  /** For each worker its `SIZE`s. */
  readonly sizes: Int32Array;
  /** For each orbit an `ORBIT`. */
  readonly orbits: SharedArrayBuffer;
  /** What can be done in the worlds of an orbit, one step after another: see `stepWords`. */
  readonly steps: SharedArrayBuffer;
  /** See `OrderTables`. */
  readonly tables: SharedArrayBuffer;
}

/** The sizes that a worker tells the others. */
export const SIZE = {
  /** How many worlds it has found, and how many of them before those of the level that is expanded. */
  found: 0,
  levelFrom: 1,
  /** How many chunks there are of its level. */
  chunks: 2,
  /** The memory that its sets take, in KiB. */
  kibibytesOfSets: 3,
  /** How long it has worked so far while the others did too, in milliseconds. */
  milliseconds: 4,
} as const;
const SIZES = 5;

/** What is known of an orbit: the worker to which it belongs, where its steps begin and end, and whether nothing can be tried in it. */
export const ORBIT = { owner: 0, stepsFrom: 1, stepsTo: 2, isFinal: 3 } as const;
export const WORDS_OF_ORBIT = 4;

/** A step: its operation, the orbit it leads to, and how many symmetries that has; then the tables of each, sort by sort. */
export const STEP = { operation: 0, orbit: 1, symmetries: 2, tables: 3 } as const;

export const WORDS_OF_FOUND = 2;
export const WORDS_OF_CHUNK = 3;

const FIRST_BYTES = 2 ** 14;

/** @param mostBytes to which a buffer may grow */
export function makeNumberedWorlds(
  workers: number,
  mostBytes: number,
  fields: NumberedWorlds["fields"],
): NumberedWorlds {
  const growing = () => new SharedArrayBuffer(FIRST_BYTES, { maxByteLength: mostBytes });
  const each = <Made>(make: () => Made): Made[] => Array.from({ length: workers }, make);
  return {
    kind: "numbered",
    fields,
    found: each(growing),
    levels: each(growing),
    chunks: each(growing),
    sizes: new Int32Array(new SharedArrayBuffer(workers * SIZES * Int32Array.BYTES_PER_ELEMENT)),
    orbits: growing(),
    steps: growing(),
    tables: growing(),
  };
}

/** Where a size of a worker stands. */
export function sizeAt(worker: number, size: number): number {
  return worker * SIZES + size;
}

/** How many bytes they take now. */
export function bytesOfNumbered({ found, levels, chunks, sizes, ...rest }: NumberedWorlds): number {
  const buffers = [...found, ...levels, ...chunks, rest.orbits, rest.steps, rest.tables];
  const ofSets = found.map((_, worker) => sizes[sizeAt(worker, SIZE.kibibytesOfSets)] ?? 0);
  return (
    buffers.reduce((sum, { byteLength }) => sum + byteLength, 0) +
    ofSets.reduce((sum, kibibytes) => sum + kibibytes * 1024, 0)
  );
}
