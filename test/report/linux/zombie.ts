import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** Makes a zombie with this user id, which nobody waits for until its parent is killed. @returns the parent */
export async function zombieOf(id: number): Promise<ChildProcess> {
  const child = `setpriv --reuid=${id} --clear-groups sh -c "read line <&3"`;
  // A shell would wait for its child; sleep(1), which replaces it before the child ends, never does.
  const parent = spawn("sh", ["-c", `exec 3<&0; ${child} & echo $!; exec sleep 60`]);
  const [pid] = (await once(parent.stdout, "data")) as [Buffer]; // what a stream without an encoding gives
  await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n");
  parent.stdin.end("\n");
  await expect
    .poll(() => readFileSync(`/proc/${String(pid).trim()}/status`, "utf8"))
    .toMatch(new RegExp(`^State:\\tZ[^]*^Uid:\\t${id}\\t`, "m"));
  return parent;
}
