/** The namespace files that shells have open, by descriptor number. */
import type { Kind } from "../../../model/kind.ts";
import type { TaskNumber } from "../../../model/numbers.ts";
import type { Act } from "../acts.ts";

/** The descriptors that a shell can name and does not use itself: single digits, after the one on which it receives commands. */
const [FIRST, LAST] = [4, 9];

/** Which files are open before a call. */
export interface OpenFiles {
  /** The number that a name has in every task; names for which no number is left are missing. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The kind of each file that a task has open. */
  readonly kinds: ReadonlyMap<TaskNumber, ReadonlyMap<string, Kind>>;
}

/** The state at the start: numbers for the files of a history, none of them open. */
export function noFiles(acts: readonly Act[]): OpenFiles {
  const names = acts.flatMap(({ operation }) => ("file" in operation ? [operation.file] : []));
  const numbered = [...new Set(names)].slice(0, LAST - FIRST + 1);
  return { numbers: new Map(numbered.map((name, index) => [name, FIRST + index])), kinds: new Map() };
}

/** Which files are open after a call. @param children the tasks that it has created */
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

/** The kind of namespace that a file of /proc/PID/ns names. */
export function kindOf(link: Kind | "pid_for_children" | "time_for_children"): Kind {
  if (link === "pid_for_children") return "pid";
  return link === "time_for_children" ? "time" : link;
}
