import { quoted } from "./printable.ts";
import { enumerated } from "./words.ts";

/** Values by name, whatever they are. */
export type UnknownRow = Readonly<Record<string, unknown>>;

/** Tells whether a value has parts, by name or place. */
export const isRow = (value: unknown): value is UnknownRow => typeof value === "object" && value !== null;

/** A value of any sort in words, safe to print: "3", "web", "uts 2, net 1", "1 and 3", "none". */
export function written(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : enumerated(value.map(written));
  if (isRow(value))
    return Object.entries(value)
      .map(([key, part]) => `${quoted(key)} ${written(part)}`)
      .join(", ");
  return typeof value === "string" ? quoted(value) : String(value);
}
