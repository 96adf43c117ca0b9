import { deepEqual } from "fast-equals";
import { ERRNO_TEXTS, isErrno } from "../../model/errno.ts";
import type { Domain } from "../../model/model.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import { allExpected } from "./all-expected.ts";
import { checkLinuxExpectation } from "./check-expectation.ts";
import { LINUX_ERRNOS } from "./errnos.ts";
import type { LinuxExpectation } from "./expectation.ts";
import type { LinuxObservation } from "./observation.ts";
import { OBSERVATION_LAWS } from "./observation-laws.ts";
import { type AnyLinuxOperation, LINUX_CALL_FIELDS, LINUX_FIELDS, SELF } from "./operations.ts";
import { picture, summary } from "./picture.ts";
import { scenes } from "./scenes.ts";
import { flawOf, linuxExpectationEntries } from "./schema.ts";
import type { LinuxScope } from "./scope.ts";
import { linuxScopes } from "./scopes.ts";
import { sentence } from "./sentence.ts";
import { worldAsJson } from "./world-as-json.ts";

/** The domain of today's Linux: tasks, the namespaces that they are in, and the names that these have. */
export const linuxDomain: Domain<LinuxScope, LinuxObservation, AnyLinuxOperation, LinuxExpectation> = {
  name: "linux",
  fields: LINUX_FIELDS,
  callFields: LINUX_CALL_FIELDS,
  errnos: LINUX_ERRNOS,
  features: [],
  scopes: linuxScopes,
  observations: {
    tasks: liveTasks,
    places: (world) => new Map(liveTasks(world).map((task) => [task, pidNamespacesAround(world, task)])),
    areSame: deepEqual,
    laws: OBSERVATION_LAWS,
    picture: (world) => JSON.stringify(worldAsJson(world)),
    asJson: worldAsJson,
    look: worldAsJson,
  },
  histories: {
    // Another kernel, a filter or a security module may refuse a call as no rule does: that is a difference, not a mistake in the file.
    errnos: Object.keys(ERRNO_TEXTS).filter(isErrno),
    begin: () => {
      const taken = new Set<string>();
      return ({ operation, outcome }) => {
        const flaw = flawOf(operation as AnyLinuxOperation, taken); // it has passed a schema of the domain
        if (operation.op === "handle" && outcome === "ok") taken.add(String(operation["handle"]));
        return flaw;
      };
    },
  },
  expectations: {
    schema: () => linuxExpectationEntries,
    written: ({ parent, ...expectation }) => ({
      ...expectation,
      ...(parent !== undefined && { parent: Object.fromEntries(parent) }),
    }),
    all: allExpected,
    check: checkLinuxExpectation,
  },
  words: { sentence, picture, scenes, summary },
  names: {
    likely: ({ handles = 0, files = 0, mounts = 0 }, field) => {
      if (field === "mount") return namesOf("mount", mounts);
      if (field === "file" || field === "from") return namesOf("file", files);
      return field === "owner" ? [SELF, ...namesOf("handle", handles)] : namesOf("handle", handles);
    },
    odd: [],
    // A history has only names that its format allows.
    hostile: ["nothing"],
  },
};

const namesOf = (noun: string, howMany: number): string[] =>
  Array.from({ length: howMany }, (_, index) => `${noun}${index + 1}`);

function liveTasks({ tasks }: LinuxObservation): TaskNumber[] {
  return [...tasks].filter(([, { state }]) => state === "alive").map(([task]) => task);
}

/** The pid namespaces that a task is in, outermost first. */
function pidNamespacesAround({ tasks, namespaces }: LinuxObservation, task: TaskNumber): NamespaceNumber[] {
  const found: NamespaceNumber[] = [];
  for (let pid = tasks.get(task)?.links.pid ?? null; pid !== null; pid = namespaces.get(pid)?.parent ?? null)
    found.unshift(pid);
  return found;
}
