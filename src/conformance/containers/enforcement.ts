/** Who enforces each property: the kernel, or the program that makes the calls. Found by experiment, not looked up. */
import type { Agent } from "../agent/agent.ts";
import { CannotRun } from "../cannot-run.ts";
import type { Enforcement, Keeping } from "./enforcement/finding.ts";
import {
  handleEntersTrial,
  handleKeepsNothingTrial,
  handleMeansOneThingTrial,
} from "./enforcement/handles.ts";
import { killReachesDescendantsTrial, killSparesOthersTrial } from "./enforcement/killing.ts";
import { CannotTry, type Experiment, Lab } from "./enforcement/lab.ts";
import {
  alwaysEnterableTrial,
  containerOutlivesNsproxyTrial,
  exitEndsTrial,
  killedGoesTrial,
  leftAloneGoesTrial,
  neverLeavesTrial,
  nothingLeaksTrial,
} from "./enforcement/leaving.ts";
import {
  onlyRenameRenamesTrial,
  renameOnlyRenamesTrial,
  sameNameInTwoPlacesTrial,
  siblingNamesDifferTrial,
  unshareNeedsNoNameTrial,
} from "./enforcement/naming.ts";
import {
  forkInheritsTrial,
  oneNsproxyPerContainerTrial,
  refusalChangesNothingTrial,
  restartIsFaithfulTrial,
  unshareIsolatesTrial,
} from "./enforcement/sharing.ts";
import { knownByEveryAncestorTrial, namesRoundTripTrial, viewIsClosedTrial } from "./enforcement/viewing.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** Keyed by the names of the properties, in the order of docs/properties.md. */
const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  "never-leaves": neverLeavesTrial,
  "kill-reaches-descendants": killReachesDescendantsTrial,
  "kill-spares-others": killSparesOthersTrial,
  "container-outlives-nsproxy": containerOutlivesNsproxyTrial,
  "one-nsproxy-per-container": oneNsproxyPerContainerTrial,
  "sibling-names-differ": siblingNamesDifferTrial,
  "same-name-in-two-places": sameNameInTwoPlacesTrial,
  "names-round-trip": namesRoundTripTrial,
  "view-is-closed": viewIsClosedTrial,
  "known-by-every-ancestor": knownByEveryAncestorTrial,
  "rename-only-renames": renameOnlyRenamesTrial,
  "only-rename-renames": onlyRenameRenamesTrial,
  "unshare-isolates": unshareIsolatesTrial,
  "fork-inherits": forkInheritsTrial,
  "nothing-leaks": nothingLeaksTrial,
  "refusal-changes-nothing": refusalChangesNothingTrial,
  "always-enterable": alwaysEnterableTrial,
  "restart-is-faithful": restartIsFaithfulTrial,
  "unshare-needs-no-name": unshareNeedsNoNameTrial,
  "handle-keeps-nothing": handleKeepsNothingTrial,
  "handle-enters": handleEntersTrial,
  "handle-means-one-thing": handleMeansOneThingTrial,
  "killed-goes": killedGoesTrial,
  "left-alone-goes": leftAloneGoesTrial,
  "exit-ends": exitEndsTrial,
};

/**
 * Tries on a kernel what would break each property. No history may be played meanwhile. What cannot be tried is reported as unknown, with
 * the reason.
 *
 * @param base the absolute path of the run's own, empty cgroup
 * @throws {CannotRun} if no cgroup can be used: then the kernel has no containers to enforce anything for
 */
export async function findEnforcement(
  agent: Agent,
  hierarchy: Hierarchy,
  base: string,
): Promise<readonly Enforcement[]> {
  if (hierarchy.version === "none")
    throw new CannotRun(
      "without cgroups the kernel has no containers to enforce anything for",
      "Run it as root, or in a cgroup delegated to its user, e.g. with `systemd-run --user --scope -p Delegate=yes`.",
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

/** What an experiment found: `unknown` if it cannot be done, or its laboratory cannot be cleared. */
async function findingOf(experiment: Experiment, lab: Lab): Promise<Keeping> {
  try {
    await lab.clear();
    return await experiment(lab);
  } catch (error) {
    return { keptBy: "unknown", why: `This could not be tried: ${reasonOf(error)}.` };
  }
}

/** Why an experiment is impossible on this machine, or that the agent ended. @throws {unknown} any other error */
function reasonOf(error: unknown): string {
  if (error instanceof CannotTry || error instanceof CannotRun) return error.message;
  throw error;
}
