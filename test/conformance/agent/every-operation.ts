import type { Agent } from "../../../src/conformance/agent/agent.ts";
import {
  MOUNT,
  NAMESPACE_FLAGS,
  PRCTL,
  WAIT,
  WORKING_DIRECTORY,
} from "../../../src/conformance/agent/flags.ts";
import { MAIN, type Request, ROOT_SLOT } from "../../../src/conformance/agent/operations.ts";
import { SHOWN } from "../../../src/conformance/agent/snapshot.ts";

/** A text as the bytes of a request. */
export const bytes = (text: string): Uint8Array => Buffer.from(text);

const at = (path: string) => ({ directory: WORKING_DIRECTORY, path });
const SIGKILL = 9;

/** The index of the call that makes a socket. */
const SOCKET = 42;

/** Every operation at least once, except those on handles, which depend on earlier results. All succeed for the superuser. */
export function everyOperation(folder: string): readonly Request[] {
  const file = at(`${folder}/made/attribute`);
  return [
    { call: "hello" },
    { call: "spawn", child: 0, cgroup: null },
    { call: "sigchld", slot: 0, ignore: true },
    { call: "sigchld", slot: 0, ignore: false },
    { call: "clone", slot: 0, child: 1, flags: NAMESPACE_FLAGS.pid | NAMESPACE_FLAGS.user, cgroup: null },
    { call: "clone", slot: 1, child: 2, flags: 0, cgroup: null },
    { call: "clone", slot: 0, child: 3, flags: 0x100, cgroup: null },
    { call: "clone", slot: 3, child: 4, flags: 0x8000, cgroup: null },
    { call: "vfork", slot: 0, flags: NAMESPACE_FLAGS.uts },
    { call: "thread", slot: 4 },
    { call: "unshare", slot: 0, flags: NAMESPACE_FLAGS.uts | NAMESPACE_FLAGS.ipc },
    { call: "setns", slot: 4, file: { pidfdOf: 0 }, flags: NAMESPACE_FLAGS.uts },
    { call: "prctl", slot: 0, option: PRCTL.setChildSubreaper, argument: 1 },
    { call: "at_end", path: `${folder}/made`, mode: 0o755 },
    { call: "mkdir", slot: MAIN, ...at(`${folder}/made/below`), mode: 0o755 },
    { call: "mkdir", slot: 0, ...at(`${folder}/made/below/deeper`), mode: 0o755 },
    {
      call: "rename",
      slot: 0,
      ...at(`${folder}/made/below/deeper`),
      toDirectory: WORKING_DIRECTORY,
      toPath: file.path,
    },
    { call: "setxattr", slot: 0, ...file, name: "trusted.name", value: bytes("value") },
    { call: "getxattr", slot: MAIN, ...file, name: "trusted.name" },
    { call: "removexattr", slot: 0, ...file, name: "trusted.name" },
    { call: "open", slot: 0, ...at(folder), flags: 0o200000, mode: 0 },
    { call: "list", slot: MAIN, directory: { resultOf: 20 }, path: "made" },
    { call: "close", slot: 4, file: { resultOf: 20 } },
    { call: "rmdir", slot: 0, ...file, milliseconds: 0 },
    { call: "read", slot: 0, ...at("/proc/self/cgroup") },
    { call: "readlink", slot: 0, directory: { procOf: 0 }, path: "ns/uts" },
    { call: "write", slot: 0, directory: { procOf: 1 }, path: "uid_map", bytes: bytes("0 0 1") },
    { call: "write", slot: 0, directory: { procOf: 1 }, path: "gid_map", bytes: bytes("0 0 1") },
    { call: "mount", slot: 0, flags: 0, source: "none", target: `${folder}/made`, type: "tmpfs", data: "" },
    { call: "mount", slot: 0, flags: MOUNT.private, source: "", target: "/", type: "", data: "" },
    { call: "umount", slot: 0, flags: 0, target: `${folder}/made` },
    { call: "snapshot", show: SHOWN, slots: [0, 1, 2, 3, 4, ROOT_SLOT] },
    { call: "setresid", slot: 2, id: 0 },
    { call: "drop", slot: 4 },
    { call: "exit", slot: 2, status: 5 },
    { call: "waitid", slot: 1, pidfd: { pidfdOf: 2 }, options: WAIT.exited },
    { call: "signal", slot: MAIN, pidfd: { pidfdOf: 1 }, signal: SIGKILL },
    { call: "wait_gone", until: "ending", milliseconds: 5000, slots: [1] },
    { call: "wait_gone", until: "zombie", milliseconds: 5000, slots: [1] },
    { call: "times" },
    { call: "locate", top: folder, path: "/made" },
    { call: "tree", ...at(folder), attribute: "user.none" },
    { call: "socket", slot: 0, family: 2, type: 2, protocol: 0 },
    { call: "ioctl", slot: 0, file: { resultOf: SOCKET }, request: 0x894c, argument: 0 },
    { call: "dup", file: { resultOf: SOCKET } },
    { call: "inode", file: { resultOf: SOCKET + 1 } },
    { call: "settle", milliseconds: 5000, slots: [0, 1, 2, 3, 4] },
    { call: "free", slots: [2] },
    { call: "reset" },
  ];
}

/** Has a batch performed. @returns the operations that did not succeed, each with its outcome */
export async function refusedOf(agent: Agent, batch: readonly Request[]): Promise<readonly string[]> {
  const results = await agent.perform(batch);
  return results.flatMap(({ outcome }, place) =>
    outcome === "ok" ? [] : [`${batch[place]?.call} (${place}): ${outcome}`],
  );
}
