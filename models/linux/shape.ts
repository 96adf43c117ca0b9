/** Which worlds there can be in a scope small enough to search. */
import { LINKS } from "../../src/domains/linux/operations.ts";
import { type LinuxScope, PID_LEVELS, USER_LEVELS } from "../../src/domains/linux/scope.ts";
import { KINDS } from "../../src/model/kind.ts";
import { list, oneOf, record, reference, referenceOr, type Shape, table } from "../../src/model/shape.ts";
import { fileNames, handleNames, IDS, mountNames } from "./tries.ts";
import { isAgeKept } from "./world.ts";

const YES_OR_NO = oneOf("yes", "no");
const SHARED_LINKS = LINKS.filter((link) => link !== "pid" && link !== "user");

export function shapeOf(scope: LinuxScope): Shape {
  const { tasks } = scope;
  const [files, mounts] = [fileNames(scope), mountNames(scope)];
  const namespaces = mostNamespaces(scope);
  const filesystems = 2 * tasks; // of each task and of its thread
  const namespace = reference("namespace", namespaces);
  const namespaceOr = referenceOr(null, "namespace", namespaces);
  const fields = (shape: Shape) => record(Object.fromEntries(SHARED_LINKS.map((link) => [link, shape])));
  const mostAges = isAgeKept(scope) ? namespaces : 0;

  const task = record({
    state: oneOf("alive", "dying", "zombie"),
    parent: referenceOr(null, "task", tasks),
    isSubreaper: YES_OR_NO,
    pid: namespace,
    credentials: record({ user: namespace, uid: oneOf(...IDS), capabilities: oneOf("all", "none") }),
    nsproxy: fields(namespaceOr),
    fs: referenceOr(null, "fs", filesystems),
    memory: referenceOr(null, "memory", tasks),
    threads: list(1, record({ nsproxy: fields(namespace), fs: reference("fs", filesystems) })),
    files: list(files.length, record({ name: oneOf(...files), is: oneOf("namespace", "socket"), namespace })),
  });
  const row = record({
    kind: oneOf(...KINDS),
    origin: oneOf("initial", "made"),
    owner: namespaceOr,
    parent: namespaceOr,
    init: referenceOr(null, "task", tasks),
    takes: oneOf("init", "tasks", "nobody"),
    maker: oneOf(...IDS),
    makerHad: oneOf("all", "none"),
    maps: oneOf("nothing", "uids", "both"),
    mounts: list(mounts.length, record({ name: oneOf(...mounts), namespace, isLocked: YES_OR_NO })),
  });
  const handle = record({ name: oneOf(...handleNames(scope)), namespace });
  return record({
    tasks: table("task", tasks, task),
    namespaces: table("namespace", namespaces, row),
    filesystems: table("fs", filesystems, record({ mnt: namespaceOr })),
    memories: table("memory", tasks, record({ isDumpable: YES_OR_NO })),
    byAge: list(mostAges, namespace),
    handles: list(handleNames(scope).length, handle),
    listed: list(handleNames(scope).length > 0 ? namespaces : 0, namespace),
    hasListed: YES_OR_NO,
  });
}

/** An upper bound on the number of namespaces: those that something holds, those around them, and those that one call makes before it releases others. */
function mostNamespaces(scope: LinuxScope): number {
  const { tasks, kinds, pidLevels = PID_LEVELS, userLevels = USER_LEVELS } = scope;
  const [hasPid, hasUser] = [kinds.includes("pid"), kinds.includes("user")];
  const shared =
    kinds.filter((kind) => kind !== "pid" && kind !== "user").length + (kinds.includes("time") ? 1 : 0);
  const runners = 2 * tasks; // each task and its thread
  const named = tasks * fileNames(scope).length + handleNames(scope).length;
  const mounted = (kinds.includes("mnt") ? runners + named + 1 : 1) * mountNames(scope).length;
  const held = named + mounted;
  const pids = hasPid ? (runners + tasks + held) * pidLevels : 0;
  const others = runners * shared + held;
  const users = hasUser ? (tasks + pids + others) * userLevels : 0;
  return KINDS.length + others + pids + users + kinds.length;
}
