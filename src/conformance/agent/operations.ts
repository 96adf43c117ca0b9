/**
 * All operations of the agent in one table, from which frames are encoded and the types of requests and results are derived.
 * agent.c has the same table (`OPERATIONS`).
 */
import type { ErrnoName } from "./errno-name.ts";
import type { Birth, ChildStatus, Greeting, Times } from "./results.ts";
import type { Presence, Shown, SlotSnapshot } from "./snapshot.ts";
import type { DirectoryShown } from "./tree.ts";

/** The number of a body, chosen by the client: at least 0 and less than `SLOTS`. It is free again once the body is dead. */
export type AgentSlot = number;

/** Used in place of a slot: the agent's main process, outside the bodies' pid namespace and mounts. It can do file operations. */
export const MAIN = 0xffff;

/** Used in place of a slot when looking at a process: the init of the bodies' pid namespace, the parent of bodies made by `spawn`. */
export const ROOT_SLOT = 0xfffe;

/**
 * An open file, a directory or a pidfd. All bodies share one descriptor table, so a number is valid in each of them. A descriptor
 * that the same batch has yet to make is named by its source:
 * - `resultOf`: the result of the operation with this index in the batch
 * - `pidfdOf`: the pidfd of the body in the slot
 * - `procOf`: the body's directory in /proc, which stays that of this body even if its pid is reused
 *
 * If it does not exist, the kernel gets an invalid number, and says `EBADF`.
 */
export type Descriptor =
  | number
  | { readonly resultOf: number }
  | { readonly pidfdOf: AgentSlot }
  | { readonly procOf: AgentSlot };

/** The sorts of fields, each with the type that a request has. Those up to `shown` are sent as numbers, the rest as texts. */
export interface FieldValues {
  /** A signed 32-bit integer. */
  number: number;
  /** An unsigned 32-bit integer. */
  unsigned: number;
  /** An integer of up to 64 bits. */
  wide: number;
  /** The slot for a new body. */
  child: AgentSlot;
  boolean: boolean;
  descriptor: Descriptor;
  /** A cgroup's directory, or null for the parent's cgroup. */
  cgroup: Descriptor | null;
  presence: Presence;
  shown: readonly Shown[];
  text: string;
  bytes: Uint8Array;
  slots: readonly AgentSlot[];
}

/** The sorts of values that a successful operation returns. */
export interface GivenValues {
  nothing: undefined;
  number: number;
  birth: Birth;
  child: ChildStatus;
  bytes: Uint8Array;
  text: string;
  names: readonly string[];
  hello: Greeting;
  snapshot: readonly SlotSnapshot[];
  presences: readonly Presence[];
  times: Times;
  tree: readonly DirectoryShown[];
}

interface OperationKind {
  /** The number that identifies it in a frame. */
  readonly code: number;
  /** Who performs it: `main` and `root` have no slot, `body` takes a body's slot, `both` also allows `MAIN`. */
  readonly by: "main" | "root" | "body" | "both";
  readonly fields: Readonly<Record<string, keyof FieldValues>>;
  readonly gives: keyof GivenValues;
}

const FILE = { directory: "descriptor", path: "text" } as const;

export const OPERATIONS = {
  /** Identifies the agent and says what it may do. */
  hello: { code: 1, by: "main", fields: {}, gives: "hello" },
  /**
   * Makes `root`. `user`: in its own user namespace, and in new namespaces of every other kind, owned by that. `apart`: in its own pid and mount
   * namespaces; otherwise the bodies get no new namespaces, and `root` is only their subreaper. Returns its pid. `EEXIST` the second time.
   */
  start: { code: 2, by: "main", fields: { user: "boolean", apart: "boolean" }, gives: "number" },
  /** `root` forks a body. `EEXIST` if a body lives in the slot. */
  spawn: { code: 3, by: "root", fields: { child: "child", cgroup: "cgroup" }, gives: "birth" },
  /** clone3(2). A pidfd belongs to its slot: it is closed when the slot is reused. */
  clone: {
    code: 4,
    by: "body",
    fields: { child: "child", flags: "wide", cgroup: "cgroup" },
    gives: "birth",
  },
  /** clone3(2) with CLONE_VM and CLONE_VFORK. The child exits at once and is reaped. */
  vfork: { code: 5, by: "body", fields: { flags: "wide" }, gives: "nothing" },
  unshare: { code: 6, by: "body", fields: { flags: "unsigned" }, gives: "nothing" },
  setns: { code: 7, by: "body", fields: { file: "descriptor", flags: "unsigned" }, gives: "nothing" },
  exit: { code: 8, by: "body", fields: { status: "number" }, gives: "nothing" },
  /** pidfd_send_signal(2). A body that dies of its own signal answers `EOWNERDEAD`. */
  signal: { code: 9, by: "both", fields: { pidfd: "descriptor", signal: "number" }, gives: "nothing" },
  /** waitid(2) for one child. Without `WAIT.nohang` the whole agent waits for it. */
  waitid: { code: 10, by: "body", fields: { pidfd: "descriptor", options: "number" }, gives: "child" },
  prctl: { code: 11, by: "body", fields: { option: "number", argument: "wide" }, gives: "number" },
  /** Sets the three group ids, then the three user ids, then PR_SET_DUMPABLE. */
  setresid: { code: 12, by: "body", fields: { id: "unsigned" }, gives: "nothing" },
  /** Drops all capabilities with capset(2). */
  drop: { code: 13, by: "body", fields: {}, gives: "nothing" },
  /** Starts a second thread, which sleeps. */
  thread: { code: 14, by: "body", fields: {}, gives: "nothing" },
  /** Sets whether the body ignores SIGCHLD, so that its dead children are reaped at once. A spawned body does not. */
  sigchld: { code: 15, by: "body", fields: { ignore: "boolean" }, gives: "nothing" },
  open: { code: 16, by: "both", fields: { ...FILE, flags: "number", mode: "number" }, gives: "number" },
  /** `EBUSY` for the pidfd and the /proc directory of a slot, which stay open until the slot is reused. */
  close: { code: 17, by: "both", fields: { file: "descriptor" }, gives: "nothing" },
  /** Opens, reads to the end and closes. */
  read: { code: 18, by: "both", fields: FILE, gives: "bytes" },
  /** Opens, writes with one call and closes. Returns how many bytes were written. */
  write: { code: 19, by: "both", fields: { ...FILE, bytes: "bytes" }, gives: "number" },
  mkdir: { code: 20, by: "both", fields: { ...FILE, mode: "number" }, gives: "nothing" },
  /** Waits up to `milliseconds` for a cgroup that is still busy with a task that has just died. */
  rmdir: { code: 21, by: "both", fields: { ...FILE, milliseconds: "unsigned" }, gives: "nothing" },
  rename: {
    code: 22,
    by: "both",
    fields: { ...FILE, toDirectory: "descriptor", toPath: "text" },
    gives: "nothing",
  },
  readlink: { code: 23, by: "both", fields: FILE, gives: "text" },
  /** The names in a directory except `.` and `..`, in no particular order. */
  list: { code: 24, by: "both", fields: FILE, gives: "names" },
  setxattr: { code: 25, by: "both", fields: { ...FILE, name: "text", value: "bytes" }, gives: "nothing" },
  getxattr: { code: 26, by: "both", fields: { ...FILE, name: "text" }, gives: "bytes" },
  removexattr: { code: 27, by: "both", fields: { ...FILE, name: "text" }, gives: "nothing" },
  /** mount(2), in the mount namespace of the process that performs it, never in the host's. An empty text is a null pointer. */
  mount: {
    code: 28,
    by: "both",
    fields: { flags: "unsigned", source: "text", target: "text", type: "text", data: "text" },
    gives: "nothing",
  },
  umount: { code: 29, by: "both", fields: { flags: "number", target: "text" }, gives: "nothing" },
  /** What /proc shows of processes. */
  snapshot: { code: 30, by: "main", fields: { show: "shown", slots: "slots" }, gives: "snapshot" },
  /** Waits until all have got at least as far as `until`, in the order `living`, `ending`, `zombie`, `gone`; returns how far each got. */
  wait_gone: {
    code: 31,
    by: "main",
    fields: { until: "presence", milliseconds: "unsigned", slots: "slots" },
    gives: "presences",
  },
  /** Makes a directory by its absolute path, and removes it when the agent ends, with all directories and tasks in it. */
  at_end: { code: 32, by: "main", fields: { path: "text", mode: "number" }, gives: "nothing" },
  /** Kills every body, waits until all are reaped, frees every slot, closes every descriptor handed out. `ETIMEDOUT`: some are still alive. */
  reset: { code: 33, by: "main", fields: {}, gives: "nothing" },
  /** The cost of each kind of operation so far. */
  times: { code: 34, by: "main", fields: {}, gives: "times" },
  /**
   * openat2(2) with RESOLVE_IN_ROOT: the absolute path of the directory that a path leads to, if `top` is `/` and cannot be left, as in
   * a chroot. Retried if somebody else renames something meanwhile.
   */
  locate: { code: 35, by: "main", fields: { top: "text", path: "text" }, gives: "text" },
  /** A directory and all directories below it, each with an extended attribute and its cgroup.procs. */
  tree: { code: 36, by: "main", fields: { ...FILE, attribute: "text" }, gives: "tree" },
  /** Opens, takes the handle of the file with name_to_handle_at(2), and closes. Returns a struct file_handle. */
  handle: { code: 37, by: "main", fields: FILE, gives: "bytes" },
  /** open_by_handle_at(2) */
  open_by_handle: {
    code: 38,
    by: "both",
    fields: { mount: "number", flags: "number", handle: "bytes" },
    gives: "number",
  },
  ioctl: {
    code: 39,
    by: "both",
    fields: { file: "descriptor", request: "unsigned", argument: "wide" },
    gives: "number",
  },
  socket: {
    code: 40,
    by: "body",
    fields: { family: "number", type: "number", protocol: "number" },
    gives: "number",
  },
  dup: { code: 41, by: "main", fields: { file: "descriptor" }, gives: "number" },
  /** fstat(2): the inode number, which distinguishes namespaces. */
  inode: { code: 42, by: "main", fields: { file: "descriptor" }, gives: "number" },
  /** Waits until none of the bodies will change by itself any more, and returns how far each has got. `ETIMEDOUT`: some are still changing. */
  settle: { code: 43, by: "main", fields: { milliseconds: "unsigned", slots: "slots" }, gives: "presences" },
  /** Frees slots whose bodies are gone, which releases what they were in. `EBUSY`: one is not gone. */
  free: { code: 44, by: "main", fields: { slots: "slots" }, gives: "nothing" },
  /** listns(2): takes a struct ns_id_req, returns 64-bit ids. */
  listns: { code: 45, by: "body", fields: { request: "bytes" }, gives: "bytes" },
} as const satisfies Readonly<Record<string, OperationKind>>;

/** The name of an operation. */
export type AgentCall = keyof typeof OPERATIONS;

type Table = typeof OPERATIONS;
type Fields<Name extends AgentCall> = Table[Name]["fields"];
type Addressed<Name extends AgentCall> = Table[Name]["by"] extends "body" | "both"
  ? { readonly slot: AgentSlot }
  : unknown;

/** An operation with its fields. */
export type RequestOf<Name extends AgentCall> = { readonly call: Name } & Addressed<Name> & {
    readonly [Field in keyof Fields<Name>]: Fields<Name>[Field] extends keyof FieldValues
      ? FieldValues[Fields<Name>[Field]]
      : never;
  };

/** Any operation. */
export type Request = { [Name in AgentCall]: RequestOf<Name> }[AgentCall];

/** A refused operation. `stage` is the index, from 0, of the refused call within the operation; the first one opens the file. */
export interface CallRefusal {
  readonly outcome: ErrnoName;
  readonly stage: number;
}

/** `ok` and the value of the operation, or the name of the errno. */
export type ResultOf<Name extends AgentCall> =
  | { readonly outcome: "ok"; readonly value: GivenValues[Table[Name]["gives"]] }
  | CallRefusal;

/** The results of a batch, in the order of its requests. */
export type ResultsOf<Batch extends readonly Request[]> = {
  readonly [Place in keyof Batch]: ResultOf<Batch[Place]["call"]>;
};

/** Every operation's name, in the order of the codes. */
// Keys of a literal: exactly AgentCall.
export const CALLS = Object.keys(OPERATIONS) as readonly AgentCall[];
