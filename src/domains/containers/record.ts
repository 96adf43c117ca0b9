import type { Kind } from "../../model/kind.ts";
import type { ContainerNumber, NsproxyNumber, TaskNumber } from "../../model/numbers.ts";
import { at, living } from "../../world/table.ts";
import { isInOrBelow } from "../../world/tree.ts";
import { type Image, OUTSIDE } from "./image.ts";
import { namespaceOf } from "./namespaces.ts";
import type { TreeWorld } from "./observe-tree.ts";

/** Everything that stands in a container or below it, each sort in order of number. */
export interface Members {
  readonly containers: readonly ContainerNumber[];
  readonly nsproxies: readonly NsproxyNumber[];
  readonly tasks: readonly TaskNumber[];
}

/** A world whose subtrees can be recorded. */
export type Recordable = Pick<TreeWorld, "tasks" | "nsproxies" | "containers">;

/** What stands in a container or below it. */
export function membersOf({ tasks, nsproxies, containers }: Recordable, top: ContainerNumber): Members {
  const inside = living(containers).filter((container) => isInOrBelow(containers, container, top));
  const sets = living(nsproxies).filter((nsproxy) => inside.includes(at(nsproxies, nsproxy).container));
  const members = living(tasks).filter((task) => sets.includes(at(tasks, task).nsproxy));
  return { containers: inside, nsproxies: sets, tasks: members };
}

/** C1: what an image records of a subtree; `undefined` if it leans on more than one outside namespace of a kind. */
export function recordSubtree(
  world: Recordable,
  top: ContainerNumber,
  kinds: readonly Kind[],
): Image | undefined {
  const members = membersOf(world, top);
  const { containers, nsproxies, tasks } = members;
  const divided = kinds.map((kind) => ({ kind, ...divide(world, kind, members) }));
  if (divided.some(({ outside }) => outside.length > 1)) return undefined;

  return {
    containers: containers.map((container) => {
      const { parent, name } = at(world.containers, container);
      if (container === top || parent === null) return { parent: null, name: "" };
      return { parent: containers.indexOf(parent) + 1, name };
    }),
    nsproxies: nsproxies.map((nsproxy) => {
      const { container, namespaces } = at(world.nsproxies, nsproxy);
      const numbers = divided.map(({ kind, inside }) => {
        const order = inside.indexOf(namespaceOf(namespaces, kind)) + 1;
        return [kind, order === 0 ? OUTSIDE : order];
      });
      return { container: containers.indexOf(container) + 1, namespaces: Object.fromEntries(numbers) };
    }),
    tasks: tasks.map((task) => ({ nsproxy: nsproxies.indexOf(at(world.tasks, task).nsproxy) + 1 })),
  };
}

/** C1: the namespaces of a kind that a subtree uses, in order: those that no task outside it uses, and those that one does. */
function divide(world: Recordable, kind: Kind, { nsproxies, tasks }: Members) {
  const inSet = (nsproxy: NsproxyNumber) => namespaceOf(at(world.nsproxies, nsproxy).namespaces, kind);
  const used = [...new Set(nsproxies.map(inSet))].sort((a, b) => a - b);
  const others = living(world.tasks).filter((task) => !tasks.includes(task));
  const elsewhere = new Set(others.map((task) => inSet(at(world.tasks, task).nsproxy)));
  return {
    inside: used.filter((number) => !elsewhere.has(number)),
    outside: used.filter((number) => elsewhere.has(number)),
  };
}

/** How many namespaces of a kind an image has inside: they are numbered without gaps. */
export function insideCount({ nsproxies }: Image, kind: Kind): number {
  const numbers = nsproxies.map(({ namespaces }) => namespaces[kind] ?? OUTSIDE);
  return Math.max(0, ...numbers.filter((number) => number !== OUTSIDE));
}
