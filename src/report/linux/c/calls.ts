import { FLAG_NAMES } from "../../../domains/linux/flag-names.ts";
import {
  type LinuxCall,
  type LinuxOperation,
  type OperationOfCall,
  SELF,
} from "../../../domains/linux/operations.ts";
import type { Kind } from "../../../model/kind.ts";
import { constant, flagsOf, quoted } from "./text.ts";

/** A call as the program makes it. */
export interface CallInC {
  /** An expression whose value is 0 or a negative errno. */
  readonly expression: string;
  /** As it would be written without the runtime. */
  readonly told: string;
  /** What it needs of the runtime besides what its name implies. */
  readonly needs: readonly string[];
}

const flags = (kinds: readonly Kind[], others: readonly string[] = []): string =>
  flagsOf([...kinds.map((kind) => FLAG_NAMES[kind]), ...others]);

export const fileName = (name: string): string => `FILE_${constant(name)}`;
export const handleName = (name: string): string => `HANDLE_${constant(name)}`;

/** The arguments of a call after its caller, how it is printed, and what it needs. */
interface Words {
  readonly called?: string;
  readonly args: readonly string[];
  readonly told: string;
  readonly needs?: readonly string[];
}

const CALLS: { readonly [Op in LinuxCall]: (operation: OperationOfCall<Op>) => Words } = {
  clone: ({ kinds, flags: shared = [] }) => {
    const all = flags(
      kinds,
      shared.map((flag) => `CLONE_${constant(flag)}`),
    );
    return { args: [all], told: `clone3(${all})`, needs: shared.includes("vm") ? ["clone:vm"] : [] };
  },
  vfork: ({ kinds }) => ({
    args: [flags(kinds)],
    told: `clone3(${flags(kinds, ["CLONE_VM", "CLONE_VFORK"])})`,
  }),
  unshare: ({ kinds }) => ({ args: [flags(kinds)], told: `unshare(${flags(kinds)})` }),
  setns: ({ target, kinds }) => ({
    args: [String(target), flags(kinds)],
    told: `setns(pidfd of task ${target}, ${flags(kinds)})`,
  }),
  setns_fd: ({ target, file }) => ({
    args: [String(target), constant(file)],
    told: `setns(ns/${file} of task ${target})`,
  }),
  exit: () => ({ args: [], told: "exit()" }),
  kill: ({ target }) => ({ args: [String(target)], told: `kill(task ${target}, SIGKILL)` }),
  wait: ({ target }) => ({ args: [String(target)], told: `waitid(task ${target}, WNOHANG)` }),
  map: ({ target }) => ({ args: [String(target)], told: `write uid_map and gid_map of task ${target}` }),
  drop: () => ({ args: [], told: "capset(none)" }),
  setuid: ({ id }) => ({ args: [String(id)], told: `setresgid(${id}), setresuid(${id})` }),
  subreaper: () => ({ args: [], told: "prctl(PR_SET_CHILD_SUBREAPER)" }),
  thread: () => ({ args: [], told: "clone(CLONE_THREAD)" }),
  handle: ({ target, kind, handle }) => ({
    args: [String(target), constant(kind), handleName(handle)],
    told: `name_to_handle_at(ns/${kind} of task ${target}) as ${handle}`,
  }),
  open: ({ handle, file }) => ({
    args: [handleName(handle), fileName(file)],
    told: `open_by_handle_at(${handle}) as ${file}`,
  }),
  setns_handle: ({ handle }) => ({ args: [handleName(handle)], told: `setns(open_by_handle_at(${handle}))` }),
  nsfile: ({ target, kind, file }) => ({
    args: [String(target), constant(kind), fileName(file)],
    told: `open(ns/${kind} of task ${target}) as ${file}`,
  }),
  setns_file: ({ file }) => ({ args: [fileName(file)], told: `setns(${file})` }),
  close: ({ file }) => ({ args: [fileName(file)], told: `close(${file})` }),
  socket: ({ file }) => ({ args: [fileName(file)], told: `socket() as ${file}` }),
  sockns: (operation) => query(operation, "SIOCGSKNS"),
  userns: (operation) => query(operation, "NS_GET_USERNS"),
  parent: (operation) => query(operation, "NS_GET_PARENT"),
  bind: ({ file, mount }) => ({
    args: [fileName(file), quoted(mount)],
    told: `mount(${file}, /tmp/${mount}, MS_BIND)`,
  }),
  unbind: ({ mount }) => ({ args: [quoted(mount)], told: `umount2(/tmp/${mount}, MNT_DETACH)` }),
  list: ({ kinds, owner, after }) => {
    const named = [owner, after].filter((name) => name !== undefined && name !== SELF);
    return {
      args: [flags(kinds), owner === SELF ? "LISTNS_CURRENT_USER" : idOf(owner), idOf(after)],
      told: `listns(${flags(kinds)})`,
      needs: named.length > 0 ? ["list:handle", "handles"] : [],
    };
  },
};

const idOf = (handle: string | undefined): string =>
  handle === undefined ? "0" : `id_of_handle(${handleName(handle)})`;

const query = ({ from, file }: { readonly from: string; readonly file: string }, name: string): Words => ({
  called: "ioctl",
  args: [fileName(from), name, fileName(file)],
  told: `ioctl(${from}, ${name}) as ${file}`,
});

/** An operation in C. */
export function callInC(operation: LinuxOperation): CallInC {
  return inC(operation.op, operation);
}

function inC<Op extends LinuxCall>(op: Op, operation: LinuxOperation): CallInC {
  // The operation has the type of the call that it names, which the compiler cannot follow through a table.
  const { called = op, args, told, needs = [] } = CALLS[op](operation as OperationOfCall<Op>);
  return {
    expression: `task_${called}(${[operation.task, ...args].join(", ")})`,
    told: `task ${operation.task}: ${told}`,
    needs: [
      ...needs,
      // A handle is taken by the test itself.
      ...(op === "handle" ? [] : ["asks"]),
      ...(["handle", "open", "setns_handle"].includes(op) ? ["handles"] : []),
    ],
  };
}
