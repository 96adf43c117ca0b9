/** Every refusal by name, as a comparison with a kernel counts them. */
import { type AnyLinuxOperation, isLinuxCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../src/domains/linux/shorthand.ts";
import type { RefusalRules } from "../../src/model/refusal-rule.ts";
import { enumerated } from "../../src/text/words.ts";
import { carryOut } from "./carry-out.ts";
import { holds, RULES_SINCE, SINCE, type VersionedRule } from "./kernel-versions.ts";
import { kindsOf, PROVOCATIONS, provocations } from "./provocations.ts";
import { BEFORE_OF, type LinuxRefusal, REFUSALS, REFUSALS_OF, type Refusal, UNASKED_OF } from "./refusals.ts";
import type { World } from "./world.ts";

export const rules: RefusalRules<World, AnyLinuxOperation, LinuxScope> = {
  named: REFUSALS,
  of: REFUSALS_OF,
  ofAll: ["no caller"],
  refusing(world, operation, scope) {
    const result = carryOut(world, operation, scope);
    return result === "ok" ? undefined : result;
  },
  whyNever(op, name, scope) {
    return whyUnasked(op, name, scope) ?? whyOutside(op, name, scope);
  },
  histories: provocations,
  releases: Object.entries(RULES_SINCE).map(([rule, said]) => ({
    ...said,
    since: SINCE[rule as VersionedRule],
  })), // its keys
};

/** Why the kernel of a scope does not make a refusal, or is not asked to; `undefined` if it is. */
function whyUnasked(op: string | undefined, name: string | undefined, scope: LinuxScope): string | undefined {
  const call = op !== undefined && isLinuxCall(op) ? op : undefined;
  if (name === undefined) return call === "list" ? whyNotYet("list", scope) : undefined;
  const rule: LinuxRefusal | undefined = REFUSALS[name as Refusal]; // any text: it need not name a refusal
  const unasked = rule?.unasked ?? (call && UNASKED_OF[call]?.[name]);
  const before = rule?.before ?? (call && BEFORE_OF[call]?.[name]);
  if (unasked !== undefined) return unasked;
  if (before !== undefined && holds(scope, before)) return `it was removed in ${SINCE[before]}`;
  return rule?.since === undefined ? undefined : whyNotYet(rule.since, scope);
}

function whyNotYet(since: VersionedRule, scope: LinuxScope): string | undefined {
  return holds(scope, since) ? undefined : `it was added in ${SINCE[since]}`;
}

/** Why nothing within a scope leads to a refusal, or, without a name, to a call that succeeds. */
function whyOutside(op: string | undefined, name: string | undefined, scope: LinuxScope): string | undefined {
  if (name === "pid too deep" && scope.pidLevels !== undefined) return NOT_SO_DEEP;
  if (name === "user too deep" && scope.userLevels !== undefined) return NOT_SO_DEEP;
  const histories = op !== undefined && isLinuxCall(op) ? Object.entries(PROVOCATIONS[op]) : [];
  const known = histories.find(([refusal]) => refusal === (name ?? "ok"))?.[1];
  const kinds = known === undefined ? [] : kindsOf(operationsFrom(known));
  const missing = kinds.filter((kind) => !scope.kinds.includes(kind));
  return missing.length === 0 ? undefined : `it needs ${enumerated(missing)}, which the scope does not have`;
}

const NOT_SO_DEEP = "the scope nests less deeply than the kernel";
