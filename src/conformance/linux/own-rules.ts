/** Finds where the rules of two kernel releases lead to different results. */

import { deepEqual } from "fast-equals";
import { isAtLeast, justBefore } from "../../domains/linux/kernel-version.ts";
import type { LinuxObservation } from "../../domains/linux/observation.ts";
import type { KernelVersion, LinuxScope } from "../../domains/linux/scope.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { LinuxModel } from "./linux-model.ts";

/** A design under the rules of the kernel that plays a history, in step with the same design under other rules. */
export class OwnRules {
  readonly #model: LinuxModel;
  readonly #scope: LinuxScope;
  readonly #world: object;

  /** @param scope the scope, with the rules of the kernel */
  constructor(model: LinuxModel, scope: LinuxScope) {
    this.#model = model;
    this.#scope = scope;
    this.#world = model.initial(scope);
  }

  /** Carries out an operation. @returns whether it has this outcome and shows this world */
  agree(operation: Operation, outcome: Outcome, shown: LinuxObservation): boolean {
    const own = this.#model.apply(this.#world, operation, this.#scope);
    return own === outcome && lookAlike(this.#model.observe(this.#world, this.#scope), shown);
  }
}

/** Whether a kernel shows two worlds the same, including numbers: the tasks, and which handles can be opened. */
function lookAlike(one: LinuxObservation, other: LinuxObservation): boolean {
  const opens = ({ handles, namespaces }: LinuxObservation) =>
    [...handles].map(([name, namespace]) => [name, namespace, namespaces.get(namespace)?.isActive === true]);
  return deepEqual(one.tasks, other.tasks) && deepEqual(opens(one), opens(other));
}

/**
 * Why a kernel cannot play the last of some operations, because its own rules and those of the scope lead to different results: names the
 * operation and the rule.
 *
 * @param here the version of the kernel
 */
export function whyNotHere(
  model: LinuxModel,
  scope: LinuxScope,
  here: KernelVersion,
  operations: readonly Operation[],
): string {
  const op = operations.at(-1)?.op ?? "nothing";
  const rule = ruleBetween(model, scope, here, operations);
  if (rule === undefined) return `${op} cannot run here, on ${here}`;
  const { what, since } = rule;
  const words = `${op} cannot run here, on ${here}: the rule that ${what} came with ${since}`;
  return isAtLeast(here, since) ? `${words}, and the history follows the earlier rules` : words;
}

/** The first rule that came with a release between the kernel's and the scope's and that changes the result of the operations. */
export function ruleBetween(
  model: LinuxModel,
  scope: LinuxScope,
  here: KernelVersion,
  operations: readonly Operation[],
) {
  const releases = model.rules?.releases ?? [];
  const { op } = operations.at(-1) ?? {};
  return releases.find(({ since, call }) => {
    if (call !== undefined && call !== op) return false;
    const isBetween =
      isAtLeast(here, since) !== (scope.kernel === undefined || isAtLeast(scope.kernel, since));
    return isBetween && !comeToTheSame(model, scope, operations, since, justBefore(since));
  });
}

function comeToTheSame(
  model: LinuxModel,
  scope: LinuxScope,
  operations: readonly Operation[],
  one: KernelVersion,
  other: KernelVersion,
): boolean {
  const wanted = { ...scope, kernel: one };
  const own = new OwnRules(model, { ...scope, kernel: other });
  const world = model.initial(wanted);
  return operations.every((operation) => {
    const outcome = model.apply(world, operation, wanted);
    return own.agree(operation, outcome, model.observe(world, wanted));
  });
}
