import { always } from "../src/domains/containers/property.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "To me it may be known as 'vserver_testme', while to the admin of the machine, it would be known as
 * /vserver1/vserver_testme": each viewer has its own names, and each name leads back.
 *
 * A case is a world with a task.
 */
export const namesRoundTrip = always({
  name: "names-round-trip",
  claim: "Resolving the path that a viewer sees for a container gives that container.",
  source: "rules N3 and N4; the message: \"to me it may be known as 'vserver_testme'\"",

  check(world) {
    for (const viewer of world.tasks.keys()) {
      for (const container of world.view(viewer)) {
        const path = world.path(viewer, container);
        if (path === undefined) {
          return {
            broken: `task ${viewer} has ${containerWords(world, container)} in view, but no path for it`,
          };
        }
        const found = world.resolve(viewer, path);
        if (found !== container) {
          const end = found === undefined ? "nothing" : containerWords(world, found);
          return {
            broken: `to task ${viewer} ${containerWords(world, container)} is ${path}, which names ${end}`,
          };
        }
      }
    }
    return world.tasks.size > 0 ? "holds" : "no case";
  },
});
