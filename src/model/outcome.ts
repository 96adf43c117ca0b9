/** The errnos that refuse an operation, each with what it means in the designs modelled here; see errno(3). */
export const ERRNOS = {
  ESRCH: "no such task",
  EAGAIN: "no task number is left in the scope",
  EINVAL: "an argument is not valid: no kind, a kind outside the scope, a name that breaks N1",
  ENOSPC: "no container number, or no image, is left in the scope",
  ENOENT: "the path names nothing in the caller's view, or there is no such image",
  ENXIO: "the container has no nsproxy that could be entered",
  EBUSY: "the path is the caller's own container",
  EEXIST: "a sibling bears the name",
  ECHILD: "not a child of the caller",
} as const;

/** The reason for which an operation is refused. */
export type Errno = keyof typeof ERRNOS;

/** What an operation comes to: done, or refused and nothing changed. */
export type Outcome = "ok" | Errno;

/** Every outcome, `ok` first. */
export const OUTCOMES = ["ok", ...(Object.keys(ERRNOS) as Errno[])] as const; // keys of a literal: exactly Errno

/** What the shell prints for an errno, as strerror(3) of the GNU C library does. */
export const ERRNO_TEXTS: Readonly<Record<Errno, string>> = {
  ESRCH: "No such process",
  EAGAIN: "Resource temporarily unavailable",
  EINVAL: "Invalid argument",
  ENOSPC: "No space left on device",
  ENOENT: "No such file or directory",
  ENXIO: "No such device or address",
  EBUSY: "Device or resource busy",
  EEXIST: "File exists",
  ECHILD: "No child processes",
};
