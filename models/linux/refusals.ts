/**
 * Every refusal of the model: its errno, when it is made, and the manual page that states it or the kernel function that makes it. The code names refusals by
 * their keys, which distinguish each from all others: in the documentation, in what the kernel was seen to do, and in mutants.
 */
import type { LinuxErrno } from "../../src/domains/linux/errnos.ts";
import type { LinuxCall } from "../../src/domains/linux/operations.ts";
import type { RefusalRule } from "../../src/model/refusal-rule.ts";
import type { VersionedRule } from "./kernel-versions.ts";

/** A refusal, and the releases in which the kernel makes it. */
export interface LinuxRefusal extends RefusalRule {
  readonly errno: LinuxErrno;
  /** The versioned rule that brought it (`since`), or that ended it (`before`). */
  readonly since?: VersionedRule;
  readonly before?: VersionedRule;
  /** Why the kernel is not asked, in a sentence without a full stop. */
  readonly unasked?: string;
}

export const REFUSALS = {
  // all calls
  "no caller": {
    errno: "ESRCH",
    when: "the caller is missing, a zombie or dying",
    source: "semantics.md, Histories of linux",
    unasked: "a task that does not live cannot call",
  },

  // clone, vfork, thread
  "new root in shared fs": {
    errno: "EINVAL",
    when: "the child would share root and working directory, and have another mount or user namespace",
    source: "clone(2), CLONE_FS; copy_process",
  },
  "sibling of an init": {
    errno: "EINVAL",
    when: "the init of a pid namespace asks for a sibling",
    source: "clone(2), CLONE_PARENT; copy_process",
  },
  "semaphores in a new ipc": {
    errno: "EINVAL",
    when: "the child would share the semaphore adjustments, and have another ipc namespace",
    source: "clone(2), CLONE_SYSVSEM; copy_namespaces",
  },
  "pid namespace closed": {
    errno: "ENOMEM",
    when: "the init of the pid namespace for children is dead",
    source: "pid_namespaces(7), The namespace init process; alloc_pid",
  },
  "thread in another pid": {
    errno: "EINVAL",
    when: "the pid namespace for children is not the caller's own",
    source: "clone(2), CLONE_THREAD; copy_process",
  },

  // new namespaces: clone, vfork, unshare
  "user too deep": {
    errno: "ENOSPC",
    when: "user namespaces are nested as deeply as they can be",
    source: "user_namespaces(7), Nested namespaces; create_user_ns",
  },
  "user in a chroot": {
    errno: "EPERM",
    when: "the caller's root directory is not that of its mount namespace",
    source: "unshare(2), EPERM; current_chrooted",
  },
  "user of an unmapped id": {
    errno: "EPERM",
    when: "the caller's uid or gid has no mapping in its user namespace",
    source: "unshare(2), EPERM; create_user_ns",
  },
  "new namespace without capability": {
    errno: "EPERM",
    when: "the caller is not capable in its user namespace, and does not ask for a new one",
    source: "unshare(2), EPERM; unshare_nsproxy_namespaces, copy_namespaces",
  },
  "second pid namespace": {
    errno: "EINVAL",
    when: "the pid namespace for children is no longer the caller's own",
    source: "pid_namespaces(7), setns(2) and unshare(2) semantics; copy_pid_ns",
  },
  "pid of a foreign user": {
    errno: "EINVAL",
    when: "the owner of the caller's pid namespace is neither the owner of the new one nor around it",
    source: "create_pid_namespace",
  },
  "pid too deep": {
    errno: "ENOSPC",
    when: "pid namespaces are nested as deeply as they can be",
    source: "pid_namespaces(7), Nesting PID namespaces; create_pid_namespace",
  },
  "new user with threads": {
    errno: "EINVAL",
    when: "the caller has a second thread",
    source: "unshare(2), CLONE_NEWUSER; check_unshare_flags",
  },

  // setns
  "no kinds": { errno: "EINVAL", when: "no kind is given", source: "setns(2), EINVAL; check_setns_flags" },
  "target gone": { errno: "ESRCH", when: "there is no such task", source: "setns(2), ESRCH; validate_nsset" },
  "target hidden": {
    errno: "EPERM",
    when: "the caller may not inspect the target",
    source: "setns(2), EPERM; ptrace(2), Ptrace access mode checking; validate_nsset",
  },
  "target dead": { errno: "ESRCH", when: "the target is a zombie or dying", source: "validate_nsset" },

  // opening files of /proc: setns_fd, map
  "no file in proc": {
    errno: "ENOENT",
    when: "there is no such task, or the caller's root directory is in a mount namespace that is gone",
    source: "open(2), ENOENT",
  },
  "link hidden": {
    errno: "EACCES",
    when: "the caller may not inspect the target",
    source: "namespaces(7), The /proc/pid/ns/ directory; proc_ns_get_link",
  },
  "link gone": {
    errno: "ENOENT",
    when: "the target is a zombie or dying, and the kind is neither user nor pid",
    source: "ns_get_path_task",
  },
  "pid unborn": {
    errno: "ENOENT",
    when: "the pid namespace for children has no init yet",
    source: "pidns_for_children_get",
    before: "unbornPid",
  },

  // entering: setns, setns_fd, setns_file, setns_handle
  "enter own user": {
    errno: "EINVAL",
    when: "it is the caller's own user namespace",
    source: "setns(2), EINVAL; userns_install",
  },
  "enter user with threads": {
    errno: "EINVAL",
    when: "the caller has a second thread",
    source: "setns(2), User namespaces; userns_install",
  },
  "enter user in shared fs": {
    errno: "EINVAL",
    when: "the caller shares root and working directory",
    source: "setns(2), User namespaces; userns_install",
  },
  "enter user without capability": {
    errno: "EPERM",
    when: "the caller is not capable in the user namespace",
    source: "setns(2), User namespaces; userns_install",
  },
  "enter time in shared memory": {
    errno: "EUSERS",
    when: "the caller has a second thread, or shares its memory with another task",
    source: "timens_install, current_is_single_threaded",
  },
  "enter without capability": {
    errno: "EPERM",
    when: "the caller is not capable in the owner of the namespace, or in the user namespace that it would then be in",
    source: "setns(2), EPERM; utsns_install and those of the other kinds",
  },
  "enter mnt in shared fs": {
    errno: "EINVAL",
    when: "the caller shares root and working directory, and enters nothing else",
    source: "setns(2), Mount namespaces; mntns_install",
  },
  "enter pid upwards": {
    errno: "EINVAL",
    when: "the pid namespace is neither the caller's own nor below it",
    source: "setns(2), PID namespaces; pidns_install",
  },

  // kill, wait
  "kill nobody": {
    errno: "ESRCH",
    when: "there is no such task",
    source: "pidfd_send_signal(2), ESRCH",
    unasked: "a task that does not exist has no pidfd",
  },
  "kill outside": {
    errno: "EINVAL",
    when: "the target is not in the caller's pid namespace or below it",
    source: "pidfd_send_signal(2), EINVAL; access_pidfd_pidns",
  },
  "kill a stranger": {
    errno: "EPERM",
    when: "the target has another uid, and the caller is not capable in its user namespace",
    source: "kill(2), EPERM; kill_ok_by_cred",
  },
  "wait for no child": {
    errno: "ECHILD",
    when: "the target is not a child of the caller",
    source: "waitid(2), ECHILD",
  },
  "wait for the living": {
    errno: "EAGAIN",
    when: "the child is alive or dying",
    source: "waitid(2), WNOHANG",
  },

  // map
  "map file closed": {
    errno: "EACCES",
    when: "the target's files in /proc belong to another uid, and the caller may not override that",
    source: "proc(5), /proc/pid; task_dump_owner, capable_wrt_inode_uidgid",
  },
  "map the initial user": {
    errno: "EPERM",
    when: "it is the initial user namespace",
    source: "proc_uid_map_write",
  },
  "map from elsewhere": {
    errno: "EPERM",
    when: "the caller is neither in the user namespace nor in the one around it",
    source: "user_namespaces(7), Defining user and group ID mappings; proc_uid_map_write",
  },
  "map again": {
    errno: "EPERM",
    when: "uids are mapped already",
    source: "user_namespaces(7), Defining user and group ID mappings; map_write",
  },
  "map without capability": {
    errno: "EPERM",
    when: "the caller is not capable in the user namespace",
    source: "user_namespaces(7), Defining user and group ID mappings; map_write",
  },
  "map root unproven": {
    errno: "EPERM",
    when: "the caller is inside and the maker was not capable around the user namespace, or the caller is around it and not capable there",
    source:
      "user_namespaces(7), Defining user and group ID mappings (CAP_SETFCAP, since 5.12); verify_root_map",
  },
  "map a foreign id": {
    errno: "EPERM",
    when: "the caller is not capable around the user namespace, and either the id is not its own or another uid made the namespace",
    source: "user_namespaces(7), Defining user and group ID mappings; new_idmap_permitted",
  },
  "map gids": {
    errno: "EPERM",
    when: "uids are mapped now; to map gids, the caller would have to be capable around the user namespace",
    source: "user_namespaces(7), Defining user and group ID mappings (setgroups); new_idmap_permitted",
  },

  // setuid
  "id unmapped": {
    errno: "EINVAL",
    when: "the id has no mapping in the caller's user namespace",
    source: "setresuid(2), EINVAL",
  },
  "id without capability": {
    errno: "EPERM",
    when: "it is not the caller's own id, and the caller is not capable",
    source: "setresuid(2), EPERM",
  },

  // handle, nsfile, open, setns_handle
  "take of nobody": {
    errno: "ESRCH",
    when: "there is no such task",
    source: "semantics.md, Operations on names",
    unasked: "a task that does not exist has no files in /proc",
  },
  "nothing taken": {
    errno: "EINVAL",
    when: "no handle was taken under this name",
    source: "open_by_handle_at(2), EINVAL",
  },
  "handle stale": {
    errno: "ESTALE",
    when: "the namespace is not active",
    source: "open_by_handle_at(2), ESTALE; nsfs_fh_to_dentry",
  },
  "handle unseen": {
    errno: "ESTALE",
    when: "the caller does not see the namespace",
    source: "nsfs_fh_to_dentry",
  },

  // files
  "no such file": { errno: "EBADF", when: "the caller has no file of this name", source: "close(2), EBADF" },
  "enter a socket": { errno: "EINVAL", when: "the file is a socket", source: "setns(2), EINVAL" },
  "socket asked of a namespace": {
    errno: "ENOTTY",
    when: "the file is not a socket",
    source: "ioctl(2), ENOTTY; ns_ioctl",
  },
  "socket asked without capability": {
    errno: "EPERM",
    when: "the caller is not capable in the owner of the socket's network namespace",
    source: "sock_ioctl, SIOCGSKNS",
  },
  "namespace asked of a socket": {
    errno: "ENOTTY",
    when: "the file is a socket",
    source: "ioctl(2), ENOTTY; sock_ioctl",
  },
  "parent of a flat kind": {
    errno: "EINVAL",
    when: "the namespace is neither a user nor a pid namespace",
    source: "ioctl_nsfs(2), NS_GET_PARENT; ns_ioctl",
  },
  "relative outside": {
    errno: "EPERM",
    when: "there is no such namespace, or it is neither the caller's own nor below it",
    source: "ioctl_nsfs(2), EPERM; ns_get_owner, pidns_get_parent",
  },

  // mounts
  "mount without capability": {
    errno: "EPERM",
    when: "the caller is not capable in the owner of its mount namespace",
    source: "mount(2), EPERM; may_mount",
  },
  "mount from nowhere": {
    errno: "ENOENT",
    when: "the caller's root directory is in a mount namespace that is gone",
    source: "mount(2), ENOENT; do_mount, ksys_umount",
  },
  "mount a socket": { errno: "EINVAL", when: "the file is a socket", source: "do_loopback" },
  "mount in a chroot": {
    errno: "EINVAL",
    when: "the caller's root directory is in another mount namespace",
    source: "do_loopback, can_umount; check_mnt",
  },
  "mount a loop": {
    errno: "EINVAL",
    when: "it is a mount namespace that is not younger than the caller's",
    source: "mount(2), EINVAL; mnt_ns_loop",
  },
  "unmount nothing": {
    errno: "EINVAL",
    when: "there is no such mount",
    source: "umount(2), EINVAL; can_umount",
  },
  "unmount the locked": {
    errno: "EINVAL",
    when: "the mount came from a mount namespace with another owner",
    source: "mount_namespaces(7), Restrictions on mount namespaces; can_umount",
  },

  // list
  "list missing": {
    errno: "ENOSYS",
    when: "the kernel has no listns",
    source: "syscalls(2)",
    before: "list",
  },
  "list of no owner": {
    errno: "EINVAL",
    when: "the owner is not an active user namespace",
    source: "kernel/nstree.c, listns",
    since: "list",
  },
  "list after nothing": {
    errno: "EINVAL",
    when: "no handle was taken under this name",
    source: "semantics.md, Operations on names",
    unasked: "a history cannot express this",
  },
  "list at the end": {
    errno: "ENOENT",
    when: "no namespace of the owner, or of the one kind, or at all, is younger",
    source: "kernel/nstree.c, listns",
    since: "list",
  },
  "list of the inactive": {
    errno: "ENOENT",
    when: "the first of them is not active",
    source: "kernel/nstree.c, listns",
    since: "list",
    before: "listInactive",
  },
} as const satisfies Readonly<Record<string, LinuxRefusal>>;

/** Why the kernel is not asked for a refusal, where the reason concerns only some calls. */
export const UNASKED_OF: Readonly<Partial<Record<LinuxCall, Readonly<Partial<Record<string, string>>>>>> = {
  bind: { "no such file": "mount(2) takes a path, and a file that does not exist has none" },
};

/** The versioned rule that ended a refusal for some calls only. */
export const BEFORE_OF: Readonly<
  Partial<Record<LinuxCall, Readonly<Partial<Record<string, VersionedRule>>>>>
> = {
  setns_handle: { "enter pid upwards": "seeing" }, // a task that sees any pid namespace but its own is in the initial one
};

/** The name of a refusal. */
export type Refusal = keyof typeof REFUSALS;

/** The result of a call inside the model: done, or the refusal. */
export type Result = "ok" | Refusal;

const NEW_NAMESPACES = [
  "user too deep",
  "user in a chroot",
  "user of an unmapped id",
  "new namespace without capability",
  "second pid namespace",
  "pid of a foreign user",
  "pid too deep",
] as const satisfies readonly Refusal[];

/** Refusals to enter a namespace found through a task or a handle: an earlier check leaves no case there for "enter user without capability". */
const ENTERING = [
  "enter own user",
  "enter user with threads",
  "enter user in shared fs",
  "enter time in shared memory",
  "enter without capability",
  "enter mnt in shared fs",
  "enter pid upwards",
] as const satisfies readonly Refusal[];

const TAKING = ["take of nobody", "link gone", "pid unborn"] as const satisfies readonly Refusal[];
const OPENING = ["nothing taken", "handle stale", "handle unseen"] as const satisfies readonly Refusal[];

/** The refusals that each call of a live task can meet. */
export const REFUSALS_OF = {
  clone: [
    "new root in shared fs",
    "sibling of an init",
    ...NEW_NAMESPACES,
    "semaphores in a new ipc",
    "pid namespace closed",
  ],
  vfork: [...NEW_NAMESPACES, "pid namespace closed"],
  unshare: ["new user with threads", ...NEW_NAMESPACES],
  setns: ["no kinds", "target gone", "target hidden", "target dead", ...ENTERING],
  setns_fd: ["no file in proc", "link hidden", "link gone", "pid unborn", ...ENTERING],
  exit: [],
  kill: ["kill nobody", "kill outside", "kill a stranger"],
  wait: ["wait for no child", "wait for the living"],
  map: [
    "no file in proc",
    "map file closed",
    "map the initial user",
    "map from elsewhere",
    "map again",
    "map without capability",
    "map root unproven",
    "map a foreign id",
    "map gids",
  ],
  drop: [],
  setuid: ["id unmapped", "id without capability"],
  subreaper: [],
  thread: ["thread in another pid"],
  handle: TAKING,
  open: OPENING,
  setns_handle: [...OPENING, ...ENTERING],
  nsfile: TAKING,
  setns_file: ["no such file", "enter a socket", ...ENTERING, "enter user without capability"],
  close: ["no such file"],
  socket: [],
  sockns: ["no such file", "socket asked of a namespace", "socket asked without capability"],
  userns: ["no such file", "namespace asked of a socket", "relative outside"],
  parent: ["no such file", "namespace asked of a socket", "parent of a flat kind", "relative outside"],
  bind: [
    "no such file",
    "mount from nowhere",
    "mount without capability",
    "mount a socket",
    "mount in a chroot",
    "mount a loop",
  ],
  unbind: [
    "mount from nowhere",
    "mount without capability",
    "unmount nothing",
    "mount in a chroot",
    "unmount the locked",
  ],
  list: ["list missing", "list of no owner", "list after nothing", "list at the end", "list of the inactive"],
} as const satisfies Readonly<Record<LinuxCall, readonly Refusal[]>>;
