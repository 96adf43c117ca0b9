import type { CgroupShown, Directory, Given, Said } from "../../../managers/kernel.ts";
import { walk } from "../../../managers/names.ts";
import type { Body } from "./body.ts";
import type { Cgroups } from "./cgroups.ts";

/** A directory in the tool's memory. */
interface Folder {
  entry: string;
  name: string | undefined;
  readonly parent: Folder | undefined;
  readonly children: Set<Folder>;
  readonly bodies: Set<Body>;
}

/**
 * Stands in for cgroups if the kernel has none for the tool: directories and who is in them are kept in memory. What a manager finds
 * here does not come from the kernel, so it is not compared; processes and namespaces are.
 */
export class PretendedCgroups implements Cgroups {
  readonly version = "none";
  readonly root: Directory = "/containers";
  readonly helpers: Directory = "/helpers";
  readonly bounds = { tasks: false, containers: false } as const;
  readonly #top = folder("", undefined);

  async setUp(): Promise<void> {
    for (const entry of ["containers", "helpers"]) this.#top.children.add(folder(entry, this.#top));
  }

  async mkdir(directory: Directory): Promise<Said> {
    if (this.#find(directory) !== undefined) return "EEXIST";
    const [above, entry] = split(directory);
    const parent = this.#find(above);
    parent?.children.add(folder(entry, parent));
    return parent === undefined ? "ENOENT" : "ok";
  }

  async rmdir(directory: Directory): Promise<Said> {
    const found = this.#find(directory);
    if (found === undefined) return "ENOENT";
    if (found.children.size > 0 || pidsIn(found).length > 0) return "EBUSY";
    found.parent?.children.delete(found);
    return "ok";
  }

  async rename(directory: Directory, entry: string): Promise<Said> {
    const found = this.#find(directory);
    if (found === undefined) return "ENOENT";
    if ([...(found.parent?.children ?? [])].some((other) => other !== found && other.entry === entry))
      return "EEXIST";
    found.entry = entry;
    return "ok";
  }

  async setName(directory: Directory, name: string | undefined): Promise<Said> {
    const found = this.#find(directory);
    if (found !== undefined) found.name = name;
    return found === undefined ? "ENOENT" : "ok";
  }

  async move(body: Body, directory: Directory): Promise<Said> {
    const found = this.#find(directory);
    if (found === undefined) return "ENOENT";
    this.#folderOf(body)?.bodies.delete(body);
    found.bodies.add(body);
    return "ok";
  }

  async kill(): Promise<Said> {
    return "ENOENT";
  }

  async freeze(): Promise<Said> {
    return "ENOENT";
  }

  async isFrozen(): Promise<boolean> {
    return false;
  }

  async locate(top: Directory, path: string): Promise<Given<Directory>> {
    const found = walk(await this.tree(top), path);
    return found === undefined ? { outcome: "ENOENT" } : { outcome: "ok", value: found.directory };
  }

  async tree(directory: Directory): Promise<CgroupShown> {
    const found = this.#find(directory);
    if (found === undefined) throw new Error(`a manager asked for ${directory}, which does not exist`);
    return shown(found, directory);
  }

  bear(child: Body, parent: Body): void {
    this.#folderOf(parent)?.bodies.add(child);
  }

  directoryOf(body: Body): Directory {
    const found = this.#folderOf(body);
    return found === undefined ? "/" : pathOf(found);
  }

  async killAll(): Promise<void> {
    // Nothing else is in them: each process is killed on its own.
  }

  async remove(): Promise<readonly string[]> {
    return [];
  }

  #find(directory: Directory): Folder | undefined {
    let here: Folder | undefined = this.#top;
    for (const entry of directory.split("/").slice(1))
      here = [...(here?.children ?? [])].find((child) => child.entry === entry);
    return here;
  }

  #folderOf(body: Body): Folder | undefined {
    return all(this.#top).find(({ bodies }) => bodies.has(body));
  }
}

function folder(entry: string, parent: Folder | undefined): Folder {
  return { entry, name: undefined, parent, children: new Set(), bodies: new Set() };
}

function all(top: Folder): readonly Folder[] {
  return [top, ...[...top.children].flatMap(all)];
}

function pidsIn({ bodies }: Folder): number[] {
  return [...bodies].filter(({ isGone }) => !isGone).map(({ pid }) => pid);
}

function pathOf({ parent, entry }: Folder): Directory {
  return parent === undefined ? "" : `${pathOf(parent)}/${entry}`;
}

function shown(found: Folder, directory: Directory): CgroupShown {
  const { entry, name = entry } = found;
  const children = [...found.children].map((child) => shown(child, `${directory}/${child.entry}`));
  return { directory, entry, name, pids: pidsIn(found), children };
}

function split(directory: Directory): readonly [Directory, string] {
  const at = directory.lastIndexOf("/");
  return [directory.slice(0, at), directory.slice(at + 1)];
}
