/**
 * What a manager of containers can use of the kernel: calls that a task's process makes, calls that the manager makes itself, and what
 * /proc and the cgroups show. A manager knows nothing else, above all no world of a model.
 *
 * Calls are made in the order in which they are requested, even if no answer is awaited in between: so requests that do not depend on
 * answers are made at once and awaited together.
 */
import type { Kind } from "../model/kind.ts";

/** `ok`, or the errno with which the kernel refuses a call. */
export type Said = "ok" | Refusal;

/** The name of an errno. */
export type Refusal = `E${string}`;

/** What a call gives, or why it is refused. */
export type Given<Value> =
  | { readonly outcome: "ok"; readonly value: Value }
  | { readonly outcome: Refusal; readonly value?: undefined };

/** The absolute path of a cgroup's directory, as the manager sees it. */
export type Directory = string;

/** A process that the manager has started, and a pidfd of it. */
export interface Process {
  /** As the manager sees it. */
  readonly pid: number;
}

/** An open file of /proc/PID/ns, which keeps a namespace alive without a process in it; see namespaces(7). */
export interface NamespaceFile {
  readonly kind: Kind;
}

/** A file handle of a namespace, which names it without keeping it; see open_by_handle_at(2). */
export interface NamespaceHandle {
  readonly kind: Kind;
}

/** What /proc shows of a process. */
export interface ProcessShown {
  readonly lives: boolean;
  /** The cgroup that it is in; `undefined` once it is gone. */
  readonly directory: Directory | undefined;
  /** The inode numbers of the links in /proc/PID/ns; none once it is gone. */
  readonly namespaces: ReadonlyMap<Kind, number>;
}

/** A cgroup, and what stands in it. */
export interface CgroupShown {
  readonly directory: Directory;
  /** The directory's own name, which may differ from the container's. */
  readonly entry: string;
  /** The container's name: that of the attribute if there is one, otherwise the directory's own. */
  readonly name: string;
  /** The processes directly in it (cgroup.procs), by pid. */
  readonly pids: readonly number[];
  readonly children: readonly CgroupShown[];
}

/** The kernel, as far as a manager can use it. Anything shown that cannot be read throws: it is never treated as a value. */
export interface Kernel {
  /** The version of the cgroups. `none`: there are none, and the tool itself keeps the directories. */
  readonly cgroups: "v1" | "v2" | "none";
  /** The cgroup that is the root container. */
  readonly root: Directory;
  /** A cgroup beside the root's, for processes that are not tasks and are not counted as such. */
  readonly helpers: Directory;
  /** Which bounds of the scope the kernel enforces: tasks by pids.max, containers by cgroup.max.descendants. */
  readonly bounds: { readonly tasks: boolean; readonly containers: boolean };

  /** The first process, in a cgroup. */
  spawn(directory: Directory): Promise<Given<Process>>;

  /** clone3(2) by a process. The new one is its sibling (CLONE_PARENT), or its child. */
  clone(by: Process, relation?: "sibling" | "child"): Promise<Given<Process>>;
  /** unshare(2) by a process. With a user namespace its ids are mapped too: otherwise no other could be made inside. */
  unshare(by: Process, kinds: readonly Kind[]): Promise<Said>;
  /** setns(2) by a process: to namespaces of another process, by its pidfd, or to the one that a file keeps. */
  setns(by: Process, to: Process | NamespaceFile, kinds: readonly Kind[]): Promise<Said>;
  /** _exit(2) by a process. */
  exit(by: Process): Promise<Said>;
  /** sigaction(2) by a process: its dead children are reaped at once. */
  ignoreDeaths(by: Process): Promise<Said>;

  mkdir(directory: Directory): Promise<Said>;
  /** @param isPatient whether to wait a little: a process that has just died leaves its cgroup a moment later. Default: yes */
  rmdir(directory: Directory, isPatient?: boolean): Promise<Said>;
  /** rename(2) within one directory, which cgroups of version 2 do not have. */
  rename(directory: Directory, entry: string): Promise<Said>;
  /** Sets the attribute of a cgroup that holds the container's name; `undefined` removes it. */
  setName(directory: Directory, name: string | undefined): Promise<Said>;
  /** Writes the pid to cgroup.procs. */
  move(process: Process, directory: Directory): Promise<Said>;
  /** cgroup.kill, of version 2. */
  kill(directory: Directory): Promise<Said>;
  /** cgroup.freeze, of version 2: waits until all in the cgroup and below have stopped. ETIMEDOUT if they do not. */
  freeze(directory: Directory): Promise<Said>;
  /** SIGKILL by pidfd. */
  signal(process: Process): Promise<Said>;
  /** Waits until nothing is left of some processes, a few seconds at most. */
  waitGone(processes: readonly Process[]): Promise<void>;
  /** Opens a file of /proc/PID/ns, by default that of the kind. */
  keep(process: Process, kind: Kind, link?: "time_for_children"): Promise<Given<NamespaceFile>>;
  /** Takes the handle of a namespace of a process: name_to_handle_at(2). EOPNOTSUPP before Linux 6.18. */
  name(process: Process, kind: Kind): Promise<Given<NamespaceHandle>>;
  /** Opens what a handle names: open_by_handle_at(2) with FD_NSFS_ROOT. ESTALE if it is gone. */
  openNamed(handle: NamespaceHandle): Promise<Given<NamespaceFile>>;
  /** Closes a file. */
  letGo(file: NamespaceFile): Promise<void>;

  /** The directory that a path leads to if `top` is `/`, as openat2(2) with RESOLVE_IN_ROOT finds it. */
  locate(top: Directory, path: string): Promise<Given<Directory>>;
  /** A cgroup with all those below it. */
  tree(directory: Directory): Promise<CgroupShown>;
  /** Whether all in a cgroup of version 2 are stopped, by its cgroup.events. */
  isFrozen(directory: Directory): Promise<boolean>;
  /** What /proc shows of processes, in their order. */
  show(processes: readonly Process[]): Promise<readonly ProcessShown[]>;
}
