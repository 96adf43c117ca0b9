/** A new body. */
export interface Birth {
  /** As the agent's main process sees it; 0 if the body was killed before it could report it. */
  readonly hostPid: number;
  /** Valid in all bodies, until the slot is reused. */
  readonly pidfd: number;
}

/** What waitid(2) says about a child: `si_code` and `si_status`, both 0 if no child has changed state. */
export interface ChildStatus {
  readonly code: number;
  readonly status: number;
}

/** What the agent says about itself. */
export interface Greeting {
  /** The version of the frame format. */
  readonly version: number;
  /** The pid of the agent's main process, in its own pid namespace. */
  readonly pid: number;
  /** The release of the kernel, e.g. `6.18.2`. */
  readonly release: string;
  /** The effective capabilities of the main process, as bits; see capabilities(7). */
  readonly capabilities: bigint;
  /** Whether the main process is in a user namespace other than the initial one. */
  readonly inUserNamespace: boolean;
}

/** The cost of one kind of operation so far, in nanoseconds. */
export interface Cost {
  readonly count: number;
  /** Spent in system calls. */
  readonly inside: number;
  /** From request to reply: includes the agent's own work and the switch to the body and back. */
  readonly whole: number;
}

/** The cost of each operation that was performed, by its name. */
export type Times = ReadonlyMap<string, Cost>;
