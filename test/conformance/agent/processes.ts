import { readdirSync, readFileSync } from "node:fs";

/** The pids of a process and all its descendants, as /proc shows them from outside. */
export function familyOf(pid: number): readonly number[] {
  return [
    pid,
    ...allPids()
      .filter((other) => parentOf(other) === pid && other !== pid)
      .flatMap(familyOf),
  ];
}

/** Which of the pids are still there, zombies among them. */
export function stillThere(pids: readonly number[]): readonly number[] {
  const there = new Set(allPids());
  return pids.filter((pid) => there.has(pid));
}

/** The value of a field in /proc/PID/status; `undefined` if the process is gone. */
export function statusOf(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\t(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number {
  return Number(statusOf(pid, "PPid") ?? -1);
}

function allPids(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
