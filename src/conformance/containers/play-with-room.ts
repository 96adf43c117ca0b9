import { SLOTS } from "../agent/limits.ts";
import type { Gate } from "./gate.ts";
import { NoSlot } from "./managed/slots.ts";
import type { KernelRun } from "./run.ts";

/** Plays a history concurrently with others, and once more alone if the agent has too few processes for all of them. */
export async function playWithRoom(gate: Gate, play: () => Promise<KernelRun>): Promise<KernelRun> {
  try {
    return await gate.together(play);
  } catch (error) {
    if (!(error instanceof NoSlot)) throw error;
  }
  // Other histories may have been using the processes that it needs.
  try {
    return await gate.alone(play);
  } catch (error) {
    if (!(error instanceof NoSlot)) throw error;
    const why = `it needs more than the ${SLOTS} processes available for tasks at once`;
    return { events: [], beginning: [], stopped: { sort: "cannot play", why } };
  }
}
