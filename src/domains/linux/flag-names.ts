import type { Kind } from "../../model/kind.ts";

/** What clone(2) calls a new namespace of each kind. */
export const FLAG_NAMES: Readonly<Record<Kind, string>> = {
  mnt: "CLONE_NEWNS",
  uts: "CLONE_NEWUTS",
  ipc: "CLONE_NEWIPC",
  net: "CLONE_NEWNET",
  pid: "CLONE_NEWPID",
  user: "CLONE_NEWUSER",
  cgroup: "CLONE_NEWCGROUP",
  time: "CLONE_NEWTIME",
};
