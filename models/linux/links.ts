/** The files of /proc/PID/ns: fs/proc/namespaces.c; namespaces(7). */
import type { Link } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { holds } from "./kernel-versions.ts";
import type { Refusal } from "./refusals.ts";
import type { Task, World } from "./world.ts";

/** The namespace that a task's file names. Only the pid and user namespaces of a dead task are left. */
export function linkOf({ pid, credentials, nsproxy }: Task, link: Link): NamespaceNumber | undefined {
  if (link === "pid") return pid;
  if (link === "user") return credentials.user;
  return nsproxy[link] ?? undefined;
}

/** Like `linkOf`, or why a caller that may look at the task cannot open the file. */
export function openLink(world: World, task: Task, link: Link, scope: LinuxScope): NamespaceNumber | Refusal {
  const namespace = linkOf(task, link);
  if (namespace === undefined) return "link gone";
  // For a task that exists, only pid_for_children can be one without an init.
  if (!holds(scope, "unbornPid") && at(world.namespaces, namespace).takes === "init") return "pid unborn";
  return namespace;
}
