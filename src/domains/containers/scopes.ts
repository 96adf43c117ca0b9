import * as v from "valibot";
import { type Bound, BoundError, type Scopes } from "../../model/domain-parts.ts";
import { KINDS } from "../../model/kind.ts";
import { kind, listOfEach, name, object, wholeNumber } from "../../schema/pieces.ts";
import { isName } from "../../world/name.ts";
import { kindsFrom, listed, numbered, numberFrom, wordsFrom } from "../bounds.ts";
import type { ContainerScope } from "./scope.ts";
import { kindSets } from "./what-to-try.ts";

const tasks: Bound<ContainerScope> = {
  name: "tasks",
  takes: "<number>",
  description: "how many tasks may live at once (in a search, a few thousand at most)",
  read: numberFrom(1),
  written: (scope) => String(scope.tasks),
  inWords: (scope) => numbered(scope.tasks, "task"),
  number: { of: (scope) => scope.tasks, with: (scope, number) => ({ ...scope, tasks: number }) },
};

const containers: Bound<ContainerScope> = {
  name: "containers",
  takes: "<number>",
  description: "how many containers, including the root (in a search, a few thousand at most)",
  read: numberFrom(1),
  written: (scope) => String(scope.containers),
  inWords: (scope) => numbered(scope.containers, "container"),
  number: { of: (scope) => scope.containers, with: (scope, number) => ({ ...scope, containers: number }) },
};

const kinds: Bound<ContainerScope> = {
  name: "kinds",
  takes: "<kinds>",
  words: KINDS,
  description: `kinds of namespace, of ${KINDS.join(",")}`,
  read: kindsFrom,
  written: (scope) => scope.kinds.join(","),
  inWords: (scope) => listed("kind", scope.kinds),
};

const names: Bound<ContainerScope> = {
  name: "names",
  takes: "<names>",
  description: "the names that rename and restart try, such as a,b",
  read(text) {
    const words = wordsFrom(text);
    for (const word of words) {
      if (!isName(word))
        throw new BoundError(`"${word}" is not a name (N1: 1 to 255 bytes, no /, not . or ..).`);
    }
    return words;
  },
  written: (scope) => (scope.names.length === 0 ? undefined : scope.names.join(",")),
  inWords: (scope) => listed("name", scope.names),
  unnamed: [],
};

const images: Bound<ContainerScope> = {
  name: "images",
  takes: "<number>",
  description: "how many images may be kept",
  read: numberFrom(0),
  written: (scope) => (scope.images === 0 ? undefined : String(scope.images)),
  inWords: (scope) => numbered(scope.images, "image"),
  unnamed: 0,
  isNotOnKernel: true,
  number: { of: (scope) => scope.images, with: (scope, number) => ({ ...scope, images: number }) },
};

const handles: Bound<ContainerScope> = {
  name: "handles",
  takes: "<number>",
  description: "how many handles there are, if the design has any",
  needs: "handles",
  read: numberFrom(0),
  written: ({ handles: all = 0 }) => (all === 0 ? undefined : String(all)),
  inWords: ({ handles: all = 0 }) => (all === 0 ? undefined : numbered(all, "handle")),
  unnamed: 0,
  number: { of: (scope) => scope.handles ?? 0, with: (scope, number) => ({ ...scope, handles: number }) },
};

/** The scopes of container designs. */
export const containerScopes: Scopes<ContainerScope> = {
  schema: v.pipe(
    object({
      tasks: wholeNumber,
      containers: wholeNumber,
      kinds: listOfEach(kind),
      names: listOfEach(name),
      images: v.exactOptional(wholeNumber),
      handles: v.exactOptional(wholeNumber),
    }),
    v.transform((bounds): ContainerScope => ({ ...bounds, images: bounds.images ?? 0 })),
  ),
  written: ({ images: kept, handles: all = 0, ...bounds }) => ({
    tasks: bounds.tasks,
    containers: bounds.containers,
    kinds: bounds.kinds,
    names: bounds.names,
    ...(kept !== 0 && { images: kept }),
    ...(all !== 0 && { handles: all }),
  }),
  kindSets,
  mostTasks: (scope) => scope.tasks,
  bounds: [tasks, containers, kinds, names, images, handles],
  defaults: {
    check: { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 1, handles: 1 },
    // Images are left to scopes that are asked for.
    matrix: { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0, handles: 1 },
    roomy: {
      tasks: 8,
      containers: 12,
      kinds: ["mnt", "uts", "net"],
      names: ["a", "b"],
      images: 2,
      handles: 2,
    },
    // One of the names is like those that N2 gives, so that there are gaps in what `unshare` counts; the kernel keeps no images.
    conform: {
      tasks: 3,
      containers: 3,
      kinds: ["uts", "ipc"],
      names: ["a", "unnamed2"],
      images: 0,
      handles: 1,
    },
  },
  forLaws: [
    { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 },
    { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0, handles: 1 },
    { tasks: 3, containers: 3, kinds: ["net", "uts"], names: ["a", "b"], images: 1 },
    { tasks: 5, containers: 6, kinds: ["uts"], names: ["a"], images: 2, handles: 2 },
  ],
};
