import type { CgroupShown, Directory, Given, Said } from "../../../managers/kernel.ts";
import type { Seen } from "../../agent/snapshot.ts";
import type { Body } from "./body.ts";

/** The extended attribute in which a cgroup bears the name of its container, where that is not its directory's. */
export const NAME_ATTRIBUTE = "user.nsmodel.name";

/** Where the containers of one history are: in the kernel's cgroups, or in the tool's own memory where there are none. */
export interface Cgroups {
  readonly version: "v1" | "v2" | "none";
  /** The cgroup that is the root container. */
  readonly root: Directory;
  /** The one beside it. */
  readonly helpers: Directory;
  readonly bounds: { readonly tasks: boolean; readonly containers: boolean };

  /** Makes the first ones. @throws {CannotPlay} */
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
  /** A process was born in the cgroup of another. */
  bear(child: Body, parent: Body): void;
  /** The cgroup of a body. @param cgroups what /proc/PID/cgroup says @throws {CannotPlay} */
  directoryOf(body: Body, cgroups: Seen<string> | undefined): Directory;
  /** Kills whoever is in them, where one call does. */
  killAll(): Promise<void>;
  /** Removes all, after everyone is gone. @returns what is in the way, in sentences */
  remove(): Promise<readonly string[]>;
}

/** A cgroup that is being put together. */
interface Growing extends CgroupShown {
  readonly children: Growing[];
}

/** Puts a tree together. @param rows each before those in it */
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
