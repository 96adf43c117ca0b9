/** Pid namespaces: kernel/pid_namespace.c; pid_namespaces(7). */
import { type LinuxScope, PID_LEVELS } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber, TaskNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import type { Refusal } from "./refusals.ts";
import { type Caller, isWithin, levelOf, ownerOf, type World } from "./world.ts";

/**
 * Why a task may not make a pid namespace; `undefined` if it may. (copy_pid_ns, create_pid_namespace)
 *
 * @param user the user namespace that is to own it
 */
export function refusePid(
  world: World,
  { pid, nsproxy }: Caller,
  user: NamespaceNumber,
  { pidLevels = PID_LEVELS }: LinuxScope,
): Refusal | undefined {
  const around = nsproxy.pid_for_children;
  if (around !== pid) return "second pid namespace";
  if (!isWithin(world, user, ownerOf(world, around))) return "pid of a foreign user";
  if (levelOf(world, around) >= pidLevels) return "pid too deep";
  return undefined;
}

/** Whether a task is the init of its pid namespace (SIGNAL_UNKILLABLE). The init of the initial one is outside the world. */
export function isInit({ tasks, namespaces }: World, task: TaskNumber): boolean {
  return at(namespaces, at(tasks, task).pid).init === task;
}
