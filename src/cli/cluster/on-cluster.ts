import { counted } from "../../text/counted.ts";
import { whileInterruptible } from "../interruptible.ts";
import { withProgress } from "../progress.ts";
import type { Answer, Ask, JobKind } from "./jobs.ts";
import type { ClusterProgress } from "./leader.ts";
import type { ServerAddress } from "./server-address.ts";

/**
 * Has workers do the parts of a command, and shows the progress on a terminal. Ctrl-C ends it with what was found so far.
 *
 * @param partsFor divides the work for this many jobs at once
 * @returns the answers, in the order of the parts
 */
export function onCluster<Kind extends JobKind>(
  address: ServerAddress,
  kind: Kind,
  partsFor: (slots: number) => readonly Ask<Kind>[],
): Promise<Answer<Kind>[]> {
  return whileInterruptible(async (interrupted) => {
    const { Leader } = await import("./leader.ts"); // only for those who need it
    const leader = await Leader.start(address);
    try {
      return await withProgress(leader.run(kind, partsFor(leader.slots), { interrupted }), inWords);
    } finally {
      await leader.close();
    }
  });
}

function inWords({ done, of, workers, words }: ClusterProgress): string {
  const parts = `${done} of ${counted(of, "part")} done, ${counted(workers, "worker")}`;
  return words === undefined ? parts : `${parts}; ${words}`;
}
