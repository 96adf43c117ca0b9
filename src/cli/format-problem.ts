import type { FormatProblem } from "../history/read-history.ts";
import { moduleNameOf } from "./user/modules.ts";

/** What the user can do about a name that is not known: it may be that of a user-defined design or property. */
const HINTS: Readonly<Record<NonNullable<FormatProblem["unknown"]>, string>> = {
  design: "name a design of your own with --model ./file.ts",
  property: "name a property of your own with --property ./file.ts",
};

/** What is wrong with a file, and what to do about it. */
export function problemInWords(file: string, { message, unknown }: FormatProblem): string {
  if (moduleNameOf(file) !== undefined)
    return `this is a module, not a history: name a design of your own with --model ${file}`;
  if (unknown === undefined) return message;
  if (message.endsWith("?")) return `${message} (${HINTS[unknown]})`;
  const all = unknown === "property" ? "nsmodel check lists those that are built in, and " : "";
  return `${message}; ${all}${HINTS[unknown]}`;
}
