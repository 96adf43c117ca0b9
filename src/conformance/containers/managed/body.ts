import type { NamespaceFile, NamespaceHandle, Process } from "../../../managers/kernel.ts";
import type { Kind } from "../../../model/kind.ts";
import type { AgentSlot } from "../../agent/operations.ts";

/** A process of a history: one of the agent's bodies. */
export class Body implements Process {
  readonly slot: AgentSlot;
  readonly pid: number;
  /** Nothing is left of it; its slot may be another's by now. */
  isGone = false;
  /** Whether it is outside the containers' cgroups. */
  isHelper: boolean;

  constructor(slot: AgentSlot, pid: number, isHelper: boolean) {
    this.slot = slot;
    this.pid = pid;
    this.isHelper = isHelper;
  }
}

/** The body that a manager was given as a process. */
export function bodyOf(process: Process): Body {
  if (!(process instanceof Body)) throw new TypeError("a manager used a process that it was not given");
  return process;
}

/** An open file of /proc/PID/ns. */
export class HeldFile implements NamespaceFile {
  readonly kind: Kind;
  readonly descriptor: number;

  constructor(kind: Kind, descriptor: number) {
    this.kind = kind;
    this.descriptor = descriptor;
  }
}

/** What name_to_handle_at(2) returned for a file of /proc/PID/ns. */
export class TakenHandle implements NamespaceHandle {
  readonly kind: Kind;
  readonly bytes: Uint8Array;

  constructor(kind: Kind, bytes: Uint8Array) {
    this.kind = kind;
    this.bytes = bytes;
  }
}
