/** Backends, each broken in one place. */

import { freezingKill } from "../../models/freezing-kill.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { NAMESPACE_FLAGS } from "../../src/conformance/agent/flags.ts";
import type { Request } from "../../src/conformance/agent/operations.ts";
import type { Alter } from "../../src/conformance/containers/managed/channel.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";

/** A broken backend. */
export interface Mutant {
  readonly name: string;
  readonly hierarchy: "v1" | "v2";
  /** Default: `nested`. */
  readonly design?: ContainerModel;
  /** The names that rename tries. Default: none. */
  readonly names?: readonly string[];
  readonly alter: Alter;
}

const { uts, ipc, net, cgroup } = NAMESPACE_FLAGS;

function isFile(request: Request, name: string): boolean {
  return request.call === "write" && request.path.endsWith(`/${name}`);
}

const withFlags =
  (call: "unshare" | "setns" | "clone", change: (flags: number) => number): Alter =>
  (request) =>
    request.call === call ? { ...request, flags: change(request.flags) } : request;

const without =
  (isLeftOut: (request: Request, what: string) => boolean): Alter =>
  (request, purpose) => {
    const isStep = purpose.is === "step" && isLeftOut(request, purpose.what);
    return isStep ? undefined : request;
  };

const swapped = (flags: number) => (flags & ~(uts | ipc)) | (flags & uts ? ipc : 0) | (flags & ipc ? uts : 0);

export const mutants: readonly Mutant[] = [
  { name: "unshare with the flag of another kind", hierarchy: "v2", alter: withFlags("unshare", swapped) },
  {
    name: "unshare without one of its kinds",
    hierarchy: "v2",
    alter: withFlags("unshare", (flags) => flags & ~ipc),
  },
  {
    name: "unshare of one kind too many",
    hierarchy: "v2",
    alter: withFlags("unshare", (flags) => flags | uts),
  },
  {
    name: "unshare of a kind that is not in scope",
    hierarchy: "v2",
    alter: withFlags("unshare", (flags) => (flags & (uts | ipc) ? flags | net : flags)),
  },
  {
    name: "a view that is not rooted",
    hierarchy: "v2",
    alter: withFlags("unshare", (flags) => flags & ~cgroup),
  },
  {
    name: "setns without one of its kinds",
    hierarchy: "v2",
    alter: withFlags("setns", (flags) => flags & ~uts),
  },
  { name: "setns forgotten", hierarchy: "v2", alter: without(({ call }) => call === "setns") },
  { name: "a fork with a new namespace", hierarchy: "v2", alter: withFlags("clone", (flags) => flags | uts) },
  {
    name: "a move forgotten where a container is entered or made",
    hierarchy: "v2",
    alter: without(
      (request) => isFile(request, "cgroup.procs") && !isFile(request, "containers/cgroup.procs"),
    ),
  },
  { name: "an exit forgotten", hierarchy: "v2", alter: without(({ call }) => call === "exit") },
  {
    name: "cgroup.kill forgotten",
    hierarchy: "v2",
    alter: without((request) => isFile(request, "cgroup.kill")),
  },
  {
    name: "cgroup.kill of the container above",
    hierarchy: "v2",
    alter: (request, purpose) =>
      request.call === "write" && purpose.is === "step" && isFile(request, "cgroup.kill")
        ? { ...request, path: request.path.replace(/[^/]+\/cgroup\.kill$/, "cgroup.kill") }
        : request,
  },
  {
    name: "SIGKILL forgotten",
    hierarchy: "v1",
    alter: without(({ call }) => call === "signal"),
  },
  {
    name: "SIGKILL forgotten in a kill that walks",
    hierarchy: "v2",
    design: walkingKill,
    alter: without(({ call }) => call === "signal"),
  },
  {
    name: "a freeze of nobody",
    hierarchy: "v2",
    design: freezingKill,
    alter: without((request) => isFile(request, "cgroup.freeze")),
  },
  { name: "rmdir forgotten", hierarchy: "v2", alter: without(({ call }) => call === "rmdir") },
  {
    name: "a name forgotten",
    hierarchy: "v2",
    names: ["a"],
    alter: without(({ call }) => call === "setxattr"),
  },
  {
    name: "a wrong name",
    hierarchy: "v2",
    names: ["a"],
    alter: (request) => (request.call === "setxattr" ? { ...request, value: Buffer.from("wrong") } : request),
  },
  {
    name: "a rename forgotten",
    hierarchy: "v1",
    names: ["a"],
    alter: without(({ call }) => call === "rename"),
  },
];

/** Shortens the waits for what a mutant failed to bring about. */
export function impatient(alter: Alter): Alter {
  return (request, purpose) => {
    const altered = alter(request, purpose);
    const waits = altered?.call === "wait_gone" || altered?.call === "rmdir";
    return waits ? { ...altered, milliseconds: 20 } : altered;
  };
}
