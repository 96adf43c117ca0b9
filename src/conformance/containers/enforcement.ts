/** Who keeps each of the properties: the kernel, or the program that makes the calls. Found out by trying, not looked up. */
import type { Agent } from "../agent/agent.ts";
import { CannotRun } from "../cannot-run.ts";
import type { Enforcement, Finding } from "./enforcement/finding.ts";
import { killReachesDescendants, killSparesOthers } from "./enforcement/killing.ts";
import { CannotTry, type Experiment, Lab } from "./enforcement/lab.ts";
import {
  alwaysEnterable,
  containerOutlivesNsproxy,
  neverLeaves,
  nothingLeaks,
} from "./enforcement/leaving.ts";
import {
  onlyRenameRenames,
  renameOnlyRenames,
  sameNameInTwoPlaces,
  siblingNamesDiffer,
  unshareNeedsNoName,
} from "./enforcement/naming.ts";
import {
  forkInherits,
  oneNsproxyPerContainer,
  refusalChangesNothing,
  restartIsFaithful,
  unshareIsolates,
} from "./enforcement/sharing.ts";
import { knownByEveryAncestor, namesRoundTrip, viewIsClosed } from "./enforcement/viewing.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** By the names of the properties, in the order of semantics.md. */
const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  "never-leaves": neverLeaves,
  "kill-reaches-descendants": killReachesDescendants,
  "kill-spares-others": killSparesOthers,
  "container-outlives-nsproxy": containerOutlivesNsproxy,
  "one-nsproxy-per-container": oneNsproxyPerContainer,
  "sibling-names-differ": siblingNamesDiffer,
  "same-name-in-two-places": sameNameInTwoPlaces,
  "names-round-trip": namesRoundTrip,
  "view-is-closed": viewIsClosed,
  "known-by-every-ancestor": knownByEveryAncestor,
  "rename-only-renames": renameOnlyRenames,
  "only-rename-renames": onlyRenameRenames,
  "unshare-isolates": unshareIsolates,
  "fork-inherits": forkInherits,
  "nothing-leaks": nothingLeaks,
  "refusal-changes-nothing": refusalChangesNothing,
  "always-enterable": alwaysEnterable,
  "restart-is-faithful": restartIsFaithful,
  "unshare-needs-no-name": unshareNeedsNoName,
};

/**
 * Tries on a kernel what would break each property. No history may be played meanwhile. What cannot be tried is not found out, with the
 * reason.
 *
 * @param base the absolute path of the run's own cgroup, with nothing in it
 * @throws {CannotRun} where no cgroup can be used: a container is nothing there that could be kept
 */
export async function findEnforcement(
  agent: Agent,
  hierarchy: Hierarchy,
  base: string,
): Promise<readonly Enforcement[]> {
  if (hierarchy.version === "none")
    throw new CannotRun(
      "without cgroups the kernel has no containers that it could enforce anything of",
      "Run it as root, or in a cgroup that is its user's, e.g. with `systemd-run --user --scope -p Delegate=yes`.",
    );
  const lab = new Lab(agent, hierarchy, base);
  const findings: Enforcement[] = [];
  for (const [property, experiment] of Object.entries(EXPERIMENTS)) {
    const finding = await findingOf(experiment, lab);
    findings.push({ property, ...finding, tried: lab.trials });
  }
  await lab.clear().catch(reasonOf);
  return findings;
}

/** What an experiment found. One that cannot be made, or whose laboratory cannot be cleared, has found nothing out. */
async function findingOf(experiment: Experiment, lab: Lab): Promise<Finding> {
  try {
    await lab.clear();
    return await experiment(lab);
  } catch (error) {
    return { keptBy: "unknown", why: `This could not be tried: ${reasonOf(error)}.` };
  }
}

/** Why the machine, or the agent's end, is in the way. @throws {unknown} what is no reason for that */
function reasonOf(error: unknown): string {
  if (error instanceof CannotTry || error instanceof CannotRun) return error.message;
  throw error;
}
