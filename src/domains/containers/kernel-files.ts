/** Names that a cgroup has files of, in version 2 or 1: a directory can have some of them, and none of others. */
export const KERNEL_FILES: readonly string[] = ["cgroup.procs", "cgroup.kill", "tasks"];
