import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { always } from "../src/domains/containers/property.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";
import { ROOT } from "../src/model/numbers.ts";
import { isName } from "../src/world/name.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "So we can look at this as a filesystem": rule N1. Where containers have no parents, all but the root are siblings.
 *
 * A case is a world with a container beside the root, which has no name.
 */
export const siblingNamesDiffer = always({
  name: "sibling-names-differ",
  claim: "Every container but the root has a name as N1 wants it, and siblings have different names.",
  source: 'rule N1; the message: "we can look at this as a filesystem"',

  check(world) {
    for (const [container, { name }] of world.containers) {
      if (container === ROOT) continue;
      if (!isName(name))
        return { broken: `container ${container} bears ${JSON.stringify(name)}, which is no name` };
      const sibling = earlierSibling(world, container);
      if (sibling !== undefined) {
        const words = containerWords(world, sibling);
        return { broken: `container ${container} bears the name of its sibling ${words}` };
      }
    }
    return world.containers.size > 1 ? "holds" : "no case";
  },
});

/** A sibling of a lower number that bears a container's name. */
function earlierSibling(
  world: ContainerObservation,
  container: ContainerNumber,
): ContainerNumber | undefined {
  const row = world.containers.get(container);
  for (const [other, { parent, name }] of world.containers) {
    if (other === container) return undefined;
    if (other !== ROOT && parent === row?.parent && name === row.name) return other;
  }
  return undefined;
}
