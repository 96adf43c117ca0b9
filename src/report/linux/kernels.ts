import type { LinuxModel } from "../../conformance/linux/linux-model.ts";
import { OwnRules, ruleBetween } from "../../conformance/linux/own-rules.ts";
import { justBefore } from "../../domains/linux/kernel-version.ts";
import type { KernelVersion, LinuxScope } from "../../domains/linux/scope.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";

/** A range of kernels that behave differently from a history. */
export interface OtherKernels {
  /** The index of the first call at which they differ. */
  readonly at: number;
  /** The first of them; missing if the range begins with the oldest kernel. */
  readonly from?: KernelVersion;
  /** The first kernel after them; missing if the range is open-ended. */
  readonly before?: KernelVersion;
  /** The reason, without a full stop. */
  readonly why: string;
}

/** The ranges of kernels whose rules give a history different results, the oldest first. */
export function otherKernels(model: Model, scope: Scope, operations: readonly Operation[]): OtherKernels[] {
  const releases = [...new Set((model.rules?.releases ?? []).map(({ since }) => since))];
  const found: OtherKernels[] = [];
  for (const [index, from] of [undefined, ...releases].entries()) {
    const before = releases[index];
    // A design of the domain has the domain's scopes.
    const other = otherwise(
      model as LinuxModel,
      scope as LinuxScope,
      operations,
      from ?? justBefore(before ?? ""),
    );
    if (other === undefined) continue;
    const last = found.at(-1);
    // It continues the previous range.
    const isMore =
      last !== undefined && last.before === from && last.at === other.at && last.why === other.why;
    const begin = isMore ? last.from : from;
    if (isMore) found.pop();
    found.push({
      ...other,
      ...(begin !== undefined && { from: begin }),
      ...(before !== undefined && { before }),
    });
  }
  return found;
}

/** Where a kernel first gives a different result, and why. */
function otherwise(
  model: LinuxModel,
  scope: LinuxScope,
  operations: readonly Operation[],
  kernel: KernelVersion,
): Pick<OtherKernels, "at" | "why"> | undefined {
  const own = new OwnRules(model, { ...scope, kernel });
  const world = model.initial(scope);
  const at = operations.findIndex((operation) => {
    const outcome = model.apply(world, operation, scope);
    return !own.agree(operation, outcome, model.observe(world, scope));
  });
  if (at < 0) return undefined;
  const rule = ruleBetween(model, scope, kernel, operations.slice(0, at + 1));
  return {
    at,
    why:
      rule === undefined
        ? `the rules of ${kernel} differ`
        : `the rule that ${rule.what} came with ${rule.since}`,
  };
}
