import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** A process that has an id, has ended, and is waited for by nobody until its parent is killed. @returns the parent */
export async function zombieOf(id: number): Promise<ChildProcess> {
  const child = `setpriv --reuid=${id} --clear-groups true`;
  // The shell that becomes sleep(1) never waits for its child.
  const parent = spawn("sh", ["-c", `${child} & echo $!; exec sleep 60`]);
  const [pid] = (await once(parent.stdout, "data")) as [Buffer]; // what a stream without an encoding gives
  const status = `/proc/${String(pid).trim()}/status`;
  await expect
    .poll(() => readFileSync(status, "utf8"))
    .toMatch(new RegExp(`^State:\\tZ[^]*^Uid:\\t${id}\\t`, "m"));
  return parent;
}
