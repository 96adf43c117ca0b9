/** Performs each operation of `linux` as its system call ("Histories of `linux`" and "Names of namespaces"), in the task's own process. */
import { FLAG_NAMES } from "../../domains/linux/flag-names.ts";
import {
  type LinuxCall,
  type LinuxOperation,
  type OperationOfCall,
  SELF,
} from "../../domains/linux/operations.ts";
import type { Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { cloneFlags, MOUNT, NSFS_ROOT, PRCTL, SHARE_FLAGS, WAIT, WORKING_DIRECTORY } from "../agent/flags.ts";
import { type AgentSlot, MAIN } from "../agent/operations.ts";
import { mountPoint, type Subtree, type SubtreeTask } from "./subtree.ts";

const SIGKILL = 9;
/** __WALL of waitid(2): includes a child that sends no signal when it ends, such as one made with CLONE_PARENT. */
const ANY_CHILD = 0x4000_0000;
const [AF_INET, SOCK_DGRAM] = [2, 2];
/** ioctl(2) requests: the network namespace of a socket, and those of ioctl_nsfs(2). */
const IOCTL = { SIOCGSKNS: 0x894c, NS_GET_USERNS: 0xb701, NS_GET_PARENT: 0xb702 } as const;
const MNT_DETACH = 2;

type Perform<Op extends LinuxCall> = (
  tree: Subtree,
  operation: OperationOfCall<Op>,
  slot: AgentSlot,
) => Promise<string>;

const PERFORM: { readonly [Op in LinuxCall]: Perform<Op> } = {
  clone: (tree, { task, kinds, flags = [] }) => {
    const shared = flags.reduce((sum, flag) => sum | SHARE_FLAGS[flag], 0);
    const what = `clone3(${inWords(
      kinds,
      flags.map((flag) => `CLONE_${flag.toUpperCase()}`),
    )})`;
    return tree.clone(task, cloneFlags(kinds) | shared, what);
  },
  vfork: async (tree, { kinds }, slot) => {
    const what = `clone3(${inWords(kinds, ["CLONE_VM", "CLONE_VFORK"])})`;
    return (await tree.make({ call: "vfork", slot, flags: cloneFlags(kinds) }, what)).outcome;
  },
  unshare: async (tree, { kinds }, slot) =>
    (await tree.make({ call: "unshare", slot, flags: cloneFlags(kinds) }, `unshare(${inWords(kinds)})`))
      .outcome,
  setns: async (tree, { target, kinds }, slot) => {
    const file = { pidfdOf: tree.task(target)?.slot ?? tree.nobody };
    const what = `setns(pidfd of task ${target}, ${inWords(kinds)})`;
    return (await tree.make({ call: "setns", slot, file, flags: cloneFlags(kinds) }, what)).outcome;
  },
  setns_fd: async (tree, { target, file }, slot) => {
    const place = { directory: WORKING_DIRECTORY, path: `${procOf(tree.task(target))}/ns/${file}` };
    const opened = await tree.make(
      { call: "open", slot, ...place, flags: 0, mode: 0 },
      `open(${place.path})`,
    );
    return opened.outcome === "ok" ? enter(tree, slot, opened.value) : opened.outcome;
  },
  exit: async (tree, _operation, slot) =>
    (await tree.make({ call: "exit", slot, status: 0 }, "exit_group(0)")).outcome,
  kill: async (tree, { target }, slot) => {
    const killed = tree.task(target);
    // There is no way to get a pidfd of a task that does not exist.
    if (killed === undefined) return "ESRCH";
    const request = { call: "signal", slot, pidfd: { pidfdOf: killed.slot }, signal: SIGKILL } as const;
    const { outcome } = await tree.make(request, `pidfd_send_signal(pidfd of task ${target}, SIGKILL)`);
    return outcome === "EOWNERDEAD" ? "ok" : outcome; // it killed itself
  },
  wait: async (tree, { target }, slot) => {
    const pidfd = { pidfdOf: tree.task(target)?.slot ?? tree.nobody };
    const request = { call: "waitid", slot, pidfd, options: WAIT.exited | WAIT.nohang | ANY_CHILD } as const;
    const waited = await tree.make(request, `waitid(pidfd of task ${target}, WEXITED | WNOHANG | __WALL)`);
    if (waited.outcome !== "ok") return waited.outcome;
    return waited.value.code === 0 ? "EAGAIN" : "ok";
  },
  map: async (tree, { target }, slot) => {
    for (const file of ["uid_map", "gid_map"]) {
      const place = { directory: WORKING_DIRECTORY, path: `${procOf(tree.task(target))}/${file}` };
      const request = { call: "write", slot, ...place, bytes: Buffer.from("0 0 1\n") } as const;
      const { outcome } = await tree.make(request, `write(${place.path}, "0 0 1")`);
      if (outcome !== "ok") return outcome;
    }
    return "ok";
  },
  drop: async (tree, _operation, slot) => (await tree.make({ call: "drop", slot }, "capset(none)")).outcome,
  setuid: async (tree, { id }, slot) => {
    const request = { call: "setresid", slot, id: tree.ids.standInFor(id) } as const;
    const what = `setresgid, setresuid(${id === 0 ? 0 : `the stand-in for ${id}`}), PR_SET_DUMPABLE`;
    return (await tree.make(request, what)).outcome;
  },
  subreaper: async (tree, _operation, slot) => {
    const request = { call: "prctl", slot, option: PRCTL.setChildSubreaper, argument: 1 } as const;
    return (await tree.make(request, "prctl(PR_SET_CHILD_SUBREAPER, 1)")).outcome;
  },
  thread: async (tree, _operation, slot) =>
    (await tree.make({ call: "thread", slot }, "clone3(CLONE_THREAD)")).outcome,
  handle: async (tree, { target, kind, handle }) => {
    const named = tree.task(target);
    if (named === undefined) return "ESRCH";
    const place = { directory: { procOf: named.slot }, path: `ns/${kind}` };
    const taken = await tree.make(
      { call: "handle", ...place },
      `name_to_handle_at(${procOf(named)}/ns/${kind})`,
    );
    if (taken.outcome === "ok") tree.handles.set(handle, taken.value);
    return taken.outcome;
  },
  open: async (tree, { task, handle, file }, slot) => {
    const opened = await openHandle(tree, slot, handle);
    if (typeof opened === "string") return opened;
    await tree.keep(task, file, opened);
    return "ok";
  },
  setns_handle: async (tree, { handle }, slot) => {
    const opened = await openHandle(tree, slot, handle);
    return typeof opened === "string" ? opened : enter(tree, slot, opened);
  },
  nsfile: async (tree, { task, target, kind, file }) => {
    const named = tree.task(target);
    if (named === undefined) return "ESRCH";
    const place = { directory: { procOf: named.slot }, path: `ns/${kind}` };
    const request = { call: "open", slot: MAIN, ...place, flags: 0, mode: 0 } as const;
    return keepOpened(tree, task, file, await tree.make(request, `open(${procOf(named)}/ns/${kind})`));
  },
  setns_file: async (tree, { task, file }, slot) => {
    const request = { call: "setns", slot, file: tree.file(task, file), flags: 0 } as const;
    return (await tree.make(request, `setns(${file}, 0)`)).outcome;
  },
  close: async (tree, { task, file }, slot) => {
    const { outcome } = await tree.make(
      { call: "close", slot, file: tree.file(task, file) },
      `close(${file})`,
    );
    tree.forget(task, file);
    return outcome;
  },
  socket: async (tree, { task, file }, slot) => {
    const request = { call: "socket", slot, family: AF_INET, type: SOCK_DGRAM, protocol: 0 } as const;
    return keepOpened(tree, task, file, await tree.make(request, "socket(AF_INET, SOCK_DGRAM, 0)"));
  },
  sockns: (tree, operation, slot) => askFile(tree, operation, slot, "SIOCGSKNS"),
  userns: (tree, operation, slot) => askFile(tree, operation, slot, "NS_GET_USERNS"),
  parent: (tree, operation, slot) => askFile(tree, operation, slot, "NS_GET_PARENT"),
  bind: async (tree, { task, file, mount }, slot) => {
    const held = tree.file(task, file);
    // The call takes a path, not a descriptor.
    if (held < 0) return "EBADF";
    const paths = { source: `/proc/self/fd/${held}`, target: mountPoint(mount) };
    const request = { call: "mount", slot, flags: MOUNT.bind, ...paths, type: "", data: "" } as const;
    return (await tree.make(request, `mount(${paths.source}, ${paths.target}, MS_BIND)`)).outcome;
  },
  unbind: async (tree, { mount }, slot) => {
    const target = mountPoint(mount);
    return (
      await tree.make({ call: "umount", slot, flags: MNT_DETACH, target }, `umount2(${target}, MNT_DETACH)`)
    ).outcome;
  },
  list: async (tree, { kinds, owner, after }, slot) => {
    const request = listRequest(kinds, ownerId(tree, owner), idOf(tree, after));
    const { outcome } = await tree.make({ call: "listns", slot, request }, `listns(${inWords(kinds)})`);
    const isTaken = (name: string | undefined) =>
      name === undefined || name === SELF || tree.handles.has(name);
    // A handle that was never taken has no known id to ask for.
    return outcome === "ENOSYS" || (isTaken(owner) && isTaken(after)) ? outcome : "EINVAL";
  },
};

/**
 * Performs an operation.
 *
 * @returns `ok` or the errno
 */
export function performOperation(tree: Subtree, operation: LinuxOperation): Promise<string> {
  const caller = tree.task(operation.task);
  if (caller?.isAlive !== true) return Promise.resolve("ESRCH");
  return perform(operation.op, tree, operation, caller.slot);
}

function perform<Op extends LinuxCall>(
  op: Op,
  tree: Subtree,
  operation: LinuxOperation,
  slot: AgentSlot,
): Promise<string> {
  // The operation has the type of the call that it names, which the compiler cannot follow through a table.
  return PERFORM[op](tree, operation as OperationOfCall<Op>, slot);
}

/** The directory of a task in /proc. No process has the pid 0. */
function procOf(task: SubtreeTask | undefined): string {
  return `/proc/${task?.pid ?? 0}`;
}

async function enter(tree: Subtree, slot: AgentSlot, file: number): Promise<string> {
  const { outcome } = await tree.make({ call: "setns", slot, file, flags: 0 }, "setns(it, 0)");
  await tree.look({ call: "close", slot: MAIN, file });
  return outcome;
}

/** @returns the descriptor, or the errno */
async function openHandle(tree: Subtree, slot: AgentSlot, name: string): Promise<number | string> {
  const handle = tree.handles.get(name) ?? NO_HANDLE;
  const request = { call: "open_by_handle", slot, mount: NSFS_ROOT, flags: 0, handle } as const;
  const opened = await tree.make(request, `open_by_handle_at(FD_NSFS_ROOT, ${name}, O_RDONLY)`);
  return opened.outcome === "ok" ? opened.value : opened.outcome;
}

/** A struct file_handle with nothing in it. */
const NO_HANDLE = new Uint8Array(8);

async function keepOpened(
  tree: Subtree,
  task: TaskNumber,
  name: string,
  opened: Awaited<ReturnType<typeof tree.make<"open" | "socket" | "ioctl">>>,
): Promise<string> {
  if (opened.outcome === "ok") await tree.keep(task, name, opened.value);
  return opened.outcome;
}

async function askFile(
  tree: Subtree,
  { task, from, file }: OperationOfCall<"sockns" | "userns" | "parent">,
  slot: AgentSlot,
  question: keyof typeof IOCTL,
): Promise<string> {
  const asked = tree.file(task, from);
  const request = { call: "ioctl", slot, file: asked, request: IOCTL[question], argument: 0 } as const;
  return keepOpened(tree, task, file, await tree.make(request, `ioctl(${from}, ${question})`));
}

/** Offset of the namespace's id in a struct file_handle of nsfs: after the length and the type. */
const ID_IN_HANDLE = 8;
/** LISTNS_CURRENT_USER of linux/nsfs.h. */
const CURRENT_USER = 2n ** 64n - 1n;

function idOf(tree: Subtree, handle: string | undefined): bigint {
  const bytes = handle === undefined ? undefined : tree.handles.get(handle);
  return bytes === undefined ? 0n : Buffer.from(bytes).readBigUInt64LE(ID_IN_HANDLE);
}

function ownerId(tree: Subtree, owner: string | undefined): bigint {
  return owner === SELF ? CURRENT_USER : idOf(tree, owner);
}

/** struct ns_id_req of linux/nsfs.h. */
function listRequest(kinds: readonly Kind[], owner: bigint, after: bigint): Uint8Array {
  const request = Buffer.alloc(LIST_REQUEST);
  request.writeUInt32LE(LIST_REQUEST, 0);
  request.writeBigUInt64LE(after, 8);
  request.writeUInt32LE(cloneFlags(kinds), 16);
  request.writeBigUInt64LE(owner, 24);
  return request;
}

const LIST_REQUEST = 32;

/** Flags as in C. */
function inWords(kinds: readonly Kind[], others: readonly string[] = []): string {
  const words = [...others, ...kinds.map((kind) => FLAG_NAMES[kind])];
  return words.length === 0 ? "0" : words.join(" | ");
}
