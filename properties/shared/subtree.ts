import { type Image, OUTSIDE } from "../../src/domains/containers/image.ts";
import { mapKinds } from "../../src/domains/containers/namespaces.ts";
import type { ContainerObservation, Namespaces } from "../../src/domains/containers/observation.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { ContainerNumber, NamespaceNumber } from "../../src/model/numbers.ts";
import { nth } from "../../src/world/nth.ts";
import { inOrBelow } from "./containers.ts";

/** For each kind, the place of a namespace among those inside a subtree, or `outside`. */
type Places = Readonly<Partial<Record<Kind, number | typeof OUTSIDE>>>;

/**
 * A subtree without its numbers: everything is identified by its place, from 1, among those of its sort in the subtree,
 * in order of number. So subtrees are equal if they differ only in numbers, taken in order, as in C1 and W2.
 */
export interface Subtree {
  /** The top has neither parent nor name. */
  readonly containers: readonly { readonly parent: number | null; readonly name: string }[];
  /** Empty in a design that does not show nsproxies. */
  readonly nsproxies: readonly { readonly container: number; readonly namespaces: Places }[];
  readonly tasks: readonly {
    readonly container: number;
    readonly nsproxy: number | null;
    readonly namespaces: Places;
  }[];
}

/**
 * What stands in a container and below it.
 *
 * @param isOutside tells which namespaces are outside the subtree (C1)
 */
export function subtreeOf(
  world: ContainerObservation,
  top: ContainerNumber,
  isOutside: (kind: Kind, namespace: NamespaceNumber) => boolean,
): Subtree {
  const containers = inOrBelow(world, top);
  const tasks = [...world.tasks.values()].filter(({ container }) => containers.includes(container));
  const nsproxies = [...world.nsproxies].filter(([, { container }]) => containers.includes(container));
  const nsproxyNumbers = nsproxies.map(([number]) => number);
  const places = placesOf([...tasks, ...nsproxies.map(([, row]) => row)], isOutside);

  return {
    containers: containers.map((container) => {
      const row = world.containers.get(container);
      if (container === top || row === undefined) return { parent: null, name: "" };
      return { parent: row.parent === null ? null : place(containers, row.parent), name: row.name };
    }),
    nsproxies: nsproxies.map(([, { container, namespaces }]) => ({
      container: place(containers, container),
      namespaces: places(namespaces),
    })),
    tasks: tasks.map(({ container, nsproxy, namespaces }) => ({
      container: place(containers, container),
      nsproxy: nsproxy === undefined ? null : place(nsproxyNumbers, nsproxy),
      namespaces: places(namespaces),
    })),
  };
}

/**
 * What an image holds.
 *
 * @param showsNsproxies whether the design's worlds show nsproxies; if not, the image's do not count
 */
export function subtreeOfImage(image: Image, showsNsproxies: boolean): Subtree {
  return {
    containers: image.containers,
    nsproxies: showsNsproxies ? image.nsproxies : [],
    tasks: image.tasks.map(({ nsproxy }) => {
      const { container, namespaces } = nth(image.nsproxies, nsproxy);
      return { container, nsproxy: showsNsproxies ? nsproxy : null, namespaces };
    }),
  };
}

function place<Member>(members: readonly Member[], member: Member): number {
  return members.indexOf(member) + 1;
}

/** Makes the function that writes a set of namespaces as places, given all the sets of the subtree. */
function placesOf(
  sets: readonly { readonly namespaces: Namespaces }[],
  isOutside: (kind: Kind, namespace: NamespaceNumber) => boolean,
): (namespaces: Namespaces) => Places {
  const inside = (kind: Kind): NamespaceNumber[] => {
    const numbers = sets.flatMap(({ namespaces }) => namespaces[kind] ?? []);
    return [...new Set(numbers)].filter((number) => !isOutside(kind, number)).sort((a, b) => a - b);
  };
  return (namespaces) =>
    mapKinds(namespaces, (kind, number) => (isOutside(kind, number) ? OUTSIDE : place(inside(kind), number)));
}
