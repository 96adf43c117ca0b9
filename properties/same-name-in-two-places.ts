import { sometimes } from "../src/domains/containers/property.ts";
import type { ContainerNumber } from "../src/model/numbers.ts";

/**
 * "I may want two vservers on the same machine, both running a c/r job called 'calculate_pi'."
 *
 * Only names of the scope count: nobody asked `unshare` to name two containers alike. In a design without levels no
 * container has a parent, so there it is never reached.
 */
export const sameNameInTwoPlaces = sometimes({
  name: "same-name-in-two-places",
  claim: "Two containers with different parents bear one name of the scope.",
  source: "the message: \"two vservers on the same machine, both running a c/r job called 'calculate_pi'\"",

  outOfScope({ names, containers }) {
    if (names.length === 0) return "the scope has no name";
    if (containers < 3) return "the scope has fewer than three containers";
    return undefined;
  },

  check(world, scope) {
    const parentOf = new Map<string, ContainerNumber | null>();
    for (const { parent, name } of world.containers.values()) {
      if (!scope.names.includes(name)) continue;
      const other = parentOf.get(name);
      if (other !== undefined && other !== parent) return "holds";
      parentOf.set(name, parent);
    }
    return "no case";
  },
});
