import type { CgroupShown, Directory, Process } from "../../managers/kernel.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { CannotPlay } from "../cannot-run.ts";
import { pathInHierarchy } from "./hierarchy.ts";
import type { ManagedKernel } from "./managed/managed-kernel.ts";
import type { KernelPicture, PicturedTask, View } from "./picture.ts";

/** The part of the kernel that is used here. */
type Shown = Pick<ManagedKernel, "root" | "show" | "remain" | "tree" | "cgroupsSeenBy">;

/** What to look at. */
export interface ToLookAt {
  /** Which process should be which task. */
  readonly tasks: ReadonlyMap<TaskNumber, Process>;
  /** Processes that were tasks and should be gone. */
  readonly former: readonly (readonly [TaskNumber, Process])[];
  /** The task whose view is looked at. */
  readonly viewer: TaskNumber | undefined;
  /** How the hierarchy's line in /proc/PID/cgroup begins. */
  readonly line: string;
}

/**
 * What /proc and the cgroups show. Everything is requested at once, before anything is awaited.
 *
 * @throws {CannotPlay} if something cannot be read
 */
export async function lookAt(kernel: Shown, what: ToLookAt): Promise<KernelPicture> {
  const { tasks, former, viewer, line } = what;
  const processes = [...tasks.values()];
  const viewing = viewer === undefined ? undefined : tasks.get(viewer);
  const [shown, remain, tree, seen] = await Promise.all([
    kernel.show(processes),
    kernel.remain(former.map(([, process]) => process)),
    kernel.tree(kernel.root),
    viewing === undefined ? [] : kernel.cgroupsSeenBy(viewing, processes),
  ]);

  const paths = pathsIn(tree);
  const pathOf = (directory: Directory) => paths.get(directory) ?? `(the cgroup ${directory})`;
  const pictured = new Map<TaskNumber, PicturedTask>();
  const directories = new Map<TaskNumber, Directory>();
  for (const [index, task] of [...tasks.keys()].entries()) {
    const { lives, directory, namespaces } = shown[index] ?? { lives: false };
    if (!lives || directory === undefined || namespaces === undefined) continue;
    directories.set(task, directory);
    pictured.set(task, { path: pathOf(directory), namespaces });
  }
  const own = viewer === undefined ? undefined : directories.get(viewer);
  const view: View | undefined =
    viewer === undefined || own === undefined
      ? undefined
      : { viewer, paths: viewedFrom(own, pathOf, [...tasks.keys()], seen.map(pathOn(line))) };
  return {
    tasks: pictured,
    containers: new Set(paths.values()),
    view,
    strays: [...formerIn(former, remain, tasks), ...unknownIn(tree, processes, pathOf)],
  };
}

function pathOn(line: string): (cgroups: string) => string {
  return (cgroups) => {
    const path = pathInHierarchy(cgroups, line);
    if (path === undefined) throw new CannotPlay("/proc/PID/cgroup of a task has no line of the hierarchy");
    return path;
  };
}

/** The path of each cgroup from the root, made of the containers' names. */
function pathsIn(root: CgroupShown): ReadonlyMap<Directory, string> {
  const paths = new Map<Directory, string>();
  const add = ({ directory, children }: CgroupShown, path: string): void => {
    paths.set(directory, path === "" ? "/" : path);
    for (const child of children) add(child, `${path}/${child.name}`);
  };
  add(root, "");
  return paths;
}

/** What a viewer was shown, in the containers' names. Paths that lead up from its own cgroup are outside its view. */
function viewedFrom(
  own: Directory,
  pathOf: (directory: Directory) => string,
  tasks: readonly TaskNumber[],
  seen: readonly string[],
): View["paths"] {
  const above = pathOf(own) === "/" ? "" : pathOf(own);
  return new Map(
    tasks.map((task, index) => {
      const shown = seen[index] ?? "";
      if (shown === "/.." || shown.startsWith("/../")) return [task, undefined];
      const path = pathOf(shown === "/" ? own : own + shown);
      // A cgroup that is no container has no path in names: its own path is shown.
      return [task, path.startsWith(above) ? path.slice(above.length) || "/" : path];
    }),
  );
}

function formerIn(
  former: ToLookAt["former"],
  remain: readonly boolean[],
  tasks: ToLookAt["tasks"],
): readonly string[] {
  return former.flatMap(([task], index) => {
    if (!remain[index]) return [];
    return [
      tasks.has(task)
        ? `an earlier process of task ${task} should be gone, but is not`
        : `task ${task} should be gone, but is alive`,
    ];
  });
}

function unknownIn(
  tree: CgroupShown,
  processes: readonly Process[],
  pathOf: (directory: Directory) => string,
): readonly string[] {
  const known = new Set(processes.map(({ pid }) => pid));
  const unknown = tree.pids.filter((pid) => !known.has(pid));
  return [
    ...unknown.map((pid) => `process ${pid} is in ${pathOf(tree.directory)}, but is not a task`),
    ...tree.children.flatMap((child) => unknownIn(child, processes, pathOf)),
  ];
}
