import type { ContainerNumber, TaskNumber } from "../model/numbers.ts";
import { ROOT } from "../model/numbers.ts";
import type { Observation } from "../model/observation.ts";
import { quoted } from "./printable.ts";

/** Words in a row: "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A number of things: "1 task", "2 tasks". */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Things of one sort by name: "task 2", "tasks 2 and 3". */
export function named(noun: string, names: readonly (number | string)[]): string {
  return `${noun}${names.length === 1 ? "" : "s"} ${list(names.map(String))}`;
}

/** Tasks by number: "task 2", "tasks 2 and 3". */
export const tasksInWords = (tasks: readonly TaskNumber[]): string => named("task", tasks);

/** A container by the name that the root's administrator sees: "the root", "/vserver1/job". */
export function place(world: Observation, container: ContainerNumber): string {
  return container === ROOT ? "the root" : quoted(world.rootPath(container));
}
