import { SLOTS } from "../../agent/limits.ts";
import type { AgentSlot } from "../../agent/operations.ts";

/** The agent has no slot left for another process: its limit, not the kernel's. */
export class NoSlot extends Error {
  constructor() {
    super(`the agent can have at most ${SLOTS} processes`);
    this.name = "NoSlot";
  }
}

/** The slots of the agent, which all histories share. */
export class Slots {
  readonly #free: AgentSlot[] = Array.from({ length: SLOTS }, (_, index) => SLOTS - 1 - index);

  /** @throws {NoSlot} */
  take(): AgentSlot {
    const slot = this.#free.pop();
    if (slot === undefined) throw new NoSlot();
    return slot;
  }

  /** Frees a slot whose process is gone without a trace. */
  giveBack(slot: AgentSlot): void {
    this.#free.push(slot);
  }
}
