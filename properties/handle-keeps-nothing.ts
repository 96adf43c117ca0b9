import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { onEveryStep } from "../src/domains/containers/property.ts";
import { needsHandles } from "./shared/handles.ts";
import { containerWords, firstDifferenceBesideHandles } from "./shared/words.ts";

/**
 * "We need c1 to stick around, but the nsproxy will be deleted": if a name kept it, it would not be.
 *
 * A case is a step on which a handle is taken, or before which a handle names something.
 */
export const handleKeepsNothing = onEveryStep({
  name: "handle-keeps-nothing",
  claim:
    "Taking a handle changes nothing else, and a nsproxy that no task uses is gone, even if a handle names it.",
  source: 'name_to_handle_at(2); the message: "the nsproxy will be deleted"',
  ...needsHandles,

  check({ before, operation, outcome, after }) {
    if (operation.op === "take" && outcome === "ok") {
      const changed = firstDifferenceBesideHandles(before, after);
      return changed === "" ? "holds" : { broken: `${operation.handle} is taken, and ${changed}` };
    }
    const broken = kept(after);
    if (broken !== undefined) return { broken };
    return [...(before.handles?.values() ?? [])].some((nsproxy) => nsproxy !== null) ? "holds" : "no case";
  },
});

/** The first nsproxy that a handle names and no task uses, in words. */
function kept(world: ContainerObservation): string | undefined {
  for (const [handle, nsproxy] of world.handles ?? []) {
    const row = nsproxy === null ? undefined : world.nsproxies.get(nsproxy);
    if (row === undefined || [...world.tasks.values()].some((task) => task.nsproxy === nsproxy)) continue;
    return `${handle} names nsproxy ${nsproxy} in ${containerWords(world, row.container)}, which lives though no task uses it`;
  }
  return undefined;
}
