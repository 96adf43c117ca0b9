import { KINDS } from "../../model/kind.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import { sharedBy } from "../shared-namespaces.ts";
import type { LinkComparison, LinuxExpectation, NameComparison, OwnerComparison } from "./expectation.ts";
import type { LinuxObservation, TaskState } from "./observation.ts";
import { LINKS, type Link } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

/** Everything that a history can expect of a world, written briefly. What a `list` showed is left out; a shared namespace's owner is given for the first task only. */
export function allExpected(world: LinuxObservation, { kinds }: LinuxScope): LinuxExpectation {
  const { tasks, handles } = world;
  const inScope = LINKS.filter((link) =>
    kinds.some((kind) => link === kind || link === `${kind}_for_children`),
  );
  const shared = inScope.map((link) => ({ link, ...sharedBy(linksOf(world, link)) }));
  const compared = (which: "same" | "different") =>
    shared.flatMap(({ link, [which]: pairs }) => pairs.map((pair): LinkComparison => [link, ...pair]));
  const [opens, stale] = [true, false].map((isActive) =>
    [...handles]
      .filter(([, number]) => (world.namespaces.get(number)?.isActive === true) === isActive)
      .map(([name]) => name),
  );
  const found = {
    alive: inState(world, "alive"),
    zombie: inState(world, "zombie"),
    dying: inState(world, "dying"),
    same: compared("same"),
    different: compared("different"),
    owner: inScope.flatMap((link) => ownersOf(world, link)),
    opens: opens ?? [],
    stale: stale ?? [],
    names: [...handles].flatMap(([handle, number]) => nameOf(world, handle, number)),
  };
  const { alive, zombie, dying, ...lists } = found;
  return {
    alive,
    zombie,
    dying,
    parent: new Map([...tasks].map(([task, { parent }]) => [task, parent])),
    // An empty list says nothing.
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

const inState = ({ tasks }: LinuxObservation, wanted: TaskState): TaskNumber[] =>
  [...tasks].filter(([, { state }]) => state === wanted).map(([task]) => task);

function* linksOf(
  { tasks }: LinuxObservation,
  link: Link,
): Generator<readonly [TaskNumber, NamespaceNumber]> {
  for (const [task, { links }] of tasks) {
    const namespace = links[link];
    if (namespace !== undefined) yield [task, namespace];
  }
}

/** The owner of each namespace, given for the first task that has it, if some task is in the owning user namespace. */
function ownersOf(world: LinuxObservation, link: Link): OwnerComparison[] {
  const told = new Set<NamespaceNumber>();
  return [...linksOf(world, link)].flatMap(([task, namespace]): OwnerComparison[] => {
    if (told.has(namespace)) return [];
    told.add(namespace);
    const owner = world.namespaces.get(namespace)?.owner;
    const [known] = [...linksOf(world, "user")].find(([, user]) => user === owner) ?? [];
    return known === undefined ? [] : [[link, task, known]];
  });
}

function nameOf(world: LinuxObservation, handle: string, number: number): NameComparison[] {
  for (const link of KINDS)
    for (const [task, namespace] of linksOf(world, link))
      if (namespace === number) return [[link, task, handle]];
  return [];
}
