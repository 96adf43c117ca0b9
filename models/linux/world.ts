/**
 * The world of `linux`: tasks, the namespaces that they are in or refer to, and what they share besides.
 *
 * It has what the kernel has, under the kernel's names where those are words: a nsproxy (struct nsproxy) lies in its task, since whether two tasks have one
 * nsproxy or two alike makes no difference to any call; fs_struct and mm_struct are rows of their own, since it matters who shares them.
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
  /** A row that neither lives nor exists any more is kept while a handle names it, and only then. */
  namespaces: Table<NamespaceNumber, Namespace>;
  filesystems: Table<FsNumber, Filesystem>;
  memories: Table<MemoryNumber, Memory>;
  /** The rows of `namespaces` from the oldest to the youngest: the order of their ids (L1). Empty where the scope says that nobody asks. */
  byAge: NamespaceNumber[];
  /** In order of name. */
  handles: Handle[];
  /** What the last `list` that succeeded showed. */
  listed: NamespaceNumber[];
  hasListed: "yes" | "no";
}

/** A process. What it has no more once it has died is null. */
export interface Task {
  /** Dying: it is the init of a pid namespace, has died, and waits until nothing else is left there. */
  state: TaskState;
  /** None: the outside, which is the parent of task 1, adopts whom nobody else does, and reaps at once. */
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

/** A task that lives: only such a one calls. */
export interface Caller extends Task {
  nsproxy: Nsproxy;
  fs: FsNumber;
  memory: MemoryNumber;
}

/** struct cred. The real, effective and saved ids of a task, uid and gid, are one number. */
export interface Credentials {
  user: NamespaceNumber;
  /** As the initial user namespace has it (a kuid). */
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

/** That of a task that has died. */
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

/** A namespace. What only some kinds have is as in `PLAIN` for the others. */
export interface Namespace {
  kind: Kind;
  /** Whether it was there before all tasks. Numbers do not tell: they mean nothing but who is meant. */
  origin: "initial" | "made";
  /** The user namespace that owns it; of a user namespace its parent. Only the initial user namespace has none. */
  owner: NamespaceNumber | null;
  /** Of a pid namespace the one around it; the initial one has none. */
  parent: NamespaceNumber | null;
  /** Of a pid namespace its init, until that is reaped. That of the initial one is outside the world. */
  init: TaskNumber | null;
  /** Whether a pid namespace waits for its init, takes tasks, or takes none any more as the init has died. */
  takes: "init" | "tasks" | "nobody";
  /** Of a user namespace: who made it, as a kuid, */
  maker: number;
  /** what capabilities that task had around it, */
  makerHad: Credentials["capabilities"];
  /** and whether its id 0 is the id 0 around it, as a uid, or as a uid and a gid. The initial one maps all ids to themselves. */
  maps: "nothing" | "uids" | "both";
  /** Of a mount namespace: the bind mounts of namespaces, the lowest first (L4). */
  mounts: Mount[];
}

/** What a namespace has that its kind gives no meaning to. */
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
  /** It came from a mount namespace with another owner. */
  isLocked: "yes" | "no";
}

/** struct fs_struct */
export interface Filesystem {
  /** The mount namespace in which the root directory lies; none where that is gone. */
  mnt: NamespaceNumber | null;
}

/** struct mm_struct */
export interface Memory {
  /** PR_GET_DUMPABLE: whether the /proc files of its tasks are theirs. */
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

/** Whether worlds tell which of two namespaces is the older. */
export function isAgeKept({ handles, mounts }: LinuxScope): boolean {
  return handles !== 0 || mounts !== 0;
}

/** The namespaces from the oldest to the youngest; in order of number where the scope says that nobody asks. */
export function inOrderOfAge({ byAge, namespaces }: World): readonly NamespaceNumber[] {
  return byAge.length > 0 ? byAge : living(namespaces);
}

/** The task of a number if it lives: a zombie and a dying task cannot call. */
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

/** All that has a nsproxy and a fs_struct: tasks that live, and threads. */
export function runners(world: World): Thread[] {
  return liveTasks(world).flatMap((task) => [task, ...task.threads]);
}

/** The user namespace that owns a namespace; of the initial user namespace itself. */
export function ownerOf({ namespaces }: World, namespace: NamespaceNumber): NamespaceNumber {
  return at(namespaces, namespace).owner ?? namespace;
}

/** A namespace and those around it, from the inside out: of a user namespace its parents, of a pid namespace likewise. */
export function* outwards({ namespaces }: World, from: NamespaceNumber): Generator<NamespaceNumber> {
  let namespace: NamespaceNumber | null = from;
  while (namespace !== null) {
    yield namespace;
    const { kind, owner, parent }: Namespace = at(namespaces, namespace);
    namespace = kind === "user" ? owner : parent;
  }
}

/** Whether a user or pid namespace is another one or below it. */
export function isWithin(world: World, inner: NamespaceNumber, outer: NamespaceNumber): boolean {
  for (const namespace of outwards(world, inner)) if (namespace === outer) return true;
  return false;
}

/** How many namespaces are around a user or pid namespace. */
export function levelOf(world: World, namespace: NamespaceNumber): number {
  return [...outwards(world, namespace)].length - 1;
}
