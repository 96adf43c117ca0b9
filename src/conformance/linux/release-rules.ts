import { isAtLeast, versionOf } from "../../domains/linux/kernel-version.ts";
import type { ReleaseRule } from "../../model/refusal-rule.ts";

/**
 * Splits rules into those that a kernel has and those that it lacks.
 *
 * @param release as `uname -r` prints it
 */
export function releaseRulesOf(
  release: string,
  rules: readonly ReleaseRule[],
): { had: ReleaseRule[]; missing: ReleaseRule[] } {
  const version = versionOf(release) ?? "0";
  const isHad = ({ since }: ReleaseRule) => isAtLeast(version, since);
  return { had: rules.filter(isHad), missing: rules.filter((rule) => !isHad(rule)) };
}
