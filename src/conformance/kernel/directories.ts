import { type ContainerNumber, ROOT } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import { WORKING_DIRECTORY } from "../agent/flags.ts";
import { MAIN, type Slot } from "../agent/operations.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { Script } from "./script.ts";

/** The extended attribute in which a cgroup bears a name that its directory cannot have. */
export const NAME_ATTRIBUTE = "user.nsmodel.name";

const DIRECTORY_MODE = 0o755;
/** How long a cgroup may be busy with tasks that have just died, in milliseconds. */
const PATIENCE = 2000;
/** Names that a directory can have beside a cgroup's own files, in every version. */
const SAFE_NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FILES = new Set(["tasks", "notify_on_release", "release_agent"]);

interface Directory {
  readonly parent: ContainerNumber | undefined;
  entry: string;
  /** The name, where it is kept in an attribute. */
  attribute: string | undefined;
}

/** A container as it stands in the file system at one moment. */
export interface Place {
  readonly container: ContainerNumber;
  /** From the base on: empty for the root, else `/a/b`. */
  readonly path: string;
  /** The name, where it is kept in an attribute. */
  readonly attribute: string | undefined;
  /** The containers on the way, the last is this one. */
  readonly chain: readonly { readonly container: ContainerNumber; readonly entry: string }[];
}

/** The directory of each container: a cgroup in the one that is the root's. */
export class Directories {
  readonly #hierarchy: Hierarchy;
  readonly #base: string;
  readonly #known = new Map<ContainerNumber, Directory>();
  #made = 0;

  /** @param base the absolute path of the root's cgroup */
  constructor(hierarchy: Hierarchy, base: string) {
    this.#hierarchy = hierarchy;
    this.#base = base;
    this.#known.set(ROOT, { parent: undefined, entry: "", attribute: undefined });
  }

  /** All of them, the root first, each after the one that it is in. */
  places(): Place[] {
    return [...this.#known.keys()].map((container) => this.#placeOf(container));
  }

  pathOf(container: ContainerNumber): string {
    return this.#base + this.#placeOf(container).path;
  }

  /** Makes the cgroup of the root. */
  makeRoot(script: Script): void {
    if (this.#hierarchy.version === "none") return;
    script.step("mkdir of the root's cgroup", { ...call("mkdir", MAIN, this.#base), mode: DIRECTORY_MODE });
  }

  /** Has a task make the cgroup of a new container. */
  make(script: Script, by: Slot, container: ContainerNumber, world: Observation): void {
    const { parent, name } = observed(world, container);
    const above = parent ?? ROOT;
    const entry = this.#entryFor(above, name);
    const attribute = entry === name ? undefined : name;
    this.#known.set(container, { parent: above, entry, attribute });
    if (this.#hierarchy.version === "none") return;
    const path = this.pathOf(container);
    script.step("mkdir of its cgroup", { ...call("mkdir", by, path), mode: DIRECTORY_MODE });
    if (attribute !== undefined) this.#setAttribute(script, by, path, attribute);
  }

  /** Gives a container another name. */
  rename(script: Script, by: Slot, container: ContainerNumber, name: string): void {
    const directory = this.#find(container);
    const from = this.pathOf(container);
    const old = directory.attribute;
    if (this.#hierarchy.version === "v1") {
      directory.entry = this.#entryFor(directory.parent ?? ROOT, name);
      const toPath = this.pathOf(container);
      const request = { ...call("rename", by, from), toDirectory: WORKING_DIRECTORY, toPath };
      script.step("rename of its cgroup", request);
    }
    directory.attribute = directory.entry === name ? undefined : name;
    const path = this.pathOf(container);
    if (this.#hierarchy.version === "none") return;
    if (directory.attribute !== undefined) this.#setAttribute(script, by, path, name);
    else if (old !== undefined)
      script.step("removexattr of its name", { ...call("removexattr", by, path), name: NAME_ATTRIBUTE });
  }

  /** Removes the cgroups of containers, the innermost first. */
  remove(script: Script, containers: readonly ContainerNumber[]): void {
    const depth = (container: ContainerNumber) => this.#placeOf(container).chain.length;
    for (const container of containers.toSorted((one, other) => depth(other) - depth(one))) {
      if (this.#hierarchy.version === "none") break;
      const request = { ...call("rmdir", MAIN, this.pathOf(container)), milliseconds: PATIENCE };
      script.step("rmdir of a cgroup that nobody is in", request);
    }
    for (const container of containers) this.#known.delete(container);
  }

  #setAttribute(script: Script, by: Slot, path: string, name: string): void {
    const value = Buffer.from(name);
    script.step("setxattr of its name", { ...call("setxattr", by, path), name: NAME_ATTRIBUTE, value });
  }

  /** What the directory of a container is called: as the container, where it can be. */
  #entryFor(parent: ContainerNumber, name: string): string {
    const isTaken = [...this.#known.values()].some(
      (other) => other.parent === parent && other.entry === name,
    );
    if (SAFE_NAME.test(name) && !FILES.has(name) && !isTaken) return name;
    return `~${++this.#made}`;
  }

  #find(container: ContainerNumber): Directory {
    const directory = this.#known.get(container);
    if (directory === undefined) throw new Error(`container ${container} has no cgroup`);
    return directory;
  }

  #placeOf(container: ContainerNumber): Place {
    const { parent, entry, attribute } = this.#find(container);
    if (parent === undefined) return { container, path: "", attribute, chain: [] };
    const above = this.#placeOf(parent);
    const chain = [...above.chain, { container, entry }];
    return { container, path: `${above.path}/${entry}`, attribute, chain };
  }
}

function observed(world: Observation, container: ContainerNumber) {
  const found = world.containers.get(container);
  if (found === undefined) throw new Error(`there is no container ${container}`);
  return found;
}

function call<const Name extends string>(name: Name, slot: Slot, path: string) {
  return { call: name, slot, directory: WORKING_DIRECTORY, path } as const;
}
