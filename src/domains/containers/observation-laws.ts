import type { ObservationLaw } from "../../model/domain-parts.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerScope } from "./scope.ts";
import { showsNumbersAndNames } from "./shown-types.ts";

type Law = ObservationLaw<ContainerObservation, ContainerScope>;

export const whatIsShownLives: Law = {
  law: "an observation shows each task in containers that live",
  flaw: (shown, scope) => {
    for (const [number, task] of shown.tasks) {
      const dead = [task.container, ...task.in].find((container) => !shown.containers.has(container));
      if (dead !== undefined)
        return `observe() shows task ${number} in container ${dead}, which it does not show`;
      if (!task.in.includes(task.container))
        return `observe() shows task ${number} directly in container ${task.container}, which is not among those that it is in`;
      const kind = scope.kinds.find((one) => task.namespaces[one] === undefined);
      if (kind !== undefined) return `observe() shows task ${number} without a namespace of kind ${kind}`;
    }
    return undefined;
  },
};

export const pathsLead: Law = {
  law: "every container in a task's view has a path, and each container one from the root",
  flaw: (shown) => {
    for (const container of shown.containers.keys()) {
      const path: unknown = shown.rootPath(container);
      if (typeof path !== "string") return `observe() has no rootPath for container ${container}`;
    }
    for (const viewer of shown.tasks.keys()) {
      const nameless = shown.view(viewer).find((container) => shown.path(viewer, container) === undefined);
      if (nameless !== undefined)
        return `observe() shows container ${nameless} in the view of task ${viewer}, and has no path for it`;
    }
    return undefined;
  },
};

/** Paths that a search never tries. */
const HOSTILE_PATHS = ["", "/no/such", "/..", "unnamed1/.."];

export const resolvesAnyPath: Law = {
  law: "any path is resolved for a task that lives, to a container that lives or to nothing",
  flaw: (shown) => {
    for (const viewer of shown.tasks.keys()) {
      for (const path of HOSTILE_PATHS) {
        const found = shown.resolve(viewer, path);
        if (found !== undefined && !shown.containers.has(found))
          return `observe() resolves ${JSON.stringify(path)} for task ${viewer} to ${inJson(found)}, which it does not show`;
      }
    }
    return undefined;
  },
};

const inJson = (found: unknown): string => JSON.stringify(found) ?? String(found);

/** In an order in which a broken law does not mislead a later one. */
export const OBSERVATION_LAWS: readonly Law[] = [
  showsNumbersAndNames,
  whatIsShownLives,
  pathsLead,
  resolvesAnyPath,
];
