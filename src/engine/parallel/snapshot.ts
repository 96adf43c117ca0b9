import { CONTROL, COUNT, MOST_FINALS, type SharedMemory } from "./shared-memory.ts";

/** All that a search knows at the end of a level: from it, it goes on to the same result. */
export interface Snapshot {
  /** New worlds at each distance from the first, up to the level that is to be expanded next. */
  readonly levels: readonly number[];
  /** How many entries the visited set has. */
  readonly entries: number;
  /** The places of the visited set as bytes, a power of two of them, also those that are free. */
  readonly visited: Uint8Array;
  /** The packed worlds of the level that is to be expanded next, in parts. */
  readonly frontier: readonly Int32Array[];
  /** The counts of all workers together. */
  readonly counts: Float64Array;
  /** The worlds in which nothing can be tried that were kept (`SharedMemory.finals`), packed one after another. */
  readonly finals: Int32Array;
  /** For each property what `SharedMemory.breaches` says of all workers together. */
  readonly breaches: Int32Array;
}

const parityOf = (level: number): 0 | 1 => (level % 2 === 0 ? 0 : 1);

/** What a search knows while all its workers wait. The parts are the search's own memory: they are to be used at once. */
export function snapshotOf(memory: SharedMemory, levels: readonly number[]): Snapshot {
  const { control, options, frontiers, frontierLengths } = memory;
  const parity = parityOf(levels.length - 1);
  const capacity = control[CONTROL.capacity] ?? 0;
  return {
    levels: [...levels],
    entries: control[CONTROL.entries] ?? 0,
    visited: new Uint8Array(
      memory.visited,
      0,
      capacity * options.wordsOfEntry * Int32Array.BYTES_PER_ELEMENT,
    ),
    frontier: frontiers.map((buffers, worker) => {
      const worlds = frontierLengths[worker * 2 + parity] ?? 0;
      return new Int32Array(buffers[parity], 0, worlds * options.wordsOfWorld);
    }),
    counts: sumOfAll(memory.counts),
    finals: finalsOf(memory),
    breaches: memory.breaches.reduce(
      (all, some) => all.map((length, index) => shorter(length, some[index] ?? 0)),
      new Int32Array(options.properties),
    ),
  };
}

function finalsOf({ finals, counts, options }: SharedMemory): Int32Array {
  const kept = finals.flatMap((words, worker) => {
    const worlds = Math.min(counts[worker]?.[COUNT.finals] ?? 0, MOST_FINALS);
    return [...words.subarray(0, worlds * options.wordsOfWorld)];
  });
  return Int32Array.from(kept).subarray(0, MOST_FINALS * options.wordsOfWorld);
}

function sumOfAll(lists: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(lists[0]?.length ?? 0);
  for (const list of lists)
    for (const [index, count] of list.entries()) sum[index] = (sum[index] ?? 0) + count;
  return sum;
}

/** The shorter of two, of which 0 is none. */
function shorter(one: number, other: number): number {
  return one === 0 || other === 0 ? Math.max(one, other) : Math.min(one, other);
}

/**
 * Makes a search that has not begun know what a snapshot says. The number of workers need not be the same.
 *
 * @throws {RangeError} where the snapshot does not fit: it is of another search, or memory is short
 */
export function restore(memory: SharedMemory, snapshot: Snapshot): void {
  const { control, options, frontiers, frontierLengths } = memory;
  const level = snapshot.levels.length - 1;
  const parity = parityOf(level);
  const [buffers] = frontiers;
  const [counts] = memory.counts;
  const [breaches] = memory.breaches;
  if (buffers === undefined || counts === undefined || breaches === undefined)
    throw new RangeError("no worker");
  const words = snapshot.frontier.reduce((sum, part) => sum + part.length, 0);

  growTo(memory.visited, snapshot.visited.byteLength);
  growTo(buffers[parity], words * Int32Array.BYTES_PER_ELEMENT);
  new Uint8Array(memory.visited).set(snapshot.visited);
  let at = 0;
  for (const part of snapshot.frontier) {
    new Int32Array(buffers[parity], 0, words).set(part, at);
    at += part.length;
  }
  frontierLengths[parity] = words / options.wordsOfWorld;
  counts.set(snapshot.counts);
  memory.finals[0]?.set(snapshot.finals);
  breaches.set(snapshot.breaches);
  control[CONTROL.level] = level;
  control[CONTROL.capacity] =
    snapshot.visited.byteLength / (options.wordsOfEntry * Int32Array.BYTES_PER_ELEMENT);
  control[CONTROL.entries] = snapshot.entries;
}

function growTo(buffer: SharedArrayBuffer, bytes: number): void {
  if (buffer.byteLength < bytes) buffer.grow(bytes);
}
