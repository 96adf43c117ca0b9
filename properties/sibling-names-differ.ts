import type { ContainerObservation, ObservedContainer } from "../src/domains/containers/observation.ts";
import { always } from "../src/domains/containers/property.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import { ROOT } from "../src/model/numbers.ts";
import { isName } from "../src/world/name.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "So we can look at this as a filesystem": rule N1. Where containers have no parents, all but the root are siblings.
 *
 * A case is a world with a container other than the root, which has no name.
 */
export const siblingNamesDiffer = always({
  name: "sibling-names-differ",
  claim: "Every container but the root has a name that N1 allows, and siblings have different names.",
  source: 'rule N1; the message: "we can look at this as a filesystem"',

  check(world) {
    for (const [container, row] of world.containers) {
      if (container === ROOT) continue;
      if (!isName(row.name))
        return { broken: `container ${container} bears ${JSON.stringify(row.name)}, which is not a name` };
      const sibling = earlierSibling(world, container, row);
      if (sibling !== undefined) {
        const words = containerWords(world, sibling);
        return { broken: `container ${container} bears the name of its sibling ${words}` };
      }
    }
    return world.containers.size > 1 ? "holds" : "no case";
  },
});

/** A sibling with a lower number that bears a container's name. The root has no name. */
function earlierSibling(
  world: ContainerObservation,
  container: ContainerNumber,
  row: ObservedContainer,
): ContainerNumber | undefined {
  for (const [other, { parent, name }] of world.containers) {
    if (other === container) return undefined;
    if (parent === row.parent && name === row.name) return other;
  }
  return undefined;
}
