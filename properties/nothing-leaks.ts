import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { always } from "../src/domains/containers/property.ts";
import { ROOT } from "../src/model/numbers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "If it was the last process out of c1 to unshare, [...] the nsproxy will be deleted": rules W3 and W4.
 *
 * Every world is a case, even one without tasks.
 */
export const nothingLeaks = always({
  name: "nothing-leaks",
  claim: "What lives is used (the root container excepted, not its nsproxy), and what is used lives.",
  source: 'rules W3 and W4; the message: "the nsproxy will be deleted"',

  check(world) {
    const broken = usedButGone(world) ?? unusedNsproxy(world) ?? unusedContainer(world);
    return broken === undefined ? "holds" : { broken };
  },
});

/** W3: a nsproxy lives exactly while a task uses it. */
function unusedNsproxy(world: ContainerObservation): string | undefined {
  for (const [nsproxy, { container }] of world.nsproxies) {
    if (!some(world.tasks.values(), (task) => task.nsproxy === nsproxy)) {
      return `nsproxy ${nsproxy} in ${containerWords(world, container)} lives, but no task uses it`;
    }
  }
  return undefined;
}

/** W4: a container lives exactly while a task is in it, the root always. */
function unusedContainer(world: ContainerObservation): string | undefined {
  for (const container of world.containers.keys()) {
    if (container !== ROOT && !some(world.tasks.values(), (task) => task.in.includes(container))) {
      return `${containerWords(world, container)} lives, but no task is in it`;
    }
  }
  return undefined;
}

function usedButGone({ tasks, nsproxies, containers }: ContainerObservation): string | undefined {
  if (!containers.has(ROOT)) return "the root is gone";
  for (const [task, row] of tasks) {
    const gone = row.in.find((container) => !containers.has(container));
    if (gone !== undefined) return `task ${task} is in container ${gone}, which is gone`;
    if (!row.in.includes(row.container)) return `task ${task} is not in its own container ${row.container}`;
    if (row.nsproxy !== undefined && !nsproxies.has(row.nsproxy)) {
      return `task ${task} uses nsproxy ${row.nsproxy}, which is gone`;
    }
  }
  for (const [nsproxy, { container }] of nsproxies) {
    if (!containers.has(container))
      return `nsproxy ${nsproxy} stands in container ${container}, which is gone`;
  }
  for (const [container, { parent }] of containers) {
    if (parent !== null && !containers.has(parent)) {
      return `container ${container} stands in container ${parent}, which is gone`;
    }
  }
  return undefined;
}

function some<Row>(rows: Iterable<Row>, isSought: (row: Row) => boolean): boolean {
  for (const row of rows) if (isSought(row)) return true;
  return false;
}
