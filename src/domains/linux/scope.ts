import type { Kind } from "../../model/kind.ts";
import type { LinuxCall } from "./operations.ts";

/** A release of the kernel, as in "6.18" or "6.19.10". */
export type KernelVersion = string;

/** MAX_PID_NS_LEVEL of include/linux/pid_namespace.h: how deep a pid namespace can be; the initial one is 0 deep. */
export const PID_LEVELS = 32;

/** How deep a user namespace can be: create_user_ns of kernel/user_namespace.c refuses below a parent whose level is above 32. */
export const USER_LEVELS = 33;

/**
 * The bounds within which the calls are explored. All but the levels and the kernel bound only what a search tries: a call is never refused because of
 * them.
 */
export interface LinuxScope {
  /** How many tasks there may be in a search, zombies among them, from 1. */
  readonly tasks: number;
  /** The kinds of namespace that a search tries, each once. A task has all eight. */
  readonly kinds: readonly Kind[];
  /** How deep pid namespaces nest. Absent: as deep as the kernel allows. */
  readonly pidLevels?: number;
  /** How deep user namespaces nest. Absent: as deep as the kernel allows. */
  readonly userLevels?: number;
  /**
   * How many handles a search takes; absent: none. If both this and `mounts` are given as 0, no call depends on which of two namespaces is older, and
   * worlds do not record it, so a search has fewer of them.
   */
  readonly handles?: number;
  /** Under how many names a search opens files; absent: none. */
  readonly files?: number;
  /** Under how many names a search mounts; absent: none. */
  readonly mounts?: number;
  /** The calls that a search tries, each once; absent: all. */
  readonly tries?: readonly LinuxCall[];
  /** The kernel whose rules hold. Absent: the newest known rules. */
  readonly kernel?: KernelVersion;
}
