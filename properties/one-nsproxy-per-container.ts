import { always } from "../src/domains/containers/property.ts";
import type { ContainerNumber, NsproxyNumber } from "../src/model/numbers.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "One container corresponds to one nsproxy which is one set of namespaces."
 *
 * A case is a world in which two tasks share a container or a nsproxy.
 */
export const oneNsproxyPerContainer = always({
  name: "one-nsproxy-per-container",
  claim: "The tasks directly in a container use one nsproxy, and no nsproxy stands in two containers.",
  source: 'the message: "one container corresponds to one nsproxy which is one set of namespaces"',
  needs: ["nsproxies"],

  check(world) {
    const nsproxyOf = new Map<ContainerNumber, NsproxyNumber>();
    const containerOf = new Map<NsproxyNumber, ContainerNumber>();
    let shared = false;
    for (const { container, nsproxy } of world.tasks.values()) {
      if (nsproxy === undefined) continue;
      const otherNsproxy = nsproxyOf.get(container);
      const otherContainer = containerOf.get(nsproxy);
      if (otherNsproxy !== undefined && otherNsproxy !== nsproxy) {
        const place = containerWords(world, container);
        return { broken: `the tasks in ${place} use nsproxy ${otherNsproxy} and nsproxy ${nsproxy}` };
      }
      if (otherContainer !== undefined && otherContainer !== container) {
        const places = `${containerWords(world, otherContainer)} and in ${containerWords(world, container)}`;
        return { broken: `nsproxy ${nsproxy} stands in ${places}` };
      }
      if (otherNsproxy !== undefined) shared = true;
      nsproxyOf.set(container, nsproxy);
      containerOf.set(nsproxy, container);
    }
    return shared ? "holds" : "no case";
  },
});
