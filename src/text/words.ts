import { NO_BREAK } from "./columns.ts";
import { plural } from "./counted.ts";

/** Words in a row: "a", "a and b", "a, b and c". */
export function enumerated(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export { counted } from "./counted.ts";

/** How often calls were refused, by errno: "EAGAIN 2, ENOSPC 1". In a table no line is broken between an errno and its number. */
export function refusalsInWords(refused: Readonly<Record<string, number>>): string {
  return Object.entries(refused)
    .map(([errno, times]) => `${errno}${NO_BREAK}${times.toLocaleString("en")}`)
    .join(", ");
}

/** Things of one sort by name: "task 2", "tasks 2 and 3". */
export function named(noun: string, names: readonly (number | string)[]): string {
  return `${names.length === 1 ? noun : plural(noun)} ${enumerated(names.map(String))}`;
}
