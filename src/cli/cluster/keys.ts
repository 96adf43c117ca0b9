/** The names of what stands in the server, and how long it stays there without anybody: all begin with `nsmodel:`. */
import { VERSION } from "../version.ts";

/** Before the keys of BullMQ and of nsmodel. */
export const PREFIX = "nsmodel";

/** The queue of the jobs. Workers of another version have another, so that none ever takes a job of this one. */
export const QUEUE = `jobs-${VERSION}`;

/** How long answers and designs stay where nobody takes them any more, in seconds. */
export const KEPT_SECONDS = 3600;

/** How long a leader or a worker counts as there that says nothing, and how often it does, in seconds. */
export const ALIVE = { seconds: 10, every: 2 } as const;

/** A job whose worker has said nothing for so long is done by another, in milliseconds. */
export const LOCK_MILLISECONDS = 5000;

export const leaderKey = (run: string): string => `${PREFIX}:leader:${run}`;
export const workerKey = (worker: string): string => `${PREFIX}:worker:${worker}`;
export const answerKey = (job: string): string => `${PREFIX}:answer:${job}`;
export const objectsKey = (run: string): string => `${PREFIX}:objects:${run}`;
/** The run that leads a search, and that in which it was begun, whose name its objects have. */
export const claimKey = (search: string): string => `${PREFIX}:claim:${search}`;
export const searchKey = (search: string): string => `${PREFIX}:search:${search}`;
export const sourcesKey = (digest: string): string => `${PREFIX}:sources:${digest}`;
