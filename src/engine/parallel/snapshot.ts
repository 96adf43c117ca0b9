import type { Asymmetry } from "../symmetry/asymmetry.ts";
import { allAsymmetries } from "./asymmetries.ts";
import { CONTROL, COUNT, MOST_FINALS, type SharedMemory } from "./shared-memory.ts";

/** Which part of a search is saved: what it began with. A search falls back to whole numbers, and decides some properties in them. */
export interface SearchPart {
  /** Whether it counts worlds that differ only in numbers once. */
  readonly symmetry: boolean;
  /** The places of its properties among all of the search. */
  readonly properties: readonly number[];
  /** What was found not to be symmetric before it began. */
  readonly found: readonly Asymmetry[];
}

/** All that a search knows at the end of a level: from it, it goes on to the same result. */
export interface Snapshot extends WorldsSnapshot {
  readonly part: SearchPart;
}

/** What is known of the worlds of one part. */
export interface WorldsSnapshot {
  /** New worlds at each distance from the first, up to the level that is to be expanded next. */
  readonly levels: readonly number[];
  /** How many worlds were found. */
  readonly entries: number;
  /** The places of the visited set, a power of two of them, also those that are free. In parts. */
  readonly visited: readonly Int32Array[];
  /** The worlds of the level that is to be expanded next, packed. In parts. */
  readonly frontier: readonly Int32Array[];
  /** The counts of all workers together. */
  readonly counts: Float64Array;
  /** The worlds in which nothing can be tried that were kept (`SharedMemory.finals`), packed one after another. */
  readonly finals: Int32Array;
  /** For each property what `SharedMemory.breaches` says of all workers together. */
  readonly breaches: Int32Array;
  /** What `SharedMemory.asymmetries` says of all workers together. */
  readonly asymmetries: Int32Array;
}

const parityOf = (level: number): 0 | 1 => (level % 2 === 0 ? 0 : 1);

/** What a search knows while all its workers wait. The parts are the search's own memory: they are to be used at once. */
export function snapshotOf(memory: SharedMemory, levels: readonly number[]): WorldsSnapshot {
  const { control, options, worlds } = memory;
  const { visited, frontiers, frontierLengths } = worlds;
  const parity = parityOf(levels.length - 1);
  const capacity = control[CONTROL.capacity] ?? 0;
  return {
    levels: [...levels],
    entries: control[CONTROL.entries] ?? 0,
    visited: [new Int32Array(visited, 0, capacity * options.wordsOfEntry)],
    frontier: frontiers.map((buffers, worker) => {
      const count = frontierLengths[worker * 2 + parity] ?? 0;
      return new Int32Array(buffers[parity], 0, count * options.wordsOfWorld);
    }),
    counts: sumOfAll(memory.counts),
    finals: finalsOf(memory),
    breaches: memory.breaches.reduce(
      (all, some) => all.map((length, index) => shorter(length, some[index] ?? 0)),
      new Int32Array(options.properties),
    ),
    asymmetries: allAsymmetries(memory),
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
 * Makes the memory of a search that has not begun say what a snapshot says. The number of workers need not be the
 * same.
 *
 * @throws {RangeError} where the snapshot does not fit: it is of another search, or memory is short
 */
export function restore(memory: SharedMemory, snapshot: WorldsSnapshot): void {
  const { control } = memory;
  const [counts] = memory.counts;
  const [breaches] = memory.breaches;
  const [asymmetries] = memory.asymmetries;
  if (counts === undefined || breaches === undefined || asymmetries === undefined)
    throw new RangeError("no worker");
  restoreWorlds(memory, snapshot);
  counts.set(snapshot.counts);
  memory.finals[0]?.set(snapshot.finals);
  breaches.set(snapshot.breaches);
  asymmetries.set(snapshot.asymmetries);
  control[CONTROL.level] = snapshot.levels.length - 1;
  control[CONTROL.entries] = snapshot.entries;
}

function restoreWorlds({ control, options, worlds }: SharedMemory, snapshot: WorldsSnapshot): void {
  const parity = parityOf(snapshot.levels.length - 1);
  const [buffers] = worlds.frontiers;
  if (buffers === undefined) throw new RangeError("no worker");
  const capacity = wordsOf(snapshot.visited) / options.wordsOfEntry;
  fill(worlds.visited, snapshot.visited);
  fill(buffers[parity], snapshot.frontier);
  worlds.frontierLengths[parity] = wordsOf(snapshot.frontier) / options.wordsOfWorld;
  control[CONTROL.capacity] = capacity;
}

/** Puts parts into a buffer one after another. */
function fill(buffer: SharedArrayBuffer, parts: readonly Int32Array[]): void {
  const bytes = wordsOf(parts) * Int32Array.BYTES_PER_ELEMENT;
  if (buffer.byteLength < bytes) buffer.grow(bytes);
  let at = 0;
  for (const part of parts) {
    new Int32Array(buffer, 0, at + part.length).set(part, at);
    at += part.length;
  }
}

function wordsOf(parts: readonly Int32Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
