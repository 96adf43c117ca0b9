import type { CgroupShown, Directory, Given, Said } from "../../../managers/kernel.ts";
import type { Seen } from "../../agent/snapshot.ts";
import type { Body } from "./body.ts";

/** The extended attribute of a cgroup that holds its container's name, if that differs from the directory's. */
export const NAME_ATTRIBUTE = "user.nsmodel.name";

/** Where the containers of one history are: in the kernel's cgroups, or, if there are none, in the tool's own memory. */
export interface Cgroups {
  readonly version: "v1" | "v2" | "none";
  /** The cgroup that is the root container. */
  readonly root: Directory;
  /** The cgroup beside it, for helpers. */
  readonly helpers: Directory;
  readonly bounds: { readonly tasks: boolean; readonly containers: boolean };

  /** Makes the initial cgroups. @throws {CannotPlay} */
  setUp(): Promise<void>;
  mkdir(directory: Directory): Promise<Said>;
  rmdir(directory: Directory, isPatient: boolean): Promise<Said>;
  rename(directory: Directory, entry: string): Promise<Said>;
  setName(directory: Directory, name: string | undefined): Promise<Said>;
  move(body: Body, directory: Directory): Promise<Said>;
  kill(directory: Directory): Promise<Said>;
  freeze(directory: Directory): Promise<Said>;
  isFrozen(directory: Directory): Promise<boolean>;
  locate(top: Directory, path: string): Promise<Given<Directory>>;
  tree(directory: Directory): Promise<CgroupShown>;
  /** Records that a process was born in the cgroup of another. */
  bear(child: Body, parent: Body): void;
  /** The cgroup of a body. @param cgroups what /proc/PID/cgroup says @throws {CannotPlay} */
  directoryOf(body: Body, cgroups: Seen<string> | undefined): Directory;
  /** Kills everything in them, if a single call can do it. */
  killAll(): Promise<void>;
  /** Removes all of them, once every process is gone. @returns what could not be removed, as sentences */
  remove(): Promise<readonly string[]>;
}

/** A cgroup that is being assembled. */
interface Growing extends CgroupShown {
  readonly children: Growing[];
}

/** Assembles a tree. @param rows each precedes those in it */
export function treeOf(
  directory: Directory,
  rows: Iterable<{ depth: number; entry: string; name: string; pids: readonly number[] }>,
): CgroupShown | undefined {
  const way: Growing[] = [];
  for (const { depth, entry, name, pids } of rows) {
    way.length = depth;
    const above = way.at(-1);
    const path = above === undefined ? directory : `${above.directory}/${entry}`;
    const cgroup: Growing = { directory: path, entry, name, pids, children: [] };
    above?.children.push(cgroup);
    way.push(cgroup);
  }
  return way[0];
}
