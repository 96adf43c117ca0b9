import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { always } from "../src/domains/containers/property.ts";
import { sameNamespaces } from "../src/domains/containers/same-observation.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Attempt } from "../src/model/property.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "This allows us to switch to a vserver by specifying the vserver's name." The message also says that a container
 * outlives its nsproxy, and then there is nothing to switch to: `nested` breaks this.
 *
 * Entering one's own container changes nothing, so there only a refusal counts. A case is a world in which a task may
 * call `setns`.
 */
export const alwaysEnterable = always({
  name: "always-enterable",
  claim:
    "setns into a living container in one's view is not refused, and afterwards the task has the namespaces of the " +
    "tasks directly there, if any.",
  source: 'the message: "switch to a vserver by specifying the vserver\'s name"',

  check(world, { kinds }, attempt) {
    let entered = false;
    for (const [task, { container: own }] of world.tasks) {
      for (const container of world.view(task)) {
        const path = world.path(task, container);
        const setns = path === undefined ? undefined : attempt("setns", task, { path, kinds });
        if (setns === undefined) continue;
        entered = true;
        const broken = whatFails(world, task, own, container, setns);
        if (broken !== undefined) return { broken, call: setns.operation };
      }
    }
    return entered ? "holds" : "no case";
  },
});

function whatFails(
  world: ContainerObservation,
  task: TaskNumber,
  own: ContainerNumber,
  container: ContainerNumber,
  setns: Attempt<ContainerObservation>,
): string | undefined {
  const words = `task ${task}, which sees ${containerWords(world, container)},`;
  if (setns.outcome !== "ok") return `${words} cannot enter it: ${setns.outcome}`;
  if (own === container) return undefined;

  const namespaces = setns.after.tasks.get(task)?.namespaces;
  for (const [other, row] of world.tasks) {
    if (row.container !== container) continue;
    if (namespaces === undefined || !sameNamespaces(row.namespaces, namespaces)) {
      return `${words} does not get the namespaces of task ${other} there when it enters`;
    }
  }
  return undefined;
}
