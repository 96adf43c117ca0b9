import type { ContainerObservation } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";

/**
 * What a comparison sees of a world, as a text that is the same only for equal pictures (semantics.md, "Comparing two designs"): the
 * live tasks' numbers, for each the root's paths of the containers that it is in, the paths of all containers, and for each kind
 * which tasks share. No other numbers, no nsproxies.
 */
export function comparedPart(world: ContainerObservation, { kinds }: ContainerScope): string {
  const paths = new Map([...world.containers.keys()].map((number) => [number, world.rootPath(number)]));
  const tasks = [...world.tasks];
  return JSON.stringify({
    tasks: tasks.map(([number, task]) => [number, task.in.map((container) => paths.get(container)).sort()]),
    containers: [...paths.values()].sort(),
    sharing: kinds.map((kind) => {
      const numbers = tasks.map(([, { namespaces }]) => namespaces[kind]);
      return numbers.map((number) => numbers.indexOf(number));
    }),
  });
}
