import type { KeyShape } from "./key.ts";
import type { Settings } from "./search-state.ts";

/** How many groups a part of a list has: they take a few kilobytes. */
const PART = 4096;
/** A few partitions for each worker, so that all end at about the same time. */
const PARTITIONS_OF_WORKER = 2;
const FEWEST_PARTITIONS = 4;
const MAX_PARTITIONS = 256;
/** How many jobs there are for each worker on a large level. */
const JOBS_OF_WORKER = 4;
/** How many bytes a group of candidates takes besides its form (about two copies at most): in its table, which may be half empty, and for sorting. */
const BYTES_BESIDE = 72;
const FEWEST_CANDIDATES = 1000;
const MAX_CANDIDATES = 2 ** 21;
const FEWEST_LISTS = 4;
const MAX_LISTS = 64;

/**
 * Divides a search so that what its jobs hold at any time fits into memory.
 *
 * @param memory bytes for all workers together
 * @param workers how many jobs are done at once
 */
export function settingsFor(memory: number, workers: number): (shape: KeyShape) => Settings {
  return ({ width }) => {
    const ofWorker = memory / workers;
    const bytesOfKey = width * Int32Array.BYTES_PER_ELEMENT;
    const within = (least: number, number: number, most: number): number =>
      Math.max(least, Math.min(Math.floor(number), most));
    return {
      partitions: within(FEWEST_PARTITIONS, workers * PARTITIONS_OF_WORKER, MAX_PARTITIONS),
      jobs: workers * JOBS_OF_WORKER,
      part: PART,
      // Half of it is for candidates. A list that is merged has one part in memory, decoded and as bytes.
      most: within(FEWEST_CANDIDATES, ofWorker / 2 / (2 * bytesOfKey + BYTES_BESIDE), MAX_CANDIDATES),
      fanIn: within(FEWEST_LISTS, ofWorker / 4 / (2 * PART * bytesOfKey), MAX_LISTS),
    };
  };
}
