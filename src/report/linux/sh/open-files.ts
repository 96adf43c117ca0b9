/** The files of namespaces that shells have open, by numbers. */
import type { Kind } from "../../../model/kind.ts";
import type { TaskNumber } from "../../../model/numbers.ts";
import type { Act } from "../acts.ts";

/** The numbers of descriptors that a shell can name and does not use itself: one digit, behind the one by which it is asked. */
const [FIRST, LAST] = [4, 9];

/** Which files are open before a call. */
export interface OpenFiles {
  /** The number that a name has in every task; nothing for those for which there is none. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Of which kind each file is that a task has open. */
  readonly kinds: ReadonlyMap<TaskNumber, ReadonlyMap<string, Kind>>;
}

/** The numbers of all files of a history, and none open. */
export function noFiles(acts: readonly Act[]): OpenFiles {
  const names = acts.flatMap(({ operation }) => ("file" in operation ? [operation.file] : []));
  const numbered = [...new Set(names)].slice(0, LAST - FIRST + 1);
  return { numbers: new Map(numbered.map((name, index) => [name, FIRST + index])), kinds: new Map() };
}

/** Which files are open after a call. @param children the tasks that it has made */
export function filesAfter(
  files: OpenFiles,
  { operation, outcome }: Act,
  children: readonly TaskNumber[],
): OpenFiles {
  if (outcome !== "ok") return files;
  const { task } = operation;
  const own = files.kinds.get(task) ?? new Map<string, Kind>();
  const kinds = new Map(files.kinds);
  if (operation.op === "nsfile") kinds.set(task, new Map(own).set(operation.file, kindOf(operation.kind)));
  if (operation.op === "close")
    kinds.set(task, new Map([...own].filter(([name]) => name !== operation.file)));
  for (const child of children) kinds.set(child, own);
  return { ...files, kinds };
}

/** The kind of what a file of /proc/PID/ns names. */
export function kindOf(link: Kind | "pid_for_children" | "time_for_children"): Kind {
  if (link === "pid_for_children") return "pid";
  return link === "time_for_children" ? "time" : link;
}
