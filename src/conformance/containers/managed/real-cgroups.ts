import type { ContainerScope } from "../../../domains/containers/scope.ts";
import type { CgroupShown, Directory, Given, Said } from "../../../managers/kernel.ts";
import { WORKING_DIRECTORY } from "../../agent/flags.ts";
import { MAIN } from "../../agent/operations.ts";
import type { Seen } from "../../agent/snapshot.ts";
import type { DirectoryShown } from "../../agent/tree.ts";
import { CannotPlay } from "../../cannot-run.ts";
import { type Hierarchy, pathInHierarchy } from "../hierarchy.ts";
import type { Body } from "./body.ts";
import { type Cgroups, NAME_ATTRIBUTE, treeOf } from "./cgroups.ts";
import type { Channel } from "./channel.ts";
import { LOOK, type Purpose } from "./purpose.ts";
import type { TaskLimit } from "./task-limit.ts";

const DIRECTORY_MODE = 0o755;
/** How long a cgroup may be busy with tasks that have just died, in milliseconds. */
const PATIENCE = 2000;
/** How many times to check whether everything in a cgroup has stopped. Its tasks run on the agent's processor between the checks. */
const FREEZING_LOOKS = 1000;
/** PATH_MAX, including the NUL. */
const LONGEST_PATH = 4096;

/** Makes a call that counts as the manager's. */
export type PerformStep = <Result extends { readonly outcome: Said }>(
  what: string,
  ask: (purpose: Purpose) => Promise<Result>,
) => Promise<Result>;

/** Where the cgroups of a history are. */
export interface Place {
  readonly hierarchy: Hierarchy;
  /** The absolute path of a directory used by this history alone. */
  readonly base: string;
  readonly taskLimit: TaskLimit | undefined;
}

/** The kernel's cgroups. All files are opened by the agent's main process, as a manager outside the containers would. */
export class RealCgroups implements Cgroups {
  readonly version: "v1" | "v2";
  readonly root: Directory;
  readonly helpers: Directory;
  readonly #channel: Channel;
  readonly #place: Place;
  readonly #scope: ContainerScope;
  readonly #step: PerformStep;

  constructor(channel: Channel, place: Place, scope: ContainerScope, step: PerformStep) {
    this.version = place.hierarchy.version === "v1" ? "v1" : "v2";
    this.root = `${place.base}/containers`;
    this.helpers = `${place.base}/helpers`;
    this.#channel = channel;
    this.#place = place;
    this.#scope = scope;
    this.#step = step;
  }

  get bounds(): Cgroups["bounds"] {
    return { tasks: this.#place.taskLimit !== undefined, containers: this.version === "v2" };
  }

  async setUp(): Promise<void> {
    const { base, taskLimit } = this.#place;
    const make = (path: string) =>
      this.#channel.ask({ call: "mkdir", slot: MAIN, ...at(path), mode: DIRECTORY_MODE }, LOOK);
    const made: Promise<{ readonly outcome: Said }>[] = [make(base), make(this.root), make(this.helpers)];
    if (this.version === "v2") {
      const bytes = Buffer.from(String(this.#scope.containers - 1));
      const file = at(`${this.root}/cgroup.max.descendants`);
      made.push(this.#channel.ask({ call: "write", slot: MAIN, ...file, bytes }, LOOK));
    }
    for (const { outcome } of await Promise.all(made))
      if (outcome !== "ok") throw new CannotPlay(`its cgroup cannot be made (${outcome})`);
    await taskLimit?.setUp(this.#scope.tasks);
  }

  async mkdir(directory: Directory): Promise<Said> {
    const { outcome } = await this.#step("mkdir of a cgroup", (purpose) =>
      this.#channel.ask({ call: "mkdir", slot: MAIN, ...at(directory), mode: DIRECTORY_MODE }, purpose),
    );
    return withoutTooLong(outcome, directory);
  }

  async rmdir(directory: Directory, isPatient: boolean): Promise<Said> {
    const milliseconds = isPatient ? PATIENCE : 0;
    const { outcome } = await this.#step("rmdir of a cgroup", (purpose) =>
      this.#channel.ask({ call: "rmdir", slot: MAIN, ...at(directory), milliseconds }, purpose),
    );
    return outcome;
  }

  async rename(directory: Directory, entry: string): Promise<Said> {
    const toPath = `${directory.slice(0, directory.lastIndexOf("/"))}/${entry}`;
    const { outcome } = await this.#step("rename of a cgroup", (purpose) =>
      this.#channel.ask(
        { call: "rename", slot: MAIN, ...at(directory), toDirectory: WORKING_DIRECTORY, toPath },
        purpose,
      ),
    );
    return withoutTooLong(outcome, toPath);
  }

  async setName(directory: Directory, name: string | undefined): Promise<Said> {
    const attribute = { slot: MAIN, ...at(directory), name: NAME_ATTRIBUTE } as const;
    if (name === undefined) {
      const { outcome } = await this.#step("removexattr of a name", (purpose) =>
        this.#channel.ask({ call: "removexattr", ...attribute }, purpose),
      );
      return outcome === "ENODATA" ? "ok" : outcome;
    }
    const { outcome } = await this.#step("setxattr of a name", (purpose) =>
      this.#channel.ask({ call: "setxattr", ...attribute, value: Buffer.from(name) }, purpose),
    );
    return outcome;
  }

  async move(body: Body, directory: Directory): Promise<Said> {
    const isHelper = directory === this.helpers;
    const isCounted = !isHelper;
    const counting =
      isHelper === body.isHelper ? undefined : this.#place.taskLimit?.count(body.pid, isCounted);
    body.isHelper = isHelper;
    const bytes = Buffer.from(String(body.pid));
    const [{ outcome }, counted = "ok"] = await Promise.all([
      this.#step("write to cgroup.procs", (purpose) =>
        this.#channel.ask({ call: "write", slot: MAIN, ...at(`${directory}/cgroup.procs`), bytes }, purpose),
      ),
      counting,
    ]);
    return outcome === "ok" ? counted : outcome;
  }

  async kill(directory: Directory): Promise<Said> {
    const bytes = Buffer.from("1");
    const { outcome } = await this.#step("write to cgroup.kill", (purpose) =>
      this.#channel.ask({ call: "write", slot: MAIN, ...at(`${directory}/cgroup.kill`), bytes }, purpose),
    );
    return outcome;
  }

  async freeze(directory: Directory): Promise<Said> {
    const bytes = Buffer.from("1");
    const { outcome } = await this.#step("write to cgroup.freeze", (purpose) =>
      this.#channel.ask({ call: "write", slot: MAIN, ...at(`${directory}/cgroup.freeze`), bytes }, purpose),
    );
    if (outcome !== "ok") return outcome;
    for (let look = 0; look < FREEZING_LOOKS; look++) if (await this.isFrozen(directory)) return "ok";
    return "ETIMEDOUT";
  }

  async isFrozen(directory: Directory): Promise<boolean> {
    const file = at(`${directory}/cgroup.events`);
    const shown = await this.#channel.ask({ call: "read", slot: MAIN, ...file }, LOOK);
    if (!("value" in shown) || shown.value === undefined)
      throw new CannotPlay(`cgroup.events cannot be read (${shown.outcome})`);
    return Buffer.from(shown.value).toString().includes("frozen 1");
  }

  async locate(top: Directory, path: string): Promise<Given<Directory>> {
    return this.#channel.ask({ call: "locate", top, path }, LOOK);
  }

  async tree(directory: Directory): Promise<CgroupShown> {
    const shown = await this.#channel.ask(
      { call: "tree", ...at(directory), attribute: NAME_ATTRIBUTE } as const,
      LOOK,
    );
    if (!("value" in shown)) throw new CannotPlay(`the cgroups cannot be read (${shown.outcome})`);
    const tree = treeOf(directory, shown.value.map(rowOf));
    if (tree === undefined) throw new CannotPlay("the cgroups cannot be read (nothing is shown)");
    return tree;
  }

  bear(child: Body, parent: Body): void {
    child.isHelper = parent.isHelper;
  }

  directoryOf(_body: Body, cgroups: Seen<string> | undefined): Directory {
    if (cgroups === undefined || !("value" in cgroups))
      throw new CannotPlay(`/proc/PID/cgroup of a task cannot be read (${cgroups?.outcome ?? "not shown"})`);
    const { base, hierarchy } = this.#place;
    const path = pathInHierarchy(cgroups.value, hierarchy.line);
    if (path === undefined) throw new CannotPlay("/proc/PID/cgroup of a task has no line for the hierarchy");
    const name = `/${base.split("/").slice(-2).join("/")}/`;
    const index = `${path}/`.indexOf(name);
    return index === -1 ? path : base + path.slice(index + name.length - 1);
  }

  async killAll(): Promise<void> {
    if (this.version !== "v2") return;
    const file = at(`${this.#place.base}/cgroup.kill`);
    await this.#channel.ask({ call: "write", slot: MAIN, ...file, bytes: Buffer.from("1") }, LOOK);
  }

  async remove(): Promise<readonly string[]> {
    const directories: string[] = [];
    const shown = await this.#channel.ask(
      { call: "tree", ...at(this.#place.base), attribute: NAME_ATTRIBUTE } as const,
      LOOK,
    );
    if ("value" in shown) {
      const collect = (cgroup: CgroupShown): void => {
        for (const child of cgroup.children) collect(child);
        directories.push(cgroup.directory);
      };
      const tree = treeOf(this.#place.base, shown.value.map(rowOf));
      if (tree !== undefined) collect(tree);
    } else directories.push(this.#place.base);
    const removed = directories.map((path) =>
      this.#channel.ask({ call: "rmdir", slot: MAIN, ...at(path), milliseconds: PATIENCE }, LOOK),
    );
    const outcomes = (await Promise.all(removed)).map(({ outcome }) => outcome);
    await this.#place.taskLimit?.tearDown();
    return outcomes.flatMap((outcome, index) =>
      outcome === "ok"
        ? []
        : [
            `at the end, the cgroup ${directories[index]?.slice(this.#place.base.length) || "/"} cannot be removed (${outcome})`,
          ],
    );
  }
}

function rowOf({ depth, entry, attribute, pids }: DirectoryShown) {
  if (!("value" in attribute) && attribute.outcome !== "ENODATA")
    throw new CannotPlay(`the name of a cgroup cannot be read (${attribute.outcome})`);
  if (!("value" in pids)) throw new CannotPlay(`cgroup.procs cannot be read (${pids.outcome})`);
  return { depth, entry, name: "value" in attribute ? attribute.value : entry, pids: pids.value };
}

/** A path too long for a call is a limit of the tool, which uses absolute paths. */
function withoutTooLong(outcome: Said, path: string): Said {
  if (outcome === "ENAMETOOLONG" && Buffer.byteLength(path) >= LONGEST_PATH)
    throw new CannotPlay(`a path of more than ${LONGEST_PATH - 1} bytes is needed`);
  return outcome;
}

function at(path: string) {
  return { directory: WORKING_DIRECTORY, path } as const;
}
