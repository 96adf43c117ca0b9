import type { ObservationLaw } from "../../model/domain-parts.ts";
import { type LinuxObservation, OUTSIDE } from "./observation.ts";
import { LINKS } from "./operations.ts";
import type { LinuxScope } from "./scope.ts";

type Law = ObservationLaw<LinuxObservation, LinuxScope>;

const parentsAreThere: Law = {
  law: "an observation shows each parent, and no zombie as one",
  flaw: ({ tasks }) => {
    for (const [number, { parent }] of tasks) {
      if (parent === OUTSIDE) continue;
      const state = tasks.get(parent)?.state;
      if (state === undefined)
        return `observe() shows task ${parent} as the parent of task ${number}, but does not show it`;
      if (state === "zombie")
        return `observe() shows task ${parent} as the parent of task ${number}, and as a zombie`;
    }
    return undefined;
  },
};

const linksLead: Law = {
  law: "an observation shows each namespace that a task refers to; a live task has all links, any other only those of pid and user",
  flaw: ({ tasks, namespaces }) => {
    for (const [number, { state, links }] of tasks) {
      for (const link of LINKS) {
        const namespace = links[link];
        const isKept = state === "alive" || link === "pid" || link === "user";
        if ((namespace !== undefined) !== isKept)
          return `observe() shows task ${number}, which is ${state}, ${isKept ? "without" : "with"} ${link}`;
        if (namespace !== undefined && !namespaces.has(namespace))
          return `observe() shows ${link} ${namespace} of task ${number}, but not that namespace`;
      }
    }
    return undefined;
  },
};

const ownersAreThere: Law = {
  law: "an observation shows the owner of each namespace, and the pid namespace around one",
  flaw: ({ namespaces }) => {
    for (const [number, { kind, owner, parent }] of namespaces) {
      for (const around of [owner, parent])
        if (around !== null && !namespaces.has(around))
          return `observe() shows ${kind} namespace ${number} in or of namespace ${around}, which it does not show`;
    }
    return undefined;
  },
};

/** What must hold for everything that a design of the domain shows. */
export const OBSERVATION_LAWS: readonly Law[] = [parentsAreThere, linksLead, ownersAreThere];
