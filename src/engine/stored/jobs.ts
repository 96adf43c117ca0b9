/**
 * The work of a search as jobs. A job is data, reads objects, and writes objects that no other job writes; its result depends on nothing else. So it may be done
 * anywhere, twice, and by two workers at once: each then writes the same.
 *
 * The search goes level by level (Korf, "Delayed duplicate detection", 2003; Stern and Dill, "Using magnetic disk instead of main memory in the Murphi verifier",
 * 1998): states are expanded, their successors are candidates for new states, and those of each partition are compared, in order, with all that are known there.
 */

import type { Content } from "./groups.ts";
import type { List } from "./list.ts";

interface NamedJob {
  /** The names of the objects that it writes begin with this and a dot. */
  readonly name: string;
  /** How many groups the parts of the lists that it writes have; groups of one form always stand in the same part. */
  readonly part: number;
}

/** Expand some states of a level, or only check them. */
export interface ExpandJob extends NamedJob {
  readonly is: "expand";
  /** The distance of the states from the first one, and how many states the level has. */
  readonly level: number;
  readonly size: number;
  /** The objects that hold the states: parts of lists. */
  readonly parts: readonly string[];
  /** Whether the states are only checked. */
  readonly isLast: boolean;
  /** The properties to check, by their indexes. */
  readonly open: readonly number[];
  readonly partitions: number;
  /** How many groups of candidates it gathers before it writes them. */
  readonly most: number;
}

/** Find what is new among the candidates of a partition. */
export interface DeduplicateJob extends NamedJob {
  readonly is: "deduplicate";
  readonly candidates: readonly List[];
  /** The known states. No two lists have one in common. */
  readonly known: readonly List[];
}

/** Merge several lists into one. */
export interface MergeJob extends NamedJob {
  readonly is: "merge";
  readonly lists: readonly List[];
  readonly content: Content;
}

export type Job = ExpandJob | DeduplicateJob | MergeJob;

/** `SummedFindings`, as lists of numbers. */
export interface FindingsAsData {
  readonly counts: readonly number[];
  readonly terminal: readonly number[];
  readonly breaches: readonly number[];
  readonly asymmetries: readonly number[];
}

/** The candidates of one partition. */
export interface PartitionList {
  readonly partition: number;
  readonly list: List;
}

export interface ExpandResult {
  readonly is: "expand";
  readonly findings: FindingsAsData;
  readonly candidates: readonly PartitionList[];
}

export interface DeduplicateResult {
  readonly is: "deduplicate";
  /** The new states: those of the next level. */
  readonly list: List;
  /** How many of them each operation has led to. */
  readonly byOperation: readonly number[];
}

export interface MergeResult {
  readonly is: "merge";
  readonly list: List;
}

/** The result of a job: data that can be sent. */
export type JobResult = ExpandResult | DeduplicateResult | MergeResult;

/** The result of a job of some kind. */
export type ResultOf<J extends Job> = Extract<JobResult, Pick<J, "is">>;

/** The object that holds the result of a job: the last that the job writes. */
export const resultName = (job: string): string => `${job}.result`;

/** Does jobs, here or elsewhere. */
export interface JobRunner {
  /**
   * Does jobs, in any order. No two have the same name.
   *
   * @param asked aborted if the jobs are no longer wanted: the promise is then rejected soon, and jobs that were begun may be done or not
   * @param done called with the result of each job as soon as it is done
   * @returns the results, in the order of the jobs
   */
  run<J extends Job>(
    jobs: readonly J[],
    asked: AbortSignal,
    done: (result: ResultOf<J>) => void,
  ): Promise<ResultOf<J>[]>;
}
