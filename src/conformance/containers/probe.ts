import type { Agent } from "../agent/agent.ts";
import { NAMESPACE_FLAGS, SHARE_FLAGS, WAIT, WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN, type Request } from "../agent/operations.ts";
import { CannotRun } from "../cannot-run.ts";

const SIGKILL = 9;
/** How long a killed process may take to disappear, in milliseconds. */
const PATIENCE = 5000;
const WRITE_ONLY = 1;

/** A call to try, and its expected outcome. */
interface Probe {
  readonly call: string;
  readonly request: Request;
  /** Default: `ok`. */
  readonly expected?: string;
}

/** In the order in which they are made. */
const PROBES: readonly Probe[] = [
  { call: "clone3", request: { call: "spawn", child: 0, cgroup: null } },
  { call: "pidfd_send_signal", request: { call: "signal", slot: MAIN, pidfd: { pidfdOf: 0 }, signal: 0 } },
  {
    call: "clone3 with CLONE_PARENT",
    request: { call: "clone", slot: 0, child: 1, flags: SHARE_FLAGS.parent, cgroup: null },
  },
  { call: "unshare", request: { call: "unshare", slot: 1, flags: NAMESPACE_FLAGS.uts } },
  { call: "setns", request: { call: "setns", slot: 0, file: { pidfdOf: 1 }, flags: NAMESPACE_FLAGS.uts } },
  {
    call: "waitid",
    request: { call: "waitid", slot: 0, pidfd: { pidfdOf: 1 }, options: WAIT.exited | WAIT.nohang },
    // The two have the same parent.
    expected: "ECHILD",
  },
  {
    call: "reading /proc/PID/cgroup",
    request: { call: "read", slot: 0, directory: { procOf: 1 }, path: "cgroup" },
  },
  {
    call: "readlink of /proc/PID/ns",
    request: { call: "readlink", slot: 0, directory: { procOf: 1 }, path: "ns/uts" },
  },
  {
    call: "pidfd_send_signal(SIGKILL)",
    request: { call: "signal", slot: MAIN, pidfd: { pidfdOf: 1 }, signal: SIGKILL },
  },
  { call: "close_range", request: { call: "reset" } },
];

/**
 * Makes each call that playing depends on once, so that a call that the machine refuses is not mistaken for an answer to a history.
 *
 * @throws {CannotRun} for the first one that is refused
 */
export async function probeCalls(agent: Agent): Promise<void> {
  const results = await agent.perform(PROBES.map(({ request }) => request));
  for (const [index, { call, expected = "ok" }] of PROBES.entries()) {
    const outcome = results[index]?.outcome ?? "none";
    if (outcome !== expected) throw refused(call, outcome);
  }
}

/**
 * Makes sure that the kernel can kill everything in a cgroup.
 *
 * @param base the absolute path of a version 2 cgroup without tasks
 * @throws {CannotRun} if it cannot
 */
export async function probeKill(agent: Agent, base: string): Promise<void> {
  const file = (name: string) => ({ directory: WORKING_DIRECTORY, path: `${base}/${name}` });
  const [opened] = await agent.perform([
    { call: "open", slot: MAIN, ...file("cgroup.kill"), flags: WRITE_ONLY, mode: 0 },
    { call: "close", slot: MAIN, file: { resultOf: 0 } },
  ]);
  if (opened.outcome === "ENOENT")
    throw new CannotRun(
      "the kernel has no cgroup.kill",
      "Use Linux 5.14 or newer, or choose the hierarchy v1.",
    );
  const [spawned, moved, killed, gone] = await agent.perform([
    { call: "spawn", child: 0, cgroup: null },
    { call: "write", slot: 0, ...file("cgroup.procs"), bytes: Buffer.from("0") },
    { call: "write", slot: MAIN, ...file("cgroup.kill"), bytes: Buffer.from("1") },
    { call: "wait_gone", until: "gone", milliseconds: PATIENCE, slots: [0] },
    { call: "reset" },
  ]);
  for (const [call, { outcome }] of [
    ["clone3", spawned],
    ["a move to a cgroup", moved],
    ["cgroup.kill", killed],
  ] as const)
    if (outcome !== "ok") throw refused(call, outcome);
  if (!("value" in gone) || gone.value.some((presence) => presence !== "gone"))
    throw new CannotRun("cgroup.kill leaves a process alive", "Choose the hierarchy v1.");
}

function refused(call: string, outcome: string): CannotRun {
  const what =
    outcome === "EOWNERDEAD" ? `kills the process that calls ${call}` : `refuses ${call} (${outcome})`;
  return new CannotRun(`the machine ${what}`, hintFor(outcome));
}

/** What to do if a call that is needed is refused. */
export function hintFor(errno: string): string {
  switch (errno) {
    case "EPERM":
    case "EACCES":
    case "ENOSYS":
    case "EOWNERDEAD":
      return (
        "Run it as root, on Linux 5.14 or newer, or where ordinary users may make user namespaces; in a container, with `--privileged`, because " +
        "its seccomp filter may refuse calls."
      );
    case "ENOSPC":
    case "EUSERS":
      return "Raise the limits in /proc/sys/user, e.g. `sysctl user.max_user_namespaces=1000`.";
    case "EAGAIN":
    case "ENOMEM":
    case "EMFILE":
    case "ENFILE":
      return "Raise the limits on processes and files (ulimit -u, ulimit -n, pids.max), or free some memory.";
    case "ENODEV":
      return "Use a kernel with CONFIG_CGROUPS and cgroup version 1, or choose the hierarchy v2.";
    default:
      return "Use Linux 5.14 or newer, with all kinds of namespaces.";
  }
}
