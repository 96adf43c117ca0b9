/** How a shell makes each call, with the tools of util-linux (unshare(1), nsenter(1), mount(8)) and its own builtins. */
import type { LinuxObservation } from "../../../domains/linux/observation.ts";
import type { OperationOfCall } from "../../../domains/linux/operations.ts";
import type { Kind } from "../../../model/kind.ts";
import type { NamespaceNumber, TaskNumber } from "../../../model/numbers.ts";
import type { Act } from "../acts.ts";
import { kindOf, type OpenFiles } from "./open-files.ts";

/** The state before a call. */
export interface Before {
  readonly world: LinuxObservation;
  /** Which task started each task, unless its shell has been replaced since: a shell can only wait for tasks it has started itself. */
  readonly children: ReadonlyMap<TaskNumber, TaskNumber>;
  readonly files: OpenFiles;
}

/** A call as lines of the script, or why it has none, as a sentence without a full stop. */
export type CallInSh =
  | {
      readonly is: "lines";
      readonly lines: readonly string[] /** Whether the caller's shell was replaced. */;
      readonly replaces: boolean;
    }
  | { readonly is: "none"; readonly why: string };

const none = (why: string): CallInSh => ({ is: "none", why });

/** The option of unshare(1) and nsenter(1) for each kind. */
const OPTIONS: Readonly<Record<Kind, string>> = {
  mnt: "--mount",
  uts: "--uts",
  ipc: "--ipc",
  net: "--net",
  pid: "--pid",
  user: "--user",
  cgroup: "--cgroup",
  time: "--time",
};

const UNSHARE_OPTIONS: Readonly<Record<Kind, string>> = {
  ...OPTIONS,
  mnt: "--mount --propagation unchanged",
  user: "--user --keep-caps",
};

const unshare = (kinds: readonly Kind[]): string =>
  ["unshare", ...kinds.map((kind) => UNSHARE_OPTIONS[kind])].join(" ");

/** The tools' messages for errnos. */
const MESSAGES: Readonly<Record<string, string>> = {
  EPERM: "Operation not permitted",
  EACCES: "Permission denied",
  EINVAL: "Invalid argument",
  ENOENT: "No such file or directory",
  ESRCH: "No such process",
  ENOSPC: "No space left on device",
  EUSERS: "Too many users",
};

/** Where setns(2) would take a pidfd, the tools open the target's files, for which two of these errnos are reported differently. */
const MESSAGES_BY_TARGET: Readonly<Record<string, string>> = {
  ...MESSAGES,
  EPERM: "Operation not permitted|Permission denied",
  ESRCH: "No such (process|file or directory)",
};

/** A call in the script. @param act the call and its expected result */
export function callInSh(act: Act, before: Before): CallInSh {
  const { operation, outcome } = act;
  const caller = before.world.tasks.get(operation.task);
  if (caller?.state !== "alive") return none(`task ${operation.task} is not alive: there is no shell to ask`);
  switch (operation.op) {
    case "clone":
      return clone(act, operation, before);
    case "unshare":
      return unshareInSh(act, operation, before);
    case "setns":
      return setns(act, operation, before);
    case "setns_fd":
      return setnsFile(act, operation, before);
    case "exit":
      return outcome === "ok" ? lines(`succeeds ${operation.task} exit 0`) : none("no exit is refused");
    case "kill":
      return kill(act, operation, before);
    case "wait":
      return wait(operation, outcome, before);
    case "map":
      return map(act, operation, before);
    case "drop":
      return inPlace(act, before, "setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all");
    case "setuid":
      return inPlace(act, before, `setpriv --reuid=${operation.id} --regid=${operation.id} --keep-groups`);
    case "nsfile":
      return openFile(act, operation, before);
    case "setns_file":
      return enterFile(act, operation, before);
    case "close":
      return closeFile(act, operation, before);
    case "bind":
      return bind(act, operation, before);
    case "unbind":
      return (
        whyNoMount(operation.task, before) ??
        mounting(act, `umount --lazy --no-canonicalize ${pointOf(operation.mount)}`)
      );
    default:
      return none(`no tool calls ${SYSTEM_CALLS[operation.op]}, which ${operation.op} stands for`);
  }
}

/** The system calls behind the operations for which there is no tool. */
const SYSTEM_CALLS = {
  vfork: "clone3(2) with CLONE_VFORK",
  thread: "clone3(2) with CLONE_THREAD",
  subreaper: "prctl(2) with PR_SET_CHILD_SUBREAPER",
  handle: "name_to_handle_at(2)",
  open: "open_by_handle_at(2)",
  setns_handle: "open_by_handle_at(2)",
  socket: "socket(2) that stays open",
  sockns: "ioctl(2) with SIOCGSKNS",
  userns: "ioctl(2) with NS_GET_USERNS",
  parent: "ioctl(2) with NS_GET_PARENT",
  list: "listns(2)",
} as const;

const lines = (...all: readonly string[]): CallInSh => ({ is: "lines", lines: all, replaces: false });

/** The caller executes a tool that executes the shell again; if a refusal is expected, a child of the caller makes the attempt. */
function inPlace({ operation, outcome }: Act, before: Before, tool: string, messages = MESSAGES): CallInSh {
  const { task } = operation;
  if (outcome === "ok") return { is: "lines", lines: [`succeeds ${task} become ${tool}`], replaces: true };
  const why = whyNoHelper(task, before.world);
  return why === undefined
    ? lines(`fails '${messages[outcome] ?? outcome}' ${task} try ${tool} true`)
    : none(why);
}

const messageOf = (outcome: string): string => `'${MESSAGES[outcome] ?? outcome}'`;

/** Why a task cannot use a helper child: it would be the init of a new pid namespace, and end it. */
function whyNoHelper(task: TaskNumber, { tasks }: LinuxObservation): string | undefined {
  const links = tasks.get(task)?.links;
  return links?.pid === links?.pid_for_children
    ? undefined
    : `a helper child of task ${task} would be in its new pid namespace`;
}

function clone(act: Act, { task, kinds, flags = [] }: OperationOfCall<"clone">, before: Before): CallInSh {
  if (flags.length > 0)
    return none(
      `no tool calls clone(2) with ${flags.map((flag) => `CLONE_${flag.toUpperCase()}`).join(", ")}`,
    );
  if (act.outcome !== "ok") {
    if (kinds.length === 0 || kinds.includes("pid"))
      return none("a shell whose fork(2) is refused ends, and no tool calls clone(2) with CLONE_NEWPID");
    return inPlace(act, before, unshare(kinds));
  }
  const child = [...act.world.tasks.keys()].find((number) => !before.world.tasks.has(number));
  if (kinds.includes("pid") && kinds.includes("user"))
    return none("no tool calls clone(2) with CLONE_NEWUSER and CLONE_NEWPID, so that one owns the other");
  const others = kinds.filter((kind) => kind !== "pid");
  const made = `clones ${task} ${child} ${others.length === 0 ? "env" : unshare(others)}`;
  if (!kinds.includes("pid")) return lines(made);
  return {
    is: "lines",
    lines: [
      "# No tool calls clone(2) with a pid namespace: unshare, fork, then restore the caller's own for its children.",
      `succeeds ${task} become unshare --pid`,
      made,
      `succeeds ${task} become nsenter --wd=. --pid=/proc/self/ns/pid --no-fork`,
    ],
    replaces: true,
  };
}

function unshareInSh(act: Act, { kinds }: OperationOfCall<"unshare">, before: Before): CallInSh {
  if (act.outcome === "ok" && kinds.includes("time"))
    return none("a shell that calls unshare(2) with CLONE_NEWTIME also enters the namespace, on execve(2)");
  return inPlace(act, before, unshare(kinds));
}

const ENTERS_USER = "a shell that enters a user namespace with setns(2) loses its capabilities on execve(2)";

function setns(act: Act, { target, kinds }: OperationOfCall<"setns">, before: Before): CallInSh {
  if (kinds.length === 0) return none("no tool calls setns(2) without a kind");
  if (act.outcome === "ok" && kinds.includes("user")) return none(ENTERS_USER);
  const options = kinds.map((kind) => OPTIONS[kind]);
  if (kinds.includes("user")) options.push("--preserve-credentials");
  return inPlace(
    act,
    before,
    `nsenter --wd=. --target "${pidOf(target, before)}" ${options.join(" ")} --no-fork`,
    MESSAGES_BY_TARGET,
  );
}

function setnsFile(act: Act, { target, file }: OperationOfCall<"setns_fd">, before: Before): CallInSh {
  const kind = kindOf(file);
  if (kind === "user" && act.outcome === "ok") return none(ENTERS_USER);
  return enterByPath(act, before, kind, `"/proc/${pidOf(target, before)}/ns/${file}"`);
}

function enterByPath(act: Act, before: Before, kind: Kind, path: string): CallInSh {
  const preserving = kind === "user" ? " --preserve-credentials" : "";
  return inPlace(act, before, `nsenter --wd=. ${OPTIONS[kind]}=${path}${preserving} --no-fork`);
}

function kill({ outcome }: Act, { task, target }: OperationOfCall<"kill">, { world }: Before): CallInSh {
  if (!world.tasks.has(target))
    return outcome === "ok"
      ? none(KILLS_NOBODY)
      : lines(`fails ${messageOf(outcome)} ${task} try kill -KILL ${NO_PID}`);
  const [around, inside] = [world.tasks.get(task)?.links.pid, world.tasks.get(target)?.links.pid];
  const level = around === undefined ? undefined : levelIn(world, around, inside);
  if (level === undefined) return none(`task ${target} has no pid where task ${task} is, and kill needs one`);
  if (task === target && outcome === "ok") return lines(`succeeds ${task} 'kill -KILL $$; answer ok'`);
  const command = `try kill -KILL "$(pid_at ${level} ${target})"`;
  return lines(
    outcome === "ok" ? `succeeds ${task} ${command}` : `fails ${messageOf(outcome)} ${task} ${command}`,
  );
}

const KILLS_NOBODY = "no tool calls pidfd_send_signal(2) for a task that was reaped";

/** Used as the pid of a task that was reaped or never existed, as its own may have been reused: no process can have this one (PID_MAX_LIMIT). */
const NO_PID = "4194304";

/** The pid of a task, as a word of the script. */
const pidOf = (task: TaskNumber, { world }: Before): string =>
  world.tasks.has(task) ? `$(pid ${task})` : NO_PID;

/** The level of the pid namespace `around`, if it is `inside` or an ancestor of it. */
function levelIn(
  { namespaces }: LinuxObservation,
  around: NamespaceNumber,
  inside: NamespaceNumber | undefined,
): number | undefined {
  let at: NamespaceNumber | null | undefined = inside;
  while (at !== undefined && at !== null && at !== around) at = namespaces.get(at)?.parent;
  return at === around ? namespaces.get(around)?.level : undefined;
}

function wait({ task, target }: OperationOfCall<"wait">, outcome: string, { children }: Before): CallInSh {
  if (outcome !== "ok")
    return none("no tool calls waitid(2) with WNOHANG, or for a task that is not a child of the shell");
  if (children.get(target) !== task)
    return none(
      `a shell can only wait for tasks that it has started since it was last executed, and task ${target} is not one of them`,
    );
  return lines(`succeeds ${task} 'wait $child_${target} || :; answer ok'`);
}

function map(act: Act, { task, target }: OperationOfCall<"map">, before: Before): CallInSh {
  const why = whyNoHelper(task, before.world);
  if (why !== undefined) return none(why);
  const both = ["uid_map", "gid_map"]
    .map((file) => `echo 0 0 1 | tee "/proc/${pidOf(target, before)}/${file}" >/dev/null`)
    .join(" && ");
  return lines(
    act.outcome === "ok"
      ? `succeeds ${task} "try eval '${both}'"`
      : `fails ${messageOf(act.outcome)} ${task} "try eval '${both}'"`,
  );
}

/** In a history the outside opens the file for a task; here the shell opens it itself, which is equivalent if it may open everything. */
function openFile(
  { outcome }: Act,
  { task, target, kind, file }: OperationOfCall<"nsfile">,
  { world, files }: Before,
): CallInSh {
  const number = files.numbers.get(file);
  if (number === undefined) return none(`a shell has no descriptor number left for ${file}`);
  if (outcome !== "ok") return none("the refusal concerns the outside, and no shell is involved");
  if (world.tasks.get(task)?.isCapable !== true || !isInInitialUser(task, world))
    return none(`task ${task} may not itself open what the outside opens for it`);
  return lines(`succeeds ${task} "try eval 'command exec ${number}</proc/$(pid ${target})/ns/${kind}'"`);
}

/** Whether a task is in the initial user namespace, which nobody owns. */
function isInInitialUser(task: TaskNumber, { tasks, namespaces }: LinuxObservation): boolean {
  const user = tasks.get(task)?.links.user;
  return user !== undefined && namespaces.get(user)?.owner === null;
}

function enterFile(act: Act, { task, file }: OperationOfCall<"setns_file">, before: Before): CallInSh {
  const kind = before.files.kinds.get(task)?.get(file);
  if (kind === undefined) return none(NOT_OPEN);
  if (kind === "user" && act.outcome === "ok") return none(ENTERS_USER);
  return enterByPath(act, before, kind, `/proc/self/fd/${before.files.numbers.get(file)}`);
}

const NOT_OPEN = "a shell does not call close(2), setns(2) or mount(2) for a file that it does not have open";

function closeFile({ outcome }: Act, { task, file }: OperationOfCall<"close">, { files }: Before): CallInSh {
  if (outcome !== "ok" || files.kinds.get(task)?.has(file) !== true) return none(NOT_OPEN);
  return lines(`succeeds ${task} 'exec ${files.numbers.get(file)}<&-; answer ok'`);
}

function bind(act: Act, { task, file, mount }: OperationOfCall<"bind">, before: Before): CallInSh {
  if (before.files.kinds.get(task)?.has(file) !== true) return none(NOT_OPEN);
  const source = `/proc/self/fd/${before.files.numbers.get(file)}`;
  return (
    whyNoMount(task, before) ?? mounting(act, `mount --no-canonicalize --bind ${source} ${pointOf(mount)}`)
  );
}

/** mount(8) and umount(8) check who is calling before they make the system call. */
function whyNoMount(task: TaskNumber, { world }: Before): CallInSh | undefined {
  if (isInInitialUser(task, world) && world.tasks.get(task)?.uid === 0) return whyNoChild(task, world);
  return none("mount(8) calls mount(2) and umount2(2) only for root");
}

function whyNoChild(task: TaskNumber, world: LinuxObservation): CallInSh | undefined {
  const why = whyNoHelper(task, world);
  return why === undefined ? undefined : none(why);
}

/** The mount point of a name in a history. The path is absolute, because setns(2) takes along only the root. */
const pointOf = (mount: string): string => `"$PWD/mounts/${mount}"`;

/** The messages of mount(8) and umount(8) for errnos. */
const MOUNT_MESSAGES: Readonly<Record<string, string>> = {
  EPERM: "permission denied|Operation not permitted|must be superuser",
  EINVAL: "wrong fs type|Invalid argument|invalid argument|not mounted",
};

function mounting({ operation: { task }, outcome }: Act, command: string): CallInSh {
  if (outcome === "ok") return lines(`succeeds ${task} try ${command}`);
  return lines(`fails '${MOUNT_MESSAGES[outcome] ?? outcome}' ${task} try ${command}`);
}
