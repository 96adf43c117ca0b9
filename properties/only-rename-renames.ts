import { onEveryStep } from "../src/domains/containers/property.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "So each nsproxy has a node in the namespace id filesystem, with random names unless/until it is renamed to a more
 * meaningful name."
 *
 * A case is a step other than `rename` that some container with a name lives through.
 */
export const onlyRenameRenames = onEveryStep({
  name: "only-rename-renames",
  claim: "A living container's name changes by rename alone.",
  source: 'the message: "with random names unless/until it is renamed to a more meaningful name"',

  check({ before, operation, after }) {
    if (operation.op === "rename") return "no case";
    let named = false;
    for (const [container, { name }] of before.containers) {
      const later = after.containers.get(container);
      if (later === undefined) continue;
      if (later.name !== name) {
        return {
          broken: `${operation.op} made ${containerWords(before, container)} ${JSON.stringify(later.name)}`,
        };
      }
      if (name !== "") named = true;
      // If no container changed, one with a name is enough.
      if (named && before.containers === after.containers) return "holds";
    }
    return named ? "holds" : "no case";
  },
});
