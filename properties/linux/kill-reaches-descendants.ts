import type { AnyLinuxOperation } from "../../src/domains/linux/operations.ts";
import { type LinuxTry, linuxAlways, ofEachKind } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import type { Breach } from "../../src/model/property.ts";
import { named } from "../../src/text/words.ts";
import { madeNamespaces, tasksWithin } from "./shared/namespaces.ts";
import { whereTasksEnter } from "./shared/scopes.ts";
import { ONE, THREE, TWO } from "./shared/tasks.ts";

/** Three tasks in a pid namespace and in one that stands in it: with the init all are gone. */
const INIT_DIES: readonly AnyLinuxOperation[] = [
  { op: "clone", task: ONE, kinds: ["pid"] },
  { op: "clone", task: TWO, kinds: ["pid"] },
  { op: "kill", task: ONE, target: TWO },
  { op: "kill", task: ONE, target: THREE },
];

/**
 * "If we kill /vserver1, we should kill /vserver1/calculate_pi as well" (the message, line 122): there is one death that takes all.
 *
 * So it is with pid namespaces: with its init die all in the namespace and in those that stand in it (pid_namespaces(7), "The namespace init process";
 * zap_pid_ns_processes). No other kind has such a task, and no call of the kernel takes a namespace as its target.
 *
 * A case is a world in which two tasks live in one that tasks have made.
 */
export const linuxKillReachesDescendants = ofEachKind(
  {
    question: "kill-reaches-descendants",
    claim: (namespace) =>
      `In each ${namespace} that tasks have made there is one task with which all die that are in it or in one that stands in it.`,
    where: whereTasksEnter,
    witness: (kind) => (kind === "pid" ? INIT_DIES : undefined),
  },
  (kind, asked) =>
    linuxAlways({
      ...asked,
      source:
        'the message: "if we kill /vserver1, we should kill /vserver1/calculate_pi as well"; pid_namespaces(7)',

      check(world, _scope, attempt) {
        let tried = false;
        for (const namespace of madeNamespaces(world, kind)) {
          const inside = tasksWithin(world, kind, namespace);
          if (inside.length < 2) continue;
          tried = true;
          if (!inside.some((task) => takesAll(task, inside, attempt))) return survivorsInWords(kind, inside);
        }
        return tried ? "holds" : "no case";
      },
    }),
);

/** Whether the death of a task, of which it is all the same how it comes, is that of others. */
function takesAll(task: TaskNumber, others: readonly TaskNumber[], attempt: LinuxTry): boolean {
  const after = attempt("exit", task)?.after;
  return after !== undefined && others.every((other) => after.tasks.get(other)?.state !== "alive");
}

function survivorsInWords(kind: Kind, inside: readonly TaskNumber[]): Breach {
  const [first] = inside;
  return {
    broken: `${named("task", inside)} are in one ${kind} namespace, and there is none with which all die`,
    ...(first !== undefined && { call: { op: "exit", task: first } }),
  };
}
