import type { Kind } from "../../model/kind.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { Link } from "./operations.ts";

/** The parent of task 1, and of every task that nobody in the world adopts. */
export const OUTSIDE = 0;

/** The states of a task. Dying: the init of a pid namespace that has died but waits for something left in it. */
export const TASK_STATES = ["alive", "zombie", "dying"] as const;

export type TaskState = (typeof TASK_STATES)[number];

/** A task that was not reaped, as /proc shows it to the superuser. */
export interface ObservedLinuxTask {
  readonly state: TaskState;
  readonly parent: TaskNumber | typeof OUTSIDE;
  /** What its files of /proc/PID/ns name. A zombie or a dying task has only `pid` and `user`. */
  readonly links: Readonly<Partial<Record<Link, NamespaceNumber>>>;
  /** As the initial user namespace numbers it. */
  readonly uid: number;
  /** Whether it has all capabilities in its user namespace, or none. */
  readonly isCapable: boolean;
  readonly isSubreaper: boolean;
  /** Its files by name, in order. */
  readonly files: ReadonlyMap<string, ObservedFile>;
}

/** An open file. */
export interface ObservedFile {
  readonly is: "namespace" | "socket";
  /** The namespace that it names; for a socket, the network namespace that it belongs to. */
  readonly namespace: NamespaceNumber;
}

/** A namespace that exists. */
export interface ObservedNamespace {
  readonly kind: Kind;
  /** Whether it was there before all tasks. */
  readonly isInitial: boolean;
  /** The user namespace that owns it; for a user namespace, its parent; null for the initial user namespace. */
  readonly owner: NamespaceNumber | null;
  /** For a pid namespace, the one around it; null for the initial one, and for other kinds. */
  readonly parent: NamespaceNumber | null;
  /** How many namespaces are around a user or pid namespace; 0 for other kinds. */
  readonly level: number;
  /** Whether it can be opened by a handle. */
  readonly isActive: boolean;
  /** For a mount namespace, the mounts in it, bottom first. */
  readonly mounts: readonly ObservedMount[];
}

/** A bind mount of a namespace. */
export interface ObservedMount {
  readonly name: string;
  readonly namespace: NamespaceNumber;
  readonly isLocked: boolean;
}

/**
 * A world of the domain, as properties, reports and backends see it: a picture of one moment. Maps are in order of number or name. A namespace's
 * number means nothing but which one it is, and is free again once nothing names it any more.
 */
export interface LinuxObservation {
  /** All tasks that were not reaped. */
  readonly tasks: ReadonlyMap<TaskNumber, ObservedLinuxTask>;
  /** All namespaces that exist. */
  readonly namespaces: ReadonlyMap<NamespaceNumber, ObservedNamespace>;
  /** By name, what each handle names; the number may be of a namespace that is gone. */
  readonly handles: ReadonlyMap<string, NamespaceNumber>;
  /** What the last `list` that succeeded showed, the oldest first; `undefined` before the first. */
  readonly listed: readonly NamespaceNumber[] | undefined;
}
