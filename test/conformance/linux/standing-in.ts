/** A design of linux that stands in for a kernel: what `conform` finds is then found without one, and at once. */
import type { NamespaceFileName, Seen } from "../../../src/conformance/agent/snapshot.ts";
import type { Backend } from "../../../src/conformance/backend.ts";
import type { KernelEvent } from "../../../src/conformance/containers/run.ts";
import { type KernelObservation, ObservationComparison } from "../../../src/conformance/linux/compare.ts";
import type { KernelTask } from "../../../src/conformance/linux/subtree.ts";
import type { LinuxObservation } from "../../../src/domains/linux/observation.ts";
import type { Model } from "../../../src/model/model.ts";

/** What opening a handle gives if its namespace is not active. */
export const STALE = { outcome: "ESTALE" } as const;

/** A kernel that shows what the model shows: the inode number of a namespace is its number plus 1000. */
export function kernelOf(
  { tasks, namespaces, handles }: LinuxObservation,
  changed: Readonly<Record<number, Partial<KernelTask>>> = {},
): KernelObservation {
  const inode = (number: number | null | undefined): Seen<number> =>
    typeof number === "number" ? { outcome: "ok", value: number + 1000 } : { outcome: "EPERM" };
  return {
    tasks: new Map(
      [...tasks].map(([task, { state, parent, links, uid, isCapable }]) => {
        const pairs = Object.entries(links) as [
          NamespaceFileName,
          (typeof links)[NamespaceFileName] & number,
        ][]; // its keys are links
        const of = (what: (number: (typeof pairs)[number][1]) => number | null | undefined) =>
          new Map(pairs.map(([link, number]) => [link, inode(what(number))] as const));
        const seen: KernelTask = {
          state,
          parent,
          uid,
          isCapable,
          links: of((number) => number),
          owners: of((number) => namespaces.get(number)?.owner),
          parents: of((number) => namespaces.get(number)?.parent),
        };
        return [task, { ...seen, ...changed[task] }];
      }),
    ),
    handles: new Map(
      [...handles].map(([name, number]) => [name, namespaces.get(number)?.isActive ? inode(number) : STALE]),
    ),
  };
}

/** @param kernel a design of the domain linux */
export function linuxStandingIn(kernel: Model): Backend {
  return {
    play: async (model, scope, operations, { untilDifference = false } = {}) => {
      const [right, shown] = [model.initial(scope), kernel.initial(scope)];
      const comparison = new ObservationComparison(false);
      // What a design of the domain shows is an observation of the domain.
      const observed = (design: Model, world: object) => design.observe(world, scope) as LinuxObservation;
      const events: KernelEvent[] = [];
      for (const operation of operations) {
        const outcome = model.apply(right, operation, scope);
        const said = kernel.apply(shown, operation, scope);
        const differences = comparison.compare(observed(model, right), kernelOf(observed(kernel, shown)));
        if (said !== outcome) differences.unshift({ sort: "outcome", words: `${outcome}, and ${said}` });
        events.push({ event: { operation, outcome }, outcome: said, calls: [], differences });
        if (differences.length > 0 && untilDifference) break;
      }
      return { events, beginning: [], stopped: undefined };
    },
  };
}
