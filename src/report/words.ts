import { plural } from "../model/counted.ts";
import type { ContainerNumber, TaskNumber } from "../model/numbers.ts";
import { ROOT } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import { NO_BREAK } from "./columns.ts";
import { quoted } from "./printable.ts";

/** Words in a row: "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export { counted } from "../model/counted.ts";

/** How often calls were refused, by errno: "EAGAIN 2, ENOSPC 1". An errno and its number are not parted in a table. */
export function refusalsInWords(refused: Readonly<Record<string, number>>): string {
  return Object.entries(refused)
    .map(([errno, times]) => `${errno}${NO_BREAK}${times.toLocaleString("en")}`)
    .join(", ");
}

/** Things of one sort by name: "task 2", "tasks 2 and 3". */
export function named(noun: string, names: readonly (number | string)[]): string {
  return `${names.length === 1 ? noun : plural(noun)} ${list(names.map(String))}`;
}

/** Tasks by number: "task 2", "tasks 2 and 3". */
export const tasksInWords = (tasks: readonly TaskNumber[]): string => named("task", tasks);

/** A container by the name that the root's administrator sees: "the root", "/vserver1/job". */
export function place(world: Observation, container: ContainerNumber): string {
  return container === ROOT ? "the root" : quoted(world.rootPath(container));
}
