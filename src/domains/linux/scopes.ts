import { type Bound, BoundError, type Scopes } from "../../model/domain-parts.ts";
import { KINDS } from "../../model/kind.ts";
import { plural } from "../../text/counted.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { kindsFrom, listed, numbered, numberFrom, wordsFrom } from "../bounds.ts";
import { isAtLeast, OLDEST_KNOWN, versionOf } from "./kernel-version.ts";
import { kindSetsOf } from "./kind-sets.ts";
import { ALL_LINUX_CALLS, isLinuxCall } from "./operations.ts";
import { linuxScopeSchema } from "./schema.ts";
import type { LinuxScope } from "./scope.ts";

/** The bounds that are numbers. */
type Numeric = "tasks" | "pidLevels" | "userLevels" | "handles" | "files" | "mounts";

/** A bound that is a number. Leaving it out, where allowed, means as many as there can be, or none. */
function numberOf(name: Numeric, noun: string, description: string, from: number): Bound<LinuxScope> {
  return {
    name,
    takes: "<number>",
    description,
    read: numberFrom(from),
    written: (scope) => scope[name]?.toString(),
    inWords: (scope) => {
      const number = scope[name];
      return number === undefined ? `${plural(noun)} without a bound` : numbered(number, noun);
    },
    number: { of: (scope) => scope[name] ?? 0, with: (scope, number) => ({ ...scope, [name]: number }) },
  };
}

const kinds: Bound<LinuxScope> = {
  name: "kinds",
  takes: "<kinds>",
  words: KINDS,
  description: `kinds of namespace that a search tries, of ${KINDS.join(",")}`,
  read: kindsFrom,
  written: (scope) => scope.kinds.join(","),
  inWords: (scope) => listed("kind", scope.kinds),
};

const kernel: Bound<LinuxScope> = {
  name: "kernel",
  option: "kernel-version",
  isForReplays: true,
  takes: "<version>",
  description: "the kernel whose rules hold, such as 6.18; by default the newest known",
  read(text) {
    const version = versionOf(text);
    if (version === undefined) throw new BoundError("Expected a version of the kernel, such as 6.18.");
    return version;
  },
  written: (scope) => scope.kernel,
  inWords: ({ kernel }) => {
    if (kernel === undefined) return "the newest rules";
    const rules = `the rules of ${kernel}`;
    return isAtLeast(kernel, OLDEST_KNOWN) ? rules : `${rules}, assumed to be those of ${OLDEST_KNOWN}`;
  },
};

const tries: Bound<LinuxScope> = {
  name: "tries",
  takes: "<calls>",
  words: ALL_LINUX_CALLS,
  description: "the calls that a search tries, such as clone,kill; by default all",
  read: (text) =>
    wordsFrom(text).map((word) => {
      if (isLinuxCall(word)) return word;
      throw new BoundError(`There is no call "${word}". ${didYouMean(word, ALL_LINUX_CALLS)}`);
    }),
  written: (scope) => scope.tries?.join(","),
  inWords: (scope) => (scope.tries === undefined ? "all calls" : listed("call", scope.tries)),
};

/** Bounds small enough to search through: no names of namespaces, and no deep nesting. */
const SMALL = { pidLevels: 2, userLevels: 2, handles: 0, files: 0, mounts: 0 } as const;

/** The scopes of the domain. */
export const linuxScopes: Scopes<LinuxScope> = {
  schema: linuxScopeSchema,
  written: (scope) => scope,
  mostTasks: (scope) => scope.tasks,
  kindSets: (scope) => kindSetsOf(scope.kinds),
  bounds: [
    numberOf("tasks", "task", "how many tasks there may be in a search, including zombies", 1),
    kinds,
    numberOf("pidLevels", "pid level", "how deep pid namespaces nest", 1),
    numberOf("userLevels", "user level", "how deep user namespaces nest", 1),
    numberOf("handles", "handle", "how many handles a search takes", 0),
    numberOf("files", "file name", "under how many names a search opens files", 0),
    numberOf("mounts", "mount name", "under how many names a search mounts", 0),
    tries,
    kernel,
  ],
  defaults: {
    check: { tasks: 2, kinds: ["pid"], ...SMALL },
    matrix: { tasks: 2, kinds: ["pid"], ...SMALL },
    roomy: { tasks: 8, kinds: KINDS, handles: 3, files: 3, mounts: 2 },
    conform: { tasks: 4, kinds: KINDS, handles: 2, files: 2, mounts: 1 },
  },
  tours: [
    { scope: { tasks: 3, kinds: ["pid"], ...SMALL }, depth: 4 },
    { scope: { tasks: 2, kinds: ["uts", "user"], ...SMALL }, depth: 3 },
    { scope: { tasks: 2, kinds: ["pid", "user"], ...SMALL }, depth: 3 },
    { scope: { tasks: 2, kinds: ["time"], ...SMALL }, depth: 4 },
    { scope: { tasks: 2, kinds: ["mnt", "user"], ...SMALL, files: 1, mounts: 1 }, depth: 3 },
    { scope: { tasks: 2, kinds: ["net"], ...SMALL, handles: 1, files: 2 }, depth: 3 },
    { scope: { tasks: 2, kinds: KINDS, ...SMALL }, depth: 2 },
  ],
  forLaws: [
    { tasks: 1, kinds: ["uts"], ...SMALL },
    { tasks: 2, kinds: ["pid", "time"], ...SMALL },
    { tasks: 2, kinds: ["mnt", "user"], ...SMALL, handles: 1, files: 1, mounts: 1 },
    { tasks: 3, kinds: ["net", "pid"], ...SMALL, handles: 2, files: 2, kernel: "6.18" },
  ],
};
