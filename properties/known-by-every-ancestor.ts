import type { ContainerNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Observation } from "../src/model/observation.ts";
import { always, type Breach, type Try } from "../src/model/property.ts";
import { above, tasksIn } from "./shared/containers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "I'll want to be able to address the c/r jobs by some ID in order to checkpoint and kill them. I'll also want to be
 * able to address the entire vserver by some ID, in order to kill it. [...] So those jobs are known by at least two
 * id's."
 *
 * A case is a world in which a task sees a container below its own.
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

/** What is wrong with the paths of the containers on the way down, where something is. */
function badlyNamed(
  world: Observation,
  viewer: TaskNumber,
  own: ContainerNumber,
  container: ContainerNumber,
): Breach | undefined {
  const seen = `task ${viewer} sees ${containerWords(world, container)}`;
  const way = wayDown(world, own, container);
  if (way === undefined) return { broken: `${seen}, which is not below its own container` };

  const paths = new Set(way.map((step) => world.path(viewer, step)));
  paths.delete(undefined);
  if (paths.size === way.length) return undefined;
  return { broken: `${seen}, and the ${way.length} containers on the way have not each a path of their own` };
}

/** The containers on the way down from one, which is not among them, to another, which is the last. */
function wayDown(
  world: Observation,
  own: ContainerNumber,
  container: ContainerNumber,
): ContainerNumber[] | undefined {
  const upwards = [container, ...above(world, container)];
  const length = upwards.indexOf(own);
  return length === -1 ? undefined : upwards.slice(0, length).reverse();
}

/**
 * Kills a container and looks for survivors in it. It is on the way to all that are below it, whose tasks are in it too,
 * so one call serves for all of them.
 */
function survives(
  world: Observation,
  viewer: TaskNumber,
  container: ContainerNumber,
  attempt: Try,
): Breach | undefined {
  const path = world.path(viewer, container);
  const kill = path === undefined ? undefined : attempt("kill", viewer, { path });
  if (kill === undefined) return undefined;
  const survivor = tasksIn(world, container).find((task) => kill.after.tasks.has(task));
  if (survivor === undefined) return undefined;
  const words = containerWords(world, container);
  return {
    broken: `task ${survivor} is in ${words} and outlives its kill by task ${viewer} (${kill.outcome})`,
    call: kill.operation,
  };
}
