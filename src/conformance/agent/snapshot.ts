import { KINDS } from "../../model/kind.ts";
import type { ByteReader } from "./byte-reader.ts";
import { type ErrnoName, errnoName } from "./errno-name.ts";

/** The links in /proc/PID/ns; see namespaces(7). */
export const NAMESPACE_FILES = [...KINDS, "pid_for_children", "time_for_children"] as const;

/** A link in /proc/PID/ns. */
export type NamespaceFileName = (typeof NAMESPACE_FILES)[number];

/**
 * What a snapshot can show of a process: links, /proc/PID/status, /proc/PID/cgroup as `cgroups`, and, for each link that is asked for, the
 * owner and the parent of the namespace. agent.c has the same order.
 */
export const SHOWN = [...NAMESPACE_FILES, "status", "cgroups", "owners", "parents"] as const;

/** One part of what a snapshot can show. */
export type Shown = (typeof SHOWN)[number];

/**
 * How far the death of a body has got: it serves; it no longer runs, but waits for others, as the dying init of a pid
 * namespace does; nobody has reaped it; nothing is left of it. agent.c has the same order.
 */
export const PRESENCES = ["living", "ending", "zombie", "gone"] as const;

/** How far the death of a body has got. */
export type Presence = (typeof PRESENCES)[number];

/** What was read, or the errno with which the read was refused. */
export type Seen<Value> = { readonly outcome: "ok"; readonly value: Value } | { readonly outcome: ErrnoName };

/** From /proc/PID/status; see proc_pid_status(5). */
export interface Status {
  /** The letter: `S` sleeping, `Z` zombie, ... */
  readonly state: string;
  /** As the agent's main process sees it. 0 for a parent that it does not see. */
  readonly parent: number;
  /** The user id, as the agent's main process sees it. */
  readonly uid: number;
  /** The effective capabilities, as bits; see capabilities(7). */
  readonly capabilities: number;
  /** The pids of the process, from the agent's pid namespace to the innermost. */
  readonly pids: readonly number[];
}

/** The parts of what /proc shows of a process that were asked for. */
export interface SlotSnapshot {
  readonly presence: Presence;
  /** The inode numbers of the links asked for. Empty if the process is gone. */
  readonly links: ReadonlyMap<NamespaceFileName, Seen<number>>;
  /** The inode number of the user namespace that owns each (NS_GET_USERNS of ioctl_nsfs(2)). */
  readonly owners: ReadonlyMap<NamespaceFileName, Seen<number>>;
  /** The inode number of the parent of each (NS_GET_PARENT): `EINVAL` for kinds that do not nest. */
  readonly parents: ReadonlyMap<NamespaceFileName, Seen<number>>;
  readonly status: Seen<Status> | undefined;
  /** The text of /proc/PID/cgroup, as the agent's main process sees it. */
  readonly cgroups: Seen<string> | undefined;
}

/** What is asked for as a bit mask; the first of `SHOWN` is the lowest bit. */
export function shownMask(show: readonly Shown[]): number {
  return show.reduce((mask, shown) => mask | (1 << SHOWN.indexOf(shown)), 0);
}

/** @throws {RangeError} if no presence has the number */
export function presenceAt(number: number): Presence {
  const presence = PRESENCES[number];
  if (presence === undefined) throw new RangeError(`the agent reported an unknown presence, ${number}`);
  return presence;
}

/** Reads the agent's snapshot of one process. */
export function readSnapshot(reader: ByteReader, show: readonly Shown[]): SlotSnapshot {
  const presence = presenceAt(reader.number());
  const there = reader.number() === 0;
  const asked = there ? NAMESPACE_FILES.filter((link) => show.includes(link)) : [];
  const ofEach = (isAsked: boolean): Map<NamespaceFileName, Seen<number>> =>
    new Map(isAsked ? asked.map((link) => [link, seen(reader.number(), same)]) : []);
  const links = ofEach(true);
  const owners = ofEach(show.includes("owners"));
  const parents = ofEach(show.includes("parents"));
  if (!there) return { presence, links, owners, parents, status: undefined, cgroups: undefined };

  const status = show.includes("status")
    ? seen(reader.number(), (letter) => readStatus(reader, letter))
    : undefined;
  const cgroups = show.includes("cgroups")
    ? seen(reader.number(), (length) => reader.bytes(length).toString())
    : undefined;
  return { presence, links, owners, parents, status, cgroups };
}

const same = (number: number) => number;

/** Interprets a number that is a negated errno if negative. */
export function seen<Value>(number: number, read: (number: number) => Value): Seen<Value> {
  return number < 0 ? { outcome: errnoName(-number) } : { outcome: "ok", value: read(number) };
}

function readStatus(reader: ByteReader, letter: number): Status {
  const parent = reader.number();
  const uid = reader.number();
  const capabilities = reader.number();
  const line = reader.bytes(reader.number()).toString();
  return {
    state: String.fromCharCode(letter),
    parent,
    uid,
    capabilities,
    pids: line.split("\t").map(Number),
  };
}
