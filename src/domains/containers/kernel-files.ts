/** Names of files that every cgroup has, in version 2, in version 1 or in both: there no directory can bear the name. */
export const KERNEL_FILES: readonly string[] = ["cgroup.procs", "cgroup.kill", "tasks"];
