import type { Enforcement } from "../../conformance/containers/enforcement/finding.ts";
import type { Hierarchy } from "../../conformance/containers/hierarchy.ts";
import { isNeverProvoked } from "../../conformance/coverage.ts";
import type { PartsResult } from "../../conformance/parts.ts";
import type { Conclusion } from "../conclusion.ts";
import type { HowToConform } from "./how-to-conform.ts";

/**
 * The conclusion of a comparison with a kernel. Histories with all transitions have to show each rule as well: one that could have come up, and never did,
 * counts as a broken claim.
 */
export function conclusionOfConformance(
  { divergences, coverage, stopped, unplayed, complete }: PartsResult,
  { histories, shard }: Pick<HowToConform, "histories" | "shard">,
  hierarchy: Hierarchy | undefined,
  enforcement: readonly Enforcement[] | undefined,
): Conclusion {
  // A rule that does not come up in one shard may come up in another.
  const isRuleMissing =
    histories === "every transition" && complete && shard === undefined && coverage.some(isNeverProvoked);
  if (divergences.length > 0 || isRuleMissing) return "broken";
  const areWhole = complete && stopped.size + unplayed.size === 0;
  const isEnforcementKnown = enforcement?.every(({ keptBy }) => keptBy !== "unknown") ?? false;
  // Without cgroups no container was compared.
  return areWhole && isEnforcementKnown && hierarchy?.version !== "none" ? "as-claimed" : "not-decided";
}
