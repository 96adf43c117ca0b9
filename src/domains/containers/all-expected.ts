import type { Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { sharedBy } from "../shared-namespaces.ts";
import type { Comparison, ContainerExpectation } from "./expectation.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";

/** Everything that a history can expect of a world, written briefly. */
export function allExpected(world: ContainerObservation, { kinds }: ContainerScope): ContainerExpectation {
  const paths = [...world.containers.keys()].map((container) => world.rootPath(container));
  const shared = kinds.map((kind) => ({ kind, ...sharedBy(namespacesOf(world, kind)) }));
  const same = shared.flatMap(({ kind, same: pairs }) => pairs.map((pair): Comparison => [kind, ...pair]));
  const different = shared.flatMap(({ kind, different: pairs }) =>
    pairs.map((pair): Comparison => [kind, ...pair]),
  );
  return {
    tasks: new Map([...world.tasks].map(([task, { container }]) => [task, world.rootPath(container)])),
    containers: paths.filter((path) => path !== "/").sort(),
    ...(same.length > 0 && { same }),
    ...(different.length > 0 && { different }),
  };
}

function* namespacesOf(
  { tasks }: ContainerObservation,
  kind: Kind,
): Generator<readonly [TaskNumber, number]> {
  for (const [task, { namespaces }] of tasks) {
    const namespace = namespaces[kind];
    if (namespace !== undefined) yield [task, namespace];
  }
}
