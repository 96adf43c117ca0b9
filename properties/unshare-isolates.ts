import { isInUse } from "../src/domains/containers/is-in-use.ts";
import type { Namespaces } from "../src/domains/containers/observation.ts";
import { type ContainerStep, onEveryStep } from "../src/domains/containers/property.ts";
import { sameNamespaces } from "../src/domains/containers/same-observation.ts";
import type { Breach } from "../src/model/property.ts";

/**
 * "Unsharing his mounts namespace to get a private /tmp and /home": for each kind named a namespace that nobody had, for
 * every other kind the caller's own. In a design without nsproxies the caller's namespaces are checked.
 *
 * A case is an `unshare` that succeeds.
 */
export const unshareIsolates = onEveryStep({
  name: "unshare-isolates",
  claim: "The new nsproxy differs from the old in exactly the kinds named; nobody else's changes.",
  source: 'the message: "unsharing his mounts namespace to get a private /tmp and /home"',
  on: ["unshare"],
  when: "ok",

  check(step, scope) {
    const { before, operation } = step;
    const old = before.tasks.get(operation.task)?.namespaces;
    if (old === undefined) return "no case";

    for (const made of newSets(step)) {
      for (const kind of scope.kinds) {
        const isNamed = operation.kinds?.includes(kind) ?? false;
        if (isNamed && isInUse(before, kind, made[kind])) {
          return { broken: `task ${operation.task} unshared ${kind} and got a namespace that was in use` };
        }
        if (!isNamed && made[kind] !== old[kind]) {
          return { broken: `task ${operation.task} did not name ${kind} and got another namespace of it` };
        }
      }
    }
    return changedBystander(step) ?? "holds";
  },
});

/** The namespaces of the nsproxies that a step made, or, if no new one is shown, those of its caller. */
function newSets({ before, operation, after }: ContainerStep): Namespaces[] {
  const made: Namespaces[] = [];
  for (const [nsproxy, { namespaces }] of after.nsproxies) {
    if (!before.nsproxies.has(nsproxy)) made.push(namespaces);
  }
  const caller = after.tasks.get(operation.task);
  return made.length > 0 || caller === undefined ? made : [caller.namespaces];
}

/** Another task, or a nsproxy that was there before, whose namespaces have changed. */
function changedBystander({ before, operation, after }: ContainerStep): Breach | undefined {
  for (const [task, earlier] of before.tasks) {
    const later = after.tasks.get(task);
    if (task === operation.task || later === undefined || later === earlier) continue;
    if (earlier.nsproxy !== later.nsproxy || !sameNamespaces(earlier.namespaces, later.namespaces)) {
      return { broken: `task ${operation.task} unshared, and the namespaces of task ${task} changed` };
    }
  }
  for (const [nsproxy, earlier] of before.nsproxies) {
    const later = after.nsproxies.get(nsproxy);
    if (later === undefined || later === earlier) continue;
    if (!sameNamespaces(earlier.namespaces, later.namespaces)) {
      return { broken: `task ${operation.task} unshared, and nsproxy ${nsproxy} changed` };
    }
  }
  return undefined;
}
