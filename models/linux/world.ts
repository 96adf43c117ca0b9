/**
 * The world of `linux`: tasks, the namespaces that they are in or refer to, and what they share besides.
 *
 * It has what the kernel has, under the kernel's names where those are words. A nsproxy (struct nsproxy) lies in its task, since it makes no difference to any
 * call whether two tasks share one nsproxy or have two equal ones; fs_struct and mm_struct are rows of their own, since it matters who shares them.
 */
import type { TaskState } from "../../src/domains/linux/observation.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import { type NamespaceNumber, namespaceNumber, type TaskNumber } from "../../src/model/numbers.ts";
import { at, find, living, type Table, tableOf } from "../../src/world/table.ts";

/** The number of a fs_struct: root and working directory. */
export type FsNumber = number & { readonly brand: "fs" };
/** The number of a mm_struct: memory. */
export type MemoryNumber = number & { readonly brand: "memory" };

export interface World {
  tasks: Table<TaskNumber, Task>;
  /** The row of a namespace that no longer exists is kept only while a handle names it. */
  namespaces: Table<NamespaceNumber, Namespace>;
  filesystems: Table<FsNumber, Filesystem>;
  memories: Table<MemoryNumber, Memory>;
  /** The rows of `namespaces` from the oldest to the youngest: the order of their ids (L1). Empty if no call of the scope depends on it. */
  byAge: NamespaceNumber[];
  /** In order of name. */
  handles: Handle[];
  /** What the last `list` that succeeded showed. */
  listed: NamespaceNumber[];
  hasListed: "yes" | "no";
}

/** A process. Once it has died, what it no longer has is null. */
export interface Task {
  /** Dying: it is the init of a pid namespace, has died, and waits until nothing else is left there. */
  state: TaskState;
  /** Null stands for the outside, which is the parent of task 1, adopts tasks that nobody else adopts, and reaps at once. */
  parent: TaskNumber | null;
  isSubreaper: "yes" | "no";
  /** The pid namespace that it is in, for good. */
  pid: NamespaceNumber;
  credentials: Credentials;
  nsproxy: Nsproxy | NoNsproxy;
  fs: FsNumber | null;
  memory: MemoryNumber | null;
  /** Second threads, which sleep. */
  threads: Thread[];
  /** In order of name. */
  files: File[];
}

/** A live task: only these make calls. */
export interface Caller extends Task {
  nsproxy: Nsproxy;
  fs: FsNumber;
  memory: MemoryNumber;
}

/** struct cred. A task's real, effective and saved uid and gid are one number. */
export interface Credentials {
  user: NamespaceNumber;
  /** As the initial user namespace numbers it (a kuid). */
  uid: number;
  /** In the user namespace. */
  capabilities: "all" | "none";
}

/** The kinds that a nsproxy has under their own names. */
export const SHARED_KINDS = ["mnt", "uts", "ipc", "net", "cgroup", "time"] as const;

/** The fields of a nsproxy. */
type Shared = (typeof SHARED_KINDS)[number] | "pid_for_children" | "time_for_children";

/** struct nsproxy */
export type Nsproxy = Record<Shared, NamespaceNumber>;

/** The nsproxy of a task that has died. */
export type NoNsproxy = Record<Shared, null>;

/** A thread keeps the nsproxy and the fs_struct that its task had when it was started. */
export interface Thread {
  nsproxy: Nsproxy;
  fs: FsNumber;
}

/** An open file (L3). */
export interface File {
  name: string;
  /** A socket belongs to the network namespace it was made in. */
  is: "namespace" | "socket";
  namespace: NamespaceNumber;
}

/** A namespace. Fields that only some kinds have are as in `PLAIN` for the others. */
export interface Namespace {
  kind: Kind;
  /** Whether it was there before all tasks. Its number does not tell: that means nothing but which row it is. */
  origin: "initial" | "made";
  /** The user namespace that owns it; for a user namespace, its parent. Null for the initial user namespace, and once this one no longer exists. */
  owner: NamespaceNumber | null;
  /** For a pid namespace, the one around it; null for the initial one. */
  parent: NamespaceNumber | null;
  /** For a pid namespace, its init until that is reaped. The init of the initial one is outside the world. */
  init: TaskNumber | null;
  /** Whether a pid namespace waits for its init, takes tasks, or no longer takes any because its init has died. */
  takes: "init" | "tasks" | "nobody";
  /** For a user namespace: the uid of its maker, as a kuid. */
  maker: number;
  /** For a user namespace: the capabilities that its maker had around it. */
  makerHad: Credentials["capabilities"];
  /** For a user namespace: whether its id 0 maps to the id 0 around it, as a uid, or as a uid and a gid. The initial one maps all ids to themselves. */
  maps: "nothing" | "uids" | "both";
  /** For a mount namespace: the bind mounts of namespaces, bottom first (L4). */
  mounts: Mount[];
}

/** The values of the fields that mean nothing for a namespace's kind. */
export const PLAIN = {
  parent: null,
  init: null,
  takes: "tasks",
  maker: 0,
  makerHad: "none",
  maps: "nothing",
  mounts: [],
} as const;

export interface Mount {
  name: string;
  namespace: NamespaceNumber;
  /** Whether it came from a mount namespace with another owner. */
  isLocked: "yes" | "no";
}

/** struct fs_struct */
export interface Filesystem {
  /** The mount namespace in which the root directory lies; null if that is gone. */
  mnt: NamespaceNumber | null;
}

/** struct mm_struct */
export interface Memory {
  /** PR_GET_DUMPABLE: whether its tasks own their /proc files. */
  isDumpable: "yes" | "no";
}

/** L2. */
export interface Handle {
  name: string;
  namespace: NamespaceNumber;
}

/** L1: the initial namespaces, in the order of their ids. */
const INITIAL = [
  "ipc",
  "uts",
  "user",
  "pid",
  "cgroup",
  "time",
  "net",
  "mnt",
] as const satisfies readonly Kind[];

const numberOfInitial = (kind: Kind): NamespaceNumber => namespaceNumber(INITIAL.indexOf(kind) + 1);

/** Task 1 is an ordinary process of the superuser, in the initial namespaces, and nobody else is there. */
export function initialWorld(scope: LinuxScope): World {
  const [mnt, time, pid] = [numberOfInitial("mnt"), numberOfInitial("time"), numberOfInitial("pid")];
  const fs = 1 as FsNumber; // the number that `tableOf` gives to the first row
  const memory = 1 as MemoryNumber; // likewise
  return {
    tasks: tableOf<TaskNumber, Task>({
      state: "alive",
      parent: null,
      isSubreaper: "no",
      pid,
      credentials: { user: numberOfInitial("user"), uid: 0, capabilities: "all" },
      nsproxy: {
        mnt,
        uts: numberOfInitial("uts"),
        ipc: numberOfInitial("ipc"),
        net: numberOfInitial("net"),
        cgroup: numberOfInitial("cgroup"),
        time,
        pid_for_children: pid,
        time_for_children: time,
      },
      fs,
      memory,
      threads: [],
      files: [],
    }),
    namespaces: tableOf(...INITIAL.map(initialNamespace)),
    filesystems: tableOf<FsNumber, Filesystem>({ mnt }),
    memories: tableOf<MemoryNumber, Memory>({ isDumpable: "yes" }),
    byAge: isAgeKept(scope) ? INITIAL.map(numberOfInitial) : [],
    handles: [],
    listed: [],
    hasListed: "no",
  };
}

function initialNamespace(kind: Kind): Namespace {
  const owner = kind === "user" ? null : numberOfInitial("user");
  return { kind, origin: "initial", owner, ...PLAIN, mounts: [] };
}

/** Whether worlds record which of two namespaces is older. */
export function isAgeKept({ handles, mounts }: LinuxScope): boolean {
  return handles !== 0 || mounts !== 0;
}

/** The namespaces from the oldest to the youngest; in order of number if worlds do not record their age. */
export function inOrderOfAge({ byAge, namespaces }: World): readonly NamespaceNumber[] {
  return byAge.length > 0 ? byAge : living(namespaces);
}

/** The task with a number, if it is alive: a zombie or a dying task cannot call. */
export function callerOf({ tasks }: World, number: TaskNumber): Caller | undefined {
  const task = find(tasks, number);
  return task !== undefined && isAlive(task) ? task : undefined;
}

export function isAlive(task: Task): task is Caller {
  return task.state === "alive";
}

/** Whether a namespace was there before all tasks. */
export const isInitial = ({ namespaces }: World, namespace: NamespaceNumber): boolean =>
  at(namespaces, namespace).origin === "initial";

/** The tasks that live, in order of number. */
export function callers({ tasks }: World): TaskNumber[] {
  return living(tasks).filter((number) => isAlive(at(tasks, number)));
}

/** The rows of the tasks that live. */
export function liveTasks({ tasks }: World): Caller[] {
  return tasks.filter((task): task is Caller => task !== null && isAlive(task));
}

/** Everything that has a nsproxy and a fs_struct: live tasks and their threads. */
export function runners(world: World): Thread[] {
  return liveTasks(world).flatMap((task) => [task, ...task.threads]);
}

/** The user namespace that owns a namespace; for the initial user namespace, itself. */
export function ownerOf({ namespaces }: World, namespace: NamespaceNumber): NamespaceNumber {
  return at(namespaces, namespace).owner ?? namespace;
}

/** A namespace and those around it, from the inside out: only user and pid namespaces have any around them. */
export function* outwards({ namespaces }: World, from: NamespaceNumber): Generator<NamespaceNumber> {
  let namespace: NamespaceNumber | null = from;
  while (namespace !== null) {
    yield namespace;
    const { kind, owner, parent }: Namespace = at(namespaces, namespace);
    namespace = kind === "user" ? owner : parent;
  }
}

/** Whether a user or pid namespace is the same as another, or below it. */
export function isWithin(world: World, inner: NamespaceNumber, outer: NamespaceNumber): boolean {
  for (const namespace of outwards(world, inner)) if (namespace === outer) return true;
  return false;
}

/** How many namespaces are around a user or pid namespace. */
export function levelOf(world: World, namespace: NamespaceNumber): number {
  return [...outwards(world, namespace)].length - 1;
}
