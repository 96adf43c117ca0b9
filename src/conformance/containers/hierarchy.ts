import { readFileSync, statSync } from "node:fs";
import { isSystemCallError } from "../agent/errno-error.ts";

/** A mounted cgroup hierarchy; see cgroups(7). */
export interface Hierarchy {
  /** `none` if no cgroup can be used. */
  readonly version: "v1" | "v2" | "none";
  /** Where it is mounted, as the agent sees it. */
  readonly mount: string;
  /** What precedes the path in its line of /proc/PID/cgroup; for version 1, without the hierarchy's number. */
  readonly line: string;
  /** Whether a cgroup namespace is also a boundary for moves: the mount option `nsdelegate` of cgroup2. */
  readonly isDelegated: boolean;
}

/** A hierarchy in which the run's cgroup can be made, and the possible parent directories, best first. */
export interface Candidate {
  readonly hierarchy: Hierarchy;
  readonly parents: readonly string[];
}

/** Where cgroup2 is mounted. */
export interface Cgroup2Mounts {
  /** The mounts that contain this process's own cgroup, in the order in which they were mounted. */
  readonly candidates: readonly Candidate[];
  /** Why the others cannot be used, as clauses. */
  readonly refused: readonly string[];
}

/** The name of the version 1 hierarchy that is mounted for a run, in the agent's own mount namespace. */
export const OWN_HIERARCHY = "nsmodel";

const CGROUP2_LINE = "0::";

/** The input for finding the mounts. */
export interface WhereToLook {
  /** The text of /proc/self/mountinfo. */
  readonly mountinfo: string;
  /** The text of /proc/self/cgroup. */
  readonly cgroups: string;
  /** The device at a path, in the notation of mountinfo, e.g. `0:38`; `undefined` if there is none. */
  readonly deviceAt: (path: string) => string | undefined;
}

/** Finds every mount of cgroup2, even on a machine that also has version 1, and where this process is in it. */
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
    else if (parents === undefined) refused.push(`${mount}: it shows ${root}, but this process is in ${own}`);
    else {
      const isDelegated = options.split(",").includes("nsdelegate");
      candidates.push({ hierarchy: { version: "v2", mount, line: CGROUP2_LINE, isDelegated }, parents });
    }
  }
  return { candidates, refused };
}

/**
 * The possible parents of the run's cgroup in a mount: the top, then this process's own cgroup, which may be delegated to its user.
 *
 * @param root the directory of the hierarchy that is mounted, seen from this process's cgroup namespace
 * @param own this process's cgroup
 * @returns `undefined` if that is not in the mount
 */
function parentsIn(mount: string, root: string, own: string): readonly string[] | undefined {
  // The mount's root is above the cgroup namespace: everything is in it, but where is unknown.
  if (/^(\/\.\.)+$/.test(root)) return [mount];
  const above = root === "/" ? "" : root;
  if (own === "/" || own.startsWith("/..")) return above === "" ? [mount] : undefined;
  if (own === above) return [mount];
  return own.startsWith(`${above}/`) ? [mount, mount + own.slice(above.length)] : undefined;
}

/**
 * The version 1 hierarchy of a run: only in version 1 can a cgroup be renamed.
 *
 * @param mount the folder where it is mounted
 * @param controller its controller, if it has one
 */
export function ownHierarchy(mount: string, controller?: string): Hierarchy {
  return { version: "v1", mount, line: `${controller ?? `name=${OWN_HIERARCHY}`}:`, isDelegated: false };
}

/** Used if there is no usable cgroup: the tool alone keeps track of the containers. */
export const NO_HIERARCHY: Hierarchy = { version: "none", mount: "", line: "", isDelegated: false };

/**
 * The path of a process in a hierarchy.
 *
 * @param cgroups the text of /proc/PID/cgroup: lines of a number, controllers and a path, which may itself contain colons
 * @param line `line` of the `Hierarchy`
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

/** A device's number in the notation of mountinfo; see makedev(3). */
function deviceInWords(device: number): string {
  return `${(device >> 8) & 0xfff}:${(device & 0xff) | ((device >> 12) & 0xfff00)}`;
}

/** mountinfo writes spaces and the like as octal escapes; see proc_pid_mountinfo(5). */
export function withoutEscapes(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
