/** The files of /proc/PID/ns: fs/proc/namespaces.c; namespaces(7). */
import type { Link } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { at } from "../../src/world/table.ts";
import { holds } from "./kernel-versions.ts";
import type { Refusal } from "./refusals.ts";
import type { Task, World } from "./world.ts";

/** The namespace that a file of a task names. Of one that died only those of its pid and its credentials are left. */
export function linkOf({ pid, credentials, nsproxy }: Task, link: Link): NamespaceNumber | undefined {
  if (link === "pid") return pid;
  if (link === "user") return credentials.user;
  return nsproxy[link] ?? undefined;
}

/** As `linkOf`, or why the file cannot be opened, by whoever may look at the task. */
export function openLink(world: World, task: Task, link: Link, scope: LinuxScope): NamespaceNumber | Refusal {
  const namespace = linkOf(task, link);
  if (namespace === undefined) return "link gone";
  // Of a task that is there only pid_for_children can be such a one.
  if (!holds(scope, "unbornPid") && at(world.namespaces, namespace).takes === "init") return "pid unborn";
  return namespace;
}
