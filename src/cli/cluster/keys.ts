/** The keys in the server, all of which begin with `nsmodel:`, and how long they stay if nobody renews them. */
import { VERSION } from "../version.ts";

/** Prefix of all keys, those of BullMQ and those of nsmodel. */
export const PREFIX = "nsmodel";

/** The queue of jobs. Workers of another version have another queue, so none of them takes a job of this version. */
export const QUEUE = `jobs-${VERSION}`;

/** How long answers and designs stay if nobody takes them any more, in seconds. */
export const KEPT_SECONDS = 3600;

/** How long a silent leader or worker still counts as present, and how often it announces itself, in seconds. */
export const ALIVE = { seconds: 10, every: 2 } as const;

/** How long a worker may be silent before its job is given to another, in milliseconds. */
export const LOCK_MILLISECONDS = 5000;

export const leaderKey = (run: string): string => `${PREFIX}:leader:${run}`;
export const workerKey = (worker: string): string => `${PREFIX}:worker:${worker}`;
export const answerKey = (job: string): string => `${PREFIX}:answer:${job}`;
export const objectsKey = (run: string): string => `${PREFIX}:objects:${run}`;
/** The run that leads a search, and the run in which it was begun, after which its objects are named. */
export const claimKey = (search: string): string => `${PREFIX}:claim:${search}`;
export const searchKey = (search: string): string => `${PREFIX}:search:${search}`;
export const sourcesKey = (digest: string): string => `${PREFIX}:sources:${digest}`;
