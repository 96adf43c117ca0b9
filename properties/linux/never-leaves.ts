import type { AnyLinuxOperation } from "../../src/domains/linux/operations.ts";
import { linuxOnEveryStep, ofEachKind } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { TaskNumber } from "../../src/model/numbers.ts";
import { isWithin, linksOf } from "./shared/namespaces.ts";
import { whereTasksEnter } from "./shared/scopes.ts";
import { ONE, TWO } from "./shared/tasks.ts";

/** Histories of the kinds that nobody leaves: the way up is refused. */
const WITNESSES: Readonly<Partial<Record<Kind, readonly AnyLinuxOperation[]>>> = {
  pid: [
    { op: "clone", task: ONE, kinds: ["pid"] },
    { op: "setns", task: TWO, target: ONE, kinds: ["pid"] },
  ],
  user: [
    { op: "clone", task: ONE, kinds: ["user"] },
    { op: "setns", task: TWO, target: ONE, kinds: ["user"] },
  ],
};

/**
 * "Once a process is in a container, it never leaves that container. It only enters additional ones" (the message, line 124; lines 46 to 48 too).
 *
 * This holds for pid namespaces, which a task never leaves and from which only its children go on, downwards (pid_namespaces(7), "setns(2) and unshare(2)
 * semantics"; pidns_install), and for user namespaces, which give nobody a right above them (user_namespaces(7), "Capabilities"; userns_install). Namespaces
 * of all other kinds do not stand in each other, and unshare(2) leaves them.
 *
 * A case is a step on which a task that lives on moves into another namespace of the kind, or will have its children in one.
 */
export const linuxNeverLeaves = ofEachKind(
  {
    question: "never-leaves",
    claim: (namespace) =>
      `While a task lives, it and its future children are in its ${namespace}, or in one nested inside it.`,
    where: whereTasksEnter,
    witness: (kind) => WITNESSES[kind],
  },
  (kind, asked) =>
    linuxOnEveryStep({
      ...asked,
      source:
        'the message: "once a process is in a container, it never leaves that container"; setns(2), unshare(2)',
      when: "changed",

      check({ before, after }) {
        let moved = false;
        for (const [task, earlier] of before.tasks) {
          const later = after.tasks.get(task);
          if (later?.state !== "alive" || earlier.state !== "alive") continue;
          for (const link of linksOf(kind)) {
            const [from, to] = [earlier.links[kind], later.links[link]];
            if (from === undefined || to === undefined || to === earlier.links[link]) continue;
            if (!isWithin(after, to, from)) return { broken: leftInWords(kind, task, link === kind) };
            moved = true;
          }
        }
        return moved ? "holds" : "no case";
      },
    }),
);

const leftInWords = (kind: Kind, task: TaskNumber, itself: boolean): string =>
  itself
    ? `task ${task} has left its ${kind} namespace`
    : `the children of task ${task} will be outside its ${kind} namespace`;
