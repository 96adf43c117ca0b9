import type { Fields } from "../../model/domain-parts.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { quote } from "../../text/quote.ts";
import { flawOfName } from "./names.ts";

/** The files of /proc/PID/ns, in the order of namespaces(7): the eight kinds, and the two that say what a child gets. */
export const LINKS = [...KINDS, "pid_for_children", "time_for_children"] as const;

/** A file of /proc/PID/ns. */
export type Link = (typeof LINKS)[number];

/** What else `clone` may share with the child, or whose child that is: see clone(2). */
export const CLONE_FLAGS = ["parent", "fs", "vm", "sysvsem"] as const;

/** A flag of `clone`. */
export type CloneFlag = (typeof CLONE_FLAGS)[number];

/** The owner that `list` takes for the caller's own user namespace (LISTNS_CURRENT_USER); no handle bears this name. */
export const SELF = "self";

/** What is wrong with the name of a handle. */
export const flawOfHandle = (text: string): string | undefined =>
  text === SELF ? `no handle is called ${quote(SELF)}` : flawOfName(text);

/** Every call of the domain, and the fields that it takes in the order in which they are written. */
export const LINUX_CALLS = {
  clone: ["kinds", "flags"],
  vfork: ["kinds"],
  unshare: ["kinds"],
  setns: ["target", "kinds"],
  setns_fd: ["target", "file"],
  exit: [],
  kill: ["target"],
  wait: ["target"],
  map: ["target"],
  drop: [],
  setuid: ["id"],
  subreaper: [],
  thread: [],
  handle: ["target", "kind", "handle"],
  open: ["handle", "file"],
  setns_handle: ["handle"],
  nsfile: ["target", "kind", "file"],
  setns_file: ["file"],
  close: ["file"],
  socket: ["file"],
  sockns: ["from", "file"],
  userns: ["from", "file"],
  parent: ["from", "file"],
  bind: ["file", "mount"],
  unbind: ["mount"],
  list: ["kinds", "owner", "after"],
} as const;

/** What a message calls a file of /proc/PID/ns if what a history names is none. */
export const LINK = "kind of namespace";

const FILE = { is: "name", flaw: flawOfName } as const;
const HANDLE = { is: "name", flaw: flawOfHandle } as const;
const ONE_LINK = { is: "one of", values: LINKS, noun: LINK } as const;

/** What the fields hold. */
export const LINUX_FIELDS = {
  kinds: { is: "kinds" },
  flags: { is: "some of", values: CLONE_FLAGS, noun: "flag", isOptional: true },
  target: { is: "task" },
  id: { is: "number", from: 0 },
  kind: ONE_LINK,
  handle: HANDLE,
  file: FILE,
  from: FILE,
  mount: FILE,
  owner: { ...FILE, isOptional: true },
  after: { ...HANDLE, isOptional: true },
} as const satisfies Fields;

/** The fields that hold something else in some calls. */
export const LINUX_CALL_FIELDS = {
  setns_fd: { file: ONE_LINK },
} as const satisfies Readonly<Partial<Record<LinuxCall, Fields>>>;

/** The name of a call. */
export type LinuxCall = keyof typeof LINUX_CALLS;

/** The names of all calls. */
export const ALL_LINUX_CALLS = Object.keys(LINUX_CALLS) as readonly LinuxCall[]; // keys of a literal: exactly these

/** Whether a text is the name of a call of the domain. */
export const isLinuxCall = (text: string): text is LinuxCall => Object.hasOwn(LINUX_CALLS, text);

export interface By<Op extends LinuxCall> {
  readonly op: Op;
  /** The caller. If it does not exist, the outcome is `ESRCH`. */
  readonly task: TaskNumber;
}

export interface WithKinds {
  /** Each at most once. */
  readonly kinds: readonly Kind[];
}

export interface WithTarget {
  /** A task, which need not exist. */
  readonly target: TaskNumber;
}

export interface WithHandle {
  /** The name that a handle has in the history. */
  readonly handle: string;
}

export interface WithFile {
  /** The name of one of the caller's files; for a call that opens one, it may be in use or not. */
  readonly file: string;
}

export interface WithFrom {
  /** The name of the caller's file that is asked. */
  readonly from: string;
}

export interface WithMount {
  /** The name of a bind mount. */
  readonly mount: string;
}

/** One system call by a task ("Histories of `linux`" and "Names of namespaces"). */
export type LinuxOperation =
  | (By<"clone"> & WithKinds & { readonly flags?: readonly CloneFlag[] })
  | (By<"vfork"> & WithKinds)
  | (By<"unshare"> & WithKinds)
  | (By<"setns"> & WithTarget & WithKinds)
  | (By<"setns_fd"> & WithTarget & { readonly file: Link })
  | By<"exit">
  | (By<"kill"> & WithTarget)
  | (By<"wait"> & WithTarget)
  | (By<"map"> & WithTarget)
  | By<"drop">
  | (By<"setuid"> & { readonly id: number })
  | By<"subreaper">
  | By<"thread">
  | (By<"handle"> & WithTarget & WithHandle & { readonly kind: Link })
  | (By<"open"> & WithHandle & WithFile)
  | (By<"setns_handle"> & WithHandle)
  | (By<"nsfile"> & WithTarget & WithFile & { readonly kind: Link })
  | (By<"setns_file"> & WithFile)
  | (By<"close"> & WithFile)
  | (By<"socket"> & WithFile)
  | (By<"sockns"> & WithFrom & WithFile)
  | (By<"userns"> & WithFrom & WithFile)
  | (By<"parent"> & WithFrom & WithFile)
  | (By<"bind"> & WithFile & WithMount)
  | (By<"unbind"> & WithMount)
  | (By<"list"> & WithKinds & { readonly owner?: string; readonly after?: string });

/** An operation as shared code sees it, which knows nothing of its fields. */
export type AnyLinuxOperation = LinuxOperation & { readonly [field: string]: unknown };

/** The operation of a call. */
export type OperationOfCall<Op extends LinuxCall> = Extract<LinuxOperation, { readonly op: Op }>;
