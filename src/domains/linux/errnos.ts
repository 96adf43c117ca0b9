import type { Errnos } from "../../model/errno.ts";

/** The errnos that refuse a call of the domain, each with what it means there; see errno(3). */
export const LINUX_ERRNOS = {
  ESRCH: "the task is missing, a zombie or dying",
  EINVAL: "flags that do not go together, or a namespace that cannot be entered from here",
  EPERM: "a capability is missing, an id is not mapped, or the caller may not inspect the target",
  ENOSPC: "namespaces are nested too deeply",
  ENOMEM: "the init of the pid namespace for children is dead",
  EUSERS: "the caller has a second thread, or shares its memory with another task",
  ENOENT: "there is no such file, or no such namespace yet",
  EACCES: "the target's files may not be opened",
  ECHILD: "not a child of the caller",
  EAGAIN: "a child of the caller that is not dead yet",
  EBADF: "the caller has no file of this name",
  ENOTTY: "the file does not answer this question",
  ESTALE: "the handle's namespace is not active, or the caller does not see it",
  ENOSYS: "this kernel lacks the call",
} as const satisfies Errnos;

/** The errno with which a call of the domain is refused. */
export type LinuxErrno = keyof typeof LINUX_ERRNOS;

/** The outcome of a call of the domain. */
export type LinuxOutcome = "ok" | LinuxErrno;
