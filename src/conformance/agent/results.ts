/** A new body. */
export interface Birth {
  /** As the agent's main process sees it; 0 if the body was killed before it could tell. */
  readonly hostPid: number;
  /** Good for all bodies, until the slot is used anew. */
  readonly pidfd: number;
}

/** What waitid(2) says of a child: `si_code` and `si_status`, both 0 where no child has changed its state. */
export interface ChildStatus {
  readonly code: number;
  readonly status: number;
}

/** Who the agent is. */
export interface Greeting {
  /** The version of the frames. */
  readonly version: number;
  /** The pid of the agent's main process, in its own pid namespace. */
  readonly pid: number;
  /** The release of the kernel, e.g. `6.18.2`. */
  readonly release: string;
  /** The effective capabilities of the main process, as bits; see capabilities(7). */
  readonly capabilities: bigint;
  /** Whether the main process is in another user namespace than the first. */
  readonly inUserNamespace: boolean;
}

/** What one sort of operation has cost so far, in nanoseconds. */
export interface Cost {
  readonly count: number;
  /** Within the calls to the kernel. */
  readonly inside: number;
  /** From before the request to after the reply: with the agent's own work, and the switch to the body and back. */
  readonly whole: number;
}

/** The cost of each operation that was performed, by its name. */
export type Times = ReadonlyMap<string, Cost>;
