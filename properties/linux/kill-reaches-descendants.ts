import type { AnyLinuxOperation } from "../../src/domains/linux/operations.ts";
import { type LinuxTry, linuxAlways, ofEachKind } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import type { Breach } from "../../src/model/property.ts";
import { named } from "../../src/text/words.ts";
import { madeNamespaces, tasksWithin } from "./shared/namespaces.ts";
import { whereTasksEnter } from "./shared/scopes.ts";
import { ONE, THREE, TWO } from "./shared/tasks.ts";

/** Task 2 is the init of a pid namespace, and task 3 of one that stands in it: with task 2 both are gone. */
const INIT_DIES: readonly AnyLinuxOperation[] = [
  { op: "clone", task: ONE, kinds: ["pid"] },
  { op: "clone", task: TWO, kinds: ["pid"] },
  { op: "kill", task: ONE, target: TWO },
  { op: "kill", task: ONE, target: THREE },
];

/**
 * "If we kill /vserver1, we should kill /vserver1/calculate_pi as well" (the message, line 122): there is one death that takes all.
 *
 * This holds for pid namespaces: when its init dies, all in the namespace and in those that stand in it die (pid_namespaces(7), "The namespace init process";
 * zap_pid_ns_processes). No other kind has such a task, and no system call kills a namespace.
 *
 * A case is a world in which at least two tasks live in a namespace that tasks have made.
 */
export const linuxKillReachesDescendants = ofEachKind(
  {
    question: "kill-reaches-descendants",
    claim: (namespace) =>
      `Each ${namespace} that tasks have made has one task whose death kills every task in it or in one nested inside it.`,
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

/** Whether others die with a task. How it dies makes no difference: here it exits. */
function takesAll(task: TaskNumber, others: readonly TaskNumber[], attempt: LinuxTry): boolean {
  const after = attempt("exit", task)?.after;
  return after !== undefined && others.every((other) => after.tasks.get(other)?.state !== "alive");
}

function survivorsInWords(kind: Kind, inside: readonly TaskNumber[]): Breach {
  const [first] = inside;
  return {
    broken: `${named("task", inside)} are in one ${kind} namespace, and no task's death kills all of them`,
    ...(first !== undefined && { call: { op: "exit", task: first } }),
  };
}
