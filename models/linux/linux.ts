/**
 * `linux`: what today's Linux does with clone, unshare, setns, exit, kill, wait and related calls, for all eight kinds of namespace.
 *
 * Each file has one family of calls or rules; beside each refusal stands the manual page that states it or the kernel function that makes it. The errno
 * is the one of the first check that fails, in the kernel's order. Read `world.ts` first.
 *
 * Capabilities are all or none: a task has all of them in its user namespace or none, since no call here gives or takes a single one.
 *
 * One call can be refused half done: see `map`.
 */
import { linuxDomain } from "../../src/domains/linux/domain.ts";
import type { LinuxOutcome } from "../../src/domains/linux/errnos.ts";
import type { LinuxObservation } from "../../src/domains/linux/observation.ts";
import {
  type AnyLinuxOperation,
  LINUX_CALLS,
  type LinuxOperation,
} from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { Model } from "../../src/model/model.ts";
import { carryOut } from "./carry-out.ts";
import { observe } from "./observe.ts";
import { REFUSALS, REFUSALS_OF } from "./refusals.ts";
import { rules } from "./rules.ts";
import { shapeOf } from "./shape.ts";
import { operations } from "./tries.ts";
import { callers, initialWorld, type World } from "./world.ts";

/** Carries out an operation by changing the world in place, or refuses it. */
export function apply(world: World, operation: LinuxOperation, scope: LinuxScope): LinuxOutcome {
  const result = carryOut(world, operation, scope);
  return result === "ok" ? "ok" : REFUSALS[result].errno;
}

export const linux: Model<World, AnyLinuxOperation, LinuxScope, LinuxObservation> = {
  name: "linux",
  summary: "what today's kernel does with all eight kinds of namespace",
  source: "Linux 6.18 to 7.3; namespaces(7) and what it points to",
  domain: linuxDomain,
  calls: LINUX_CALLS,
  refusedHalfDone: ["map"],
  refusals: Object.fromEntries(
    Object.entries(REFUSALS_OF).map(([op, refusals]) => [
      op,
      [...new Set(refusals.map((refusal) => REFUSALS[refusal].errno))],
    ]),
  ),
  rules,
  shows: [],
  initial: initialWorld,
  shape: shapeOf,
  callers,
  // Shared code knows nothing of the fields of the domain's operations.
  operations: (world, task, scope) => operations(world, task, scope) as Iterable<AnyLinuxOperation>,
  apply,
  observe,
};
