import type { Errnos } from "../../model/errno.ts";

/** The errnos that refuse an operation of a container design. */
export const CONTAINER_ERRNOS = {
  ESRCH: "no such task",
  EAGAIN: "no task number is left in the scope",
  EINVAL: "an argument is not valid: no kind, a kind outside the scope, a name that breaks N1",
  ENOSPC: "no container number, or no image, is left in the scope",
  ENOENT: "the path names nothing in the caller's view, or there is no such image",
  ENXIO: "the container has no nsproxy that could be entered",
  EBUSY: "the path is the caller's own container",
  EEXIST: "a sibling bears the name",
  ECHILD: "not a child of the caller",
} as const satisfies Errnos;
