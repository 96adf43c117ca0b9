import type * as Bullmq from "bullmq";
import type * as Ioredis from "ioredis";
import { EXIT, Problem } from "../problem.ts";

/** What a cluster, and nothing else, imports from other packages. */
export type ClusterPackages = Pick<typeof Bullmq, "Queue" | "QueueEvents" | "WaitingError" | "Worker"> &
  Pick<typeof Ioredis, "Redis">;

/**
 * The two packages, loaded only if a cluster is asked for.
 *
 * @throws {Problem} if they are not installed
 */
export async function clusterPackages(): Promise<ClusterPackages> {
  try {
    const [{ Queue, QueueEvents, WaitingError, Worker }, { Redis }] = await Promise.all([
      import("bullmq"),
      import("ioredis"),
    ]);
    return { Queue, QueueEvents, WaitingError, Worker, Redis };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new Problem(
      "A cluster needs the packages bullmq and ioredis, which are not installed.",
      "Install them: npm install bullmq ioredis",
      EXIT.cannotHere,
    );
  }
}
