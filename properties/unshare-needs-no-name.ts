import { always } from "../src/domains/containers/property.ts";
import type { Outcome } from "../src/model/outcome.ts";

/** The errnos that refuse a call because of a name: it is taken, or not a name (N1). The kinds tried here are valid. */
const BECAUSE_OF_A_NAME: readonly Outcome[] = ["EEXIST", "EINVAL"];

/**
 * "With random names unless/until it is renamed to a more meaningful name", by an "almost entirely implicit approach":
 * a task that unshares gives no name, so none can be in the way.
 *
 * A case is a world in which some task's `unshare` succeeds.
 */
export const unshareNeedsNoName = always({
  name: "unshare-needs-no-name",
  claim: "unshare is never refused because of a name.",
  source: 'the message: "with random names unless/until it is renamed to a more meaningful name"',

  outOfScope: ({ kinds }) => (kinds.length === 0 ? "the scope has no kind to unshare" : undefined),

  check(world, { kinds }, attempt) {
    let unshared = false;
    for (const task of world.tasks.keys()) {
      const unshare = attempt("unshare", task, { kinds });
      if (unshare === undefined) return "no case";
      const { outcome, operation } = unshare;
      if (BECAUSE_OF_A_NAME.includes(outcome)) {
        return { broken: `task ${task} cannot unshare: ${outcome}`, call: operation };
      }
      if (outcome === "ok") unshared = true;
    }
    return unshared ? "holds" : "no case";
  },
});
