import { readFileSync } from "node:fs";

/** A hierarchy of cgroups that is mounted; see cgroups(7). */
export interface Hierarchy {
  /** `none` where no cgroup can be used. */
  readonly version: "v1" | "v2" | "none";
  /** Where it is mounted, as the agent sees it. */
  readonly mount: string;
  /** How its line in /proc/PID/cgroup begins. */
  readonly line: string;
  /** Whether a cgroup namespace is a border for moves too: the mount option `nsdelegate` of cgroup2. */
  readonly isDelegated: boolean;
}

/** The name of the hierarchy of version 1 that is mounted for a run, in mounts of the agent's own. */
export const OWN_HIERARCHY = "nsmodel";

/** Where cgroup2 is, also on a machine that has version 1 beside it; nothing where it is not mounted. */
export function findCgroup2(mountinfo = readFileSync("/proc/self/mountinfo", "utf8")): Hierarchy | undefined {
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [type, , options = ""] = after.split(" ");
    const mount = before.split(" ")[4];
    if (type !== "cgroup2" || mount === undefined) continue;
    const isDelegated = options.split(",").includes("nsdelegate");
    return { version: "v2", mount: withoutEscapes(mount), line: "0::", isDelegated };
  }
  return undefined;
}

/** The hierarchy of version 1 of a run, without a controller: only there a cgroup can be renamed. @param mount a folder */
export function ownHierarchy(mount: string): Hierarchy {
  return { version: "v1", mount, line: `name=${OWN_HIERARCHY}:`, isDelegated: false };
}

/** Where no cgroup can be used: the containers are kept by the tool alone. */
export const NO_HIERARCHY: Hierarchy = { version: "none", mount: "", line: "", isDelegated: false };

/**
 * The path of a process in a hierarchy.
 *
 * @param cgroups the text of /proc/PID/cgroup
 * @param line how the hierarchy's line begins there, behind the number of a hierarchy of version 1
 */
export function pathInHierarchy(cgroups: string, line: string): string | undefined {
  const found = cgroups.split("\n").find((other) => other.replace(/^[1-9]\d*:/, "").startsWith(line));
  return found?.slice(found.indexOf(line) + line.length);
}

/** Blanks and the like are written as octal numbers there; see proc_pid_mountinfo(5). */
function withoutEscapes(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
