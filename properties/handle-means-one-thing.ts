import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import { type ContainerStep, onEveryStep } from "../src/domains/containers/property.ts";
import type { NsproxyNumber } from "../src/model/numbers.ts";
import { containerNamed } from "./shared/container-named.ts";
import { needsHandles } from "./shared/handles.ts";

/**
 * "Each nsproxy has a node in the namespace id filesystem": the node of this one, and of no later one. With plain numbers, as Linux 2.6.24 named its cgroups,
 * a reused number means another nsproxy.
 *
 * A case is a step after which a handle names something.
 */
export const handleMeansOneThing = onEveryStep({
  name: "handle-means-one-thing",
  claim: "A handle enters the nsproxy that it was taken of, or none.",
  source: 'the message: "each nsproxy has a node"; rule W2, by which numbers come round again',
  ...needsHandles,

  check(step) {
    const broken = otherEntered(step) ?? otherNamed(step);
    if (broken !== undefined) return { broken };
    return [...(step.after.handles?.values() ?? [])].some((nsproxy) => nsproxy !== null)
      ? "holds"
      : "no case";
  },
});

/** What is wrong if a task has entered a nsproxy other than the one that its handle names. */
function otherEntered({ before, operation, outcome, after }: ContainerStep): string | undefined {
  if (operation.op !== "enter" || outcome !== "ok" || operation.handle === undefined) return undefined;
  const named = before.handles?.get(operation.handle);
  const entered = after.tasks.get(operation.task)?.nsproxy;
  return entered === named
    ? undefined
    : `${operation.handle} names ${words(named)}, and task ${operation.task} enters ${words(entered)}`;
}

/** What is wrong if a handle names a nsproxy other than the one that it was taken of. */
function otherNamed({ before, operation, outcome, after }: ContainerStep): string | undefined {
  for (const [handle, nsproxy] of after.handles ?? []) {
    if (nsproxy === null || !after.nsproxies.has(nsproxy)) continue;
    const isTaken = operation.op === "take" && operation.handle === handle && outcome === "ok";
    const isRight = isTaken ? isOf(before, operation, nsproxy) : isStill(before, handle, nsproxy);
    if (!isRight) return `${handle} names ${words(nsproxy)}, which it was not taken of`;
  }
  return undefined;
}

/** Whether a nsproxy stands in the container that a call names. */
function isOf(
  world: ContainerObservation,
  { task, path }: ContainerStep["operation"],
  nsproxy: NsproxyNumber,
): boolean {
  const row = world.nsproxies.get(nsproxy);
  return row !== undefined && row.container === containerNamed(world, task, path);
}

/** Whether a handle names a nsproxy in the world before, and it lives there. */
function isStill({ handles, nsproxies }: ContainerObservation, handle: string, nsproxy: NsproxyNumber) {
  return handles?.get(handle) === nsproxy && nsproxies.has(nsproxy);
}

const words = (nsproxy: NsproxyNumber | null | undefined): string =>
  nsproxy == null ? "nothing" : `nsproxy ${nsproxy}`;
