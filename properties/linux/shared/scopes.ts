import type { AskedIn } from "../../../src/domains/linux/property.ts";
import type { Kind } from "../../../src/model/kind.ts";

/** Namespaces nest two deep: deep enough for one that is neither the outermost nor the innermost. */
const LEVELS = { pidLevels: 2, userLevels: 2, handles: 0, files: 0, mounts: 0 } as const;

/** The kinds whose namespaces stand in each other. For the others, short histories show everything. */
const NESTING: readonly Kind[] = ["pid", "user"];

/** The kinds with many worlds that differ only in numbers. */
const MANY: readonly Kind[] = [...NESTING, "time"];

const symmetry = (kind: Kind): Pick<AskedIn, "symmetry"> => (MANY.includes(kind) ? {} : { symmetry: false });

/** A scope in which tasks enter namespaces and die: three of them, so that two can be in one that the third sees from outside. */
export const whereTasksEnter = (kind: Kind): AskedIn => ({
  ...symmetry(kind),
  ...(!NESTING.includes(kind) && { depth: 3 }),
  scope: {
    ...LEVELS,
    tasks: 3,
    kinds: [kind],
    tries: ["clone", "unshare", "setns", "kill"],
  },
});

/** A scope in which files and mounts keep namespaces. Mount namespaces can be mounted in each other without end, so the depth is bounded. */
export const whereNamesKeep = (kind: Kind): AskedIn => ({
  ...symmetry(kind),
  scope: {
    ...LEVELS,
    tasks: 2,
    kinds: [kind],
    files: 1,
    mounts: 1,
    tries: ["clone", "kill", "wait", "nsfile", "close", "bind"],
  },
  depth: 5,
});

/** A scope in which handles are taken and opened. */
export const whereHandlesAre = (kind: Kind): AskedIn => ({
  ...symmetry(kind),
  scope: {
    ...LEVELS,
    tasks: 2,
    kinds: [kind],
    handles: 1,
    tries: ["clone", "unshare", "setns", "kill", "wait", "handle", "setns_handle"],
  },
});
