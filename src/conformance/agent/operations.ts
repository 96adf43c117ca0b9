/**
 * What the agent can be asked, in one table: the frames are written by it, and the types of requests and results come from
 * it. agent.c has the same table (`OPERATIONS`).
 */
import type { ErrnoName } from "./errno-name.ts";
import type { Birth, ChildStatus, Greeting, Times } from "./results.ts";
import type { Presence, Shown, SlotSnapshot } from "./snapshot.ts";
import type { DirectoryShown } from "./tree.ts";

/** The number of a body, chosen by the client, from 0 below `SLOTS`. It is free again once the body is dead. */
export type AgentSlot = number;

/** In place of a slot: the agent's main process, outside the bodies' pid namespace and mounts. It can do file operations. */
export const MAIN = 0xffff;

/** In place of a slot, where a process is looked at: the init of the bodies' pid namespace, parent of what `spawn` makes. */
export const ROOT_SLOT = 0xfffe;

/**
 * An open file, a directory or a pidfd. All bodies share one table of descriptors, so a number is good for each of them. What
 * the same batch is still to make is named by where it will come from:
 * - `resultOf`: what the operation at this place in the batch gave
 * - `pidfdOf`: the pidfd of the body in the slot
 * - `procOf`: the body's directory in /proc, which stays that of this body when its pid comes round again
 *
 * Where there is none, the kernel gets a bad number, and says `EBADF`.
 */
export type Descriptor =
  | number
  | { readonly resultOf: number }
  | { readonly pidfdOf: AgentSlot }
  | { readonly procOf: AgentSlot };

/** The sorts of fields, each with what a request holds. Up to `shown` they travel as numbers, the rest as texts. */
export interface FieldValues {
  /** A whole number of 32 bits with sign. */
  number: number;
  /** A whole number of 32 bits without sign. */
  unsigned: number;
  /** A whole number of up to 64 bits. */
  wide: number;
  /** The slot of a body that is to be made. */
  child: AgentSlot;
  boolean: boolean;
  descriptor: Descriptor;
  /** A cgroup's directory, or null for that of the parent. */
  cgroup: Descriptor | null;
  presence: Presence;
  shown: readonly Shown[];
  text: string;
  bytes: Uint8Array;
  slots: readonly AgentSlot[];
}

/** The sorts of what an operation gives where it succeeds. */
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
  /** The number in a frame's head. */
  readonly code: number;
  /** Whose call it is: `main` and `root` have no slot, `body` has that of a body, `both` may have `MAIN` as well. */
  readonly by: "main" | "root" | "body" | "both";
  readonly fields: Readonly<Record<string, keyof FieldValues>>;
  readonly gives: keyof GivenValues;
}

const FILE = { directory: "descriptor", path: "text" } as const;

export const OPERATIONS = {
  /** Who the agent is and what it may do. */
  hello: { code: 1, by: "main", fields: {}, gives: "hello" },
  /**
   * Makes `root`, if asked in a user namespace of its own, and then in others of every kind, which that owns. `apart`: in a pid namespace of its own, and
   * with mounts of its own; else nothing of the bodies is new, and `root` is their subreaper alone. Gives its pid. `EEXIST` the second time.
   */
  start: { code: 2, by: "main", fields: { user: "boolean", apart: "boolean" }, gives: "number" },
  /** `root` forks a body. `EEXIST` where a body lives in the slot. */
  spawn: { code: 3, by: "root", fields: { child: "child", cgroup: "cgroup" }, gives: "birth" },
  /** clone3(2). A pidfd belongs to its slot: it is closed when the slot is used anew. */
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
  /** capset(2) to none. */
  drop: { code: 13, by: "body", fields: {}, gives: "nothing" },
  /** A second thread, which sleeps. */
  thread: { code: 14, by: "body", fields: {}, gives: "nothing" },
  /** Whether the body ignores SIGCHLD, so that its dead children are reaped at once. A spawned body does not. */
  sigchld: { code: 15, by: "body", fields: { ignore: "boolean" }, gives: "nothing" },
  open: { code: 16, by: "both", fields: { ...FILE, flags: "number", mode: "number" }, gives: "number" },
  /** `EBUSY` for the pidfd and the /proc directory of a slot, which stay open until the slot is used anew. */
  close: { code: 17, by: "both", fields: { file: "descriptor" }, gives: "nothing" },
  /** Opens, reads to the end and closes. */
  read: { code: 18, by: "both", fields: FILE, gives: "bytes" },
  /** Opens, writes with one call and closes. Gives how many bytes were written. */
  write: { code: 19, by: "both", fields: { ...FILE, bytes: "bytes" }, gives: "number" },
  mkdir: { code: 20, by: "both", fields: { ...FILE, mode: "number" }, gives: "nothing" },
  /** A cgroup that is still busy with a task that has just died is waited for so long. */
  rmdir: { code: 21, by: "both", fields: { ...FILE, milliseconds: "unsigned" }, gives: "nothing" },
  rename: {
    code: 22,
    by: "both",
    fields: { ...FILE, toDirectory: "descriptor", toPath: "text" },
    gives: "nothing",
  },
  readlink: { code: 23, by: "both", fields: FILE, gives: "text" },
  /** The names in a directory without `.` and `..`, in no order. */
  list: { code: 24, by: "both", fields: FILE, gives: "names" },
  setxattr: { code: 25, by: "both", fields: { ...FILE, name: "text", value: "bytes" }, gives: "nothing" },
  getxattr: { code: 26, by: "both", fields: { ...FILE, name: "text" }, gives: "bytes" },
  removexattr: { code: 27, by: "both", fields: { ...FILE, name: "text" }, gives: "nothing" },
  /** mount(2), in the mounts of who performs it, never in the host's. An empty text is a null pointer. */
  mount: {
    code: 28,
    by: "both",
    fields: { flags: "unsigned", source: "text", target: "text", type: "text", data: "text" },
    gives: "nothing",
  },
  umount: { code: 29, by: "both", fields: { flags: "number", target: "text" }, gives: "nothing" },
  /** What /proc shows of processes. */
  snapshot: { code: 30, by: "main", fields: { show: "shown", slots: "slots" }, gives: "snapshot" },
  /** Waits until all have come at least so far on the way `living`, `ending`, `zombie`, `gone`; gives how far each came. */
  wait_gone: {
    code: 31,
    by: "main",
    fields: { until: "presence", milliseconds: "unsigned", slots: "slots" },
    gives: "presences",
  },
  /** Makes a directory by its absolute path, and removes it at the agent's end with all directories and tasks in it. */
  at_end: { code: 32, by: "main", fields: { path: "text", mode: "number" }, gives: "nothing" },
  /** Kills every body, waits until all are reaped, frees every slot, closes every descriptor handed out. `ETIMEDOUT`: some live on. */
  reset: { code: 33, by: "main", fields: {}, gives: "nothing" },
  /** What each sort of operation has cost so far. */
  times: { code: 34, by: "main", fields: {}, gives: "times" },
  /**
   * openat2(2) with RESOLVE_IN_ROOT: the absolute path of the directory that a path leads to, where `top` is `/` and cannot be left, as in
   * a chroot. Tried again where somebody else renames meanwhile.
   */
  locate: { code: 35, by: "main", fields: { top: "text", path: "text" }, gives: "text" },
  /** A directory and all that stand in it, each with an extended attribute and its cgroup.procs. */
  tree: { code: 36, by: "main", fields: { ...FILE, attribute: "text" }, gives: "tree" },
  /** Opens, takes the handle of the file with name_to_handle_at(2), and closes. Gives a struct file_handle. */
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
  /** fstat(2): the inode number, which tells namespaces apart. */
  inode: { code: 42, by: "main", fields: { file: "descriptor" }, gives: "number" },
  /** Waits until nothing will change about any of the bodies by itself, and gives how far each has come. `ETIMEDOUT`: some change on. */
  settle: { code: 43, by: "main", fields: { milliseconds: "unsigned", slots: "slots" }, gives: "presences" },
  /** Frees slots whose bodies are gone, and so lets go of what they were in. `EBUSY`: one is not gone. */
  free: { code: 44, by: "main", fields: { slots: "slots" }, gives: "nothing" },
  /** listns(2): takes a struct ns_id_req, gives ids of 64 bits. */
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

/** Where an operation of several calls was refused: at the how manyth, from 0. The first opens the file. */
export interface CallRefusal {
  readonly outcome: ErrnoName;
  readonly stage: number;
}

/** `ok` and what the operation gives, or the name of the errno. */
export type ResultOf<Name extends AgentCall> =
  | { readonly outcome: "ok"; readonly value: GivenValues[Table[Name]["gives"]] }
  | CallRefusal;

/** The results of a batch, each at the place of its request. */
export type ResultsOf<Batch extends readonly Request[]> = {
  readonly [Place in keyof Batch]: ResultOf<Batch[Place]["call"]>;
};

/** Every operation's name, in the order of the numbers. */
// Keys of a literal: exactly Call.
export const CALLS = Object.keys(OPERATIONS) as readonly AgentCall[];
