import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { printable } from "../../text/printable.ts";
import { paintError } from "../terminal.ts";
import { VERSION } from "../version.ts";
import { connect } from "./connect.ts";
import { Crew } from "./crew.ts";
import type { JobMessage } from "./job-message.ts";
import { LOCK_MILLISECONDS, PREFIX, QUEUE, workerKey } from "./keys.ts";
import { MemberLoop } from "./member-loop.ts";
import { clusterPackages } from "./packages.ts";
import { announce, presentLeaders, self, Versions } from "./presence.ts";
import { type ServerAddress, shownAddress } from "./server-address.ts";

/** A job is given up once it has lost this many workers: then it is the job that kills them. */
const MAX_STALLS = 100;
/** How long a worker that was asked to end goes on with its jobs before it gives them back. */
const GRACE_MILLISECONDS = 3000;

/** Options of a worker. */
export interface WorkerOptions {
  /** How many jobs it does at once. */
  readonly slots: number;
  /** Whether it takes designs and properties that do not come with nsmodel. */
  readonly acceptsUserCode: boolean;
}

/**
 * Works until it is asked to end.
 *
 * @returns how many jobs it has done
 * @throws {Problem} if there is no server
 */
export async function runWorker(
  address: ServerAddress,
  { slots, acceptsUserCode }: WorkerOptions,
  asked: AbortSignal,
  print: (line: string) => void,
): Promise<number> {
  const packages = await clusterPackages();
  const redis = await connect(packages, address);
  const crew = new Crew(packages, redis, address, acceptsUserCode);
  const worker = new packages.Worker<JobMessage>(QUEUE, (job, token) => crew.process(job, token), {
    connection: redis,
    prefix: PREFIX,
    concurrency: slots,
    lockDuration: LOCK_MILLISECONDS,
    stalledInterval: LOCK_MILLISECONDS / 2,
    maxStalledCount: MAX_STALLS,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  const warn = newsOnly();
  worker.on("error", (error) => warn(error.message));
  const key = workerKey(randomBytes(8).toString("hex"));
  const versions = new Versions("leader", warn);
  const sayHere = async (): Promise<void> => {
    await announce(redis, key, self({ slots }));
    versions.ofThisVersion(await presentLeaders(redis));
  };
  const presence = new MemberLoop(sayHere, (error) => warn(String(error)));
  try {
    await sayHere();
    print(`nsmodel ${VERSION} takes jobs from ${shownAddress(address)}, ${slots} at a time. Ctrl-C ends it.`);
    if (!asked.aborted) await once(asked, "abort");
    const giveBack = setTimeout(() => crew.giveBack(), GRACE_MILLISECONDS);
    await worker.close();
    clearTimeout(giveBack);
  } finally {
    presence.end();
    await redis.unlink(key);
    await crew.close();
    redis.disconnect();
  }
  return crew.done;
}

/** Writes sentences to standard error, except one that repeats the last. */
function newsOnly(): (sentence: string) => void {
  let last = "";
  return (sentence) => {
    if (sentence === last) return;
    last = sentence;
    process.stderr.write(`${paintError("yellow", "nsmodel:")} ${printable(sentence)}\n`);
  };
}
