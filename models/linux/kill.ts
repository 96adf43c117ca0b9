/** `exit`, `kill`, `wait` and `subreaper`: kernel/exit.c, kernel/signal.c, kernel/sys.c. */
import type { OperationOfCall } from "../../src/domains/linux/operations.ts";
import { find } from "../../src/world/table.ts";
import { has } from "./capabilities.ts";
import { die, reap } from "./exit.ts";
import { isInit } from "./pid-namespaces.ts";
import type { Result } from "./refusals.ts";
import { type Caller, isAlive, isWithin, type World } from "./world.ts";

/** _exit(2) */
export function exit(world: World, { task }: OperationOfCall<"exit">): Result {
  die(world, task);
  return "ok";
}

/** pidfd_send_signal(2) with SIGKILL. It has no effect on a zombie or a dying task. */
export function kill(
  world: World,
  { target }: OperationOfCall<"kill">,
  { pid, credentials }: Caller,
): Result {
  const other = find(world.tasks, target);
  if (other === undefined) return "kill nobody";
  if (!isWithin(world, other.pid, pid)) return "kill outside";
  const isOwn = credentials.uid === other.credentials.uid;
  if (!isOwn && !has(world, credentials, other.credentials.user)) return "kill a stranger";
  // pid_namespaces(7): an init is killed from outside its namespace only (SIGNAL_UNKILLABLE)
  const isSpared = isInit(world, target) && other.pid === pid;
  if (isAlive(other) && !isSpared) die(world, target);
  return "ok";
}

/** waitid(2) with P_PIDFD, WEXITED and WNOHANG */
export function wait(world: World, { task, target }: OperationOfCall<"wait">): Result {
  const other = find(world.tasks, target);
  if (other?.parent !== task) return "wait for no child";
  if (other.state !== "zombie") return "wait for the living";
  reap(world, target);
  return "ok";
}

/** PR_SET_CHILD_SUBREAPER(2const) */
export function subreaper(_world: World, _operation: OperationOfCall<"subreaper">, caller: Caller): Result {
  caller.isSubreaper = "yes";
  return "ok";
}
