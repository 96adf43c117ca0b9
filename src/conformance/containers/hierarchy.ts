import { readFileSync, statSync } from "node:fs";
import { isSystemCallError } from "../agent/errno-error.ts";

/** A hierarchy of cgroups that is mounted; see cgroups(7). */
export interface Hierarchy {
  /** `none` where no cgroup can be used. */
  readonly version: "v1" | "v2" | "none";
  /** Where it is mounted, as the agent sees it. */
  readonly mount: string;
  /** What its line in /proc/PID/cgroup has before the path; of version 1 without the hierarchy's number. */
  readonly line: string;
  /** Whether a cgroup namespace is a border for moves too: the mount option `nsdelegate` of cgroup2. */
  readonly isDelegated: boolean;
}

/** A hierarchy in which the run's cgroup may stand, and the directories in which it may, the best first. */
export interface Candidate {
  readonly hierarchy: Hierarchy;
  readonly parents: readonly string[];
}

/** Where cgroup2 is mounted. */
export interface Cgroup2Mounts {
  /** Those in which this process has its own cgroup, in the order in which they were mounted. */
  readonly candidates: readonly Candidate[];
  /** Why the others cannot be used, in clauses. */
  readonly refused: readonly string[];
}

/** The name of the hierarchy of version 1 that is mounted for a run, in mounts of the agent's own. */
export const OWN_HIERARCHY = "nsmodel";

const CGROUP2_LINE = "0::";

/** What is read to find the mounts. */
export interface WhereToLook {
  /** The text of /proc/self/mountinfo. */
  readonly mountinfo: string;
  /** The text of /proc/self/cgroup. */
  readonly cgroups: string;
  /** The device at a path, as mountinfo has it: `0:38`; nothing where there is none. */
  readonly deviceAt: (path: string) => string | undefined;
}

/** Finds every mount of cgroup2, also on a machine that has version 1 beside it, and where this process stands in it. */
export function findCgroup2(
  { mountinfo, cgroups, deviceAt }: WhereToLook = whereThisProcessIs(),
): Cgroup2Mounts {
  const own = pathInHierarchy(cgroups, CGROUP2_LINE) ?? "/";
  const candidates: Candidate[] = [];
  const refused: string[] = [];
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [type, , options = ""] = after.split(" ");
    const [, , device = "", escapedRoot = "", escapedMount] = before.split(" ");
    if (type !== "cgroup2" || escapedMount === undefined) continue;
    const [root, mount] = [withoutEscapes(escapedRoot), withoutEscapes(escapedMount)];
    const parents = parentsIn(mount, root, own);
    if (deviceAt(mount) !== device) refused.push(`${mount}: something else is mounted over it`);
    else if (parents === undefined) refused.push(`${mount}: it shows ${root}, and this process is in ${own}`);
    else {
      const isDelegated = options.split(",").includes("nsdelegate");
      candidates.push({ hierarchy: { version: "v2", mount, line: CGROUP2_LINE, isDelegated }, parents });
    }
  }
  return { candidates, refused };
}

/**
 * Where the run's cgroup may stand in a mount: at the top, or else in this process's own, which may be delegated to its user.
 *
 * @param root the directory of the hierarchy that is mounted, seen from this process's cgroup namespace
 * @param own this process's cgroup
 * @returns nothing where that is not in the mount
 */
function parentsIn(mount: string, root: string, own: string): readonly string[] | undefined {
  // Above the cgroup namespace: everything is in it, but nobody says where.
  if (/^(\/\.\.)+$/.test(root)) return [mount];
  const above = root === "/" ? "" : root;
  if (own === "/" || own.startsWith("/..")) return above === "" ? [mount] : undefined;
  if (own === above) return [mount];
  return own.startsWith(`${above}/`) ? [mount, mount + own.slice(above.length)] : undefined;
}

/**
 * The hierarchy of version 1 of a run: only there a cgroup can be renamed.
 *
 * @param mount a folder
 * @param controller the controller that it has; nothing where it has none
 */
export function ownHierarchy(mount: string, controller?: string): Hierarchy {
  return { version: "v1", mount, line: `${controller ?? `name=${OWN_HIERARCHY}`}:`, isDelegated: false };
}

/** Where no cgroup can be used: the containers are kept by the tool alone. */
export const NO_HIERARCHY: Hierarchy = { version: "none", mount: "", line: "", isDelegated: false };

/**
 * The path of a process in a hierarchy.
 *
 * @param cgroups the text of /proc/PID/cgroup: lines of a number, controllers and a path, which may have colons itself
 * @param line the hierarchy's, as in `Hierarchy`
 */
export function pathInHierarchy(cgroups: string, line: string): string | undefined {
  for (const found of cgroups.split("\n")) {
    const [, number, controllers, path] = /^(\d+):([^:]*):(.*)$/.exec(found) ?? [];
    if (line === (number === "0" ? `0:${controllers}:` : `${controllers}:`)) return path;
  }
  return undefined;
}

function whereThisProcessIs(): WhereToLook {
  return {
    mountinfo: readFileSync("/proc/self/mountinfo", "utf8"),
    cgroups: readFileSync("/proc/self/cgroup", "utf8"),
    deviceAt: (path) => {
      try {
        return deviceInWords(statSync(path).dev);
      } catch (error) {
        if (isSystemCallError(error)) return undefined;
        throw error;
      }
    },
  };
}

/** A device's number as mountinfo has it; see makedev(3). */
function deviceInWords(device: number): string {
  return `${(device >> 8) & 0xfff}:${(device & 0xff) | ((device >> 12) & 0xfff00)}`;
}

/** Blanks and the like are written as octal numbers there; see proc_pid_mountinfo(5). */
export function withoutEscapes(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
