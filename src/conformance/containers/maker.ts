import { readFileSync, readlinkSync } from "node:fs";

/** The process that made a cgroup, identified uniquely until the machine reboots. */
export interface Maker {
  /** The pid namespace of the pid, as /proc/PID/ns/pid names it. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** When it started, in clock ticks since boot; see proc_pid_stat(5), field 22. */
  readonly started: string;
}

/** The extended attribute of a run's cgroup that records its maker. */
export const MAKER_ATTRIBUTE = "user.nsmodel.maker";

/** A process of this pid namespace as a maker; `undefined` if there is no such process. */
export function makerOf(pid: number): Maker | undefined {
  const started = startOf(pid);
  return started === undefined
    ? undefined
    : { pidNamespace: readlinkSync("/proc/self/ns/pid"), pid, started };
}

/** The attribute's value. */
export function writeMaker({ pidNamespace, pid, started }: Maker): Buffer {
  return Buffer.from(`${pidNamespace} ${pid} ${started}`);
}

/** Parses the attribute's value; `undefined` if it is not valid. */
export function readMaker(value: Uint8Array): Maker | undefined {
  const found = /^(pid:\[\d+\]) ([1-9]\d*) (\d+)$/.exec(Buffer.from(value).toString());
  const [, pidNamespace, pid, started] = found ?? [];
  if (pidNamespace === undefined || started === undefined) return undefined;
  return { pidNamespace, pid: Number(pid), started };
}

/** Whether a maker is known to be gone. Nothing is known about one in another pid namespace. */
export function hasGone({ pidNamespace, pid, started }: Maker): boolean {
  return pidNamespace === readlinkSync("/proc/self/ns/pid") && startOf(pid) !== started;
}

function startOf(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  // The name in parentheses may contain anything; field 3 follows the last closing one.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** There is no such directory, or the process ended while the file was read. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");
}
