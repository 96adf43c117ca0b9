import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { always, type ContainerTry } from "../src/domains/containers/property.ts";
import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Breach } from "../src/model/property.ts";
import { parentContainer, tasksIn } from "./shared/containers.ts";
import { isAnyKilling, killingBy } from "./shared/walking.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "I'll want to be able to address the c/r jobs by some ID in order to checkpoint and kill them. I'll also want to be
 * able to address the entire vserver by some ID, in order to kill it. [...] So those jobs are known by at least two
 * id's."
 *
 * A case is a world in which a task sees a container below its own.
 *
 * The question is whether every name of a container serves to kill it. If a kill walks, one call only tells that it has begun (or that another is under way):
 * whether it takes everyone inside is checked at its end by `kill-reaches-descendants`, and whether it comes to an end by `killed-goes`. So who lives on meanwhile
 * does not count here.
 */
export const knownByEveryAncestor = always({
  name: "known-by-every-ancestor",
  claim:
    "For a viewer, a container n levels below its own has n containers on the way, itself the last, each named by " +
    "a path of its own in that view; kill of any of the n takes its tasks.",
  source: 'the message: "So those jobs are known by at least two id\'s"',
  needs: ["levels"],

  check(world, _scope, attempt) {
    let below = false;
    for (const [viewer, { container: own }] of world.tasks) {
      for (const container of world.view(viewer)) {
        if (container === own) continue;
        below = true;
        const breach =
          badlyNamed(world, viewer, own, container) ?? survives(world, viewer, container, attempt);
        if (breach !== undefined) return breach;
      }
    }
    return below ? "holds" : "no case";
  },
});

/** What is wrong with the paths of the containers on the way down, if anything. */
function badlyNamed(
  world: ContainerObservation,
  viewer: TaskNumber,
  own: ContainerNumber,
  container: ContainerNumber,
): Breach | undefined {
  const paths: (string | undefined)[] = [];
  let here: ContainerNumber | null = container;
  for (; here !== null && here !== own; here = parentContainer(world, here))
    paths.push(world.path(viewer, here));
  if (here === null)
    return { broken: `${seen(world, viewer, container)}, which is not below its own container` };

  const areDistinct = paths.every((path, place) => path !== undefined && paths.indexOf(path) === place);
  if (areDistinct) return undefined;
  const words =
    paths.length === 1
      ? "has no path for it"
      : `the ${paths.length} containers on the way do not each have a path of their own`;
  return { broken: `${seen(world, viewer, container)}, but ${words}` };
}

function seen(world: ContainerObservation, viewer: TaskNumber, container: ContainerNumber): string {
  return `task ${viewer} sees ${containerWords(world, container)}`;
}

/** Whether a walking kill has only begun, or one was under way already. */
function isUnderWay(before: ContainerObservation, after: ContainerObservation, viewer: TaskNumber): boolean {
  return killingBy(after, viewer) !== undefined || isAnyKilling(before);
}

/**
 * Kills a container and looks for survivors in it. It is on the way to every container below it, whose tasks are in it
 * too, so one call serves for all of them.
 */
function survives(
  world: ContainerObservation,
  viewer: TaskNumber,
  container: ContainerNumber,
  attempt: ContainerTry,
): Breach | undefined {
  const path = world.path(viewer, container);
  const kill = path === undefined ? undefined : attempt("kill", viewer, { path });
  if (kill === undefined || isUnderWay(world, kill.after, viewer)) return undefined;
  const { tasks } = kill.after;
  const survivor = tasksIn(world, container).find((task) => tasks.has(task));
  if (survivor === undefined) return undefined;
  const words = containerWords(world, container);
  return {
    broken: `task ${survivor} is in ${words} and outlives its kill by task ${viewer} (${kill.outcome})`,
    call: kill.operation,
  };
}
