import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { inQuotes, printable } from "../text/printable.ts";

/** There is no history where some were asked for. The message is a sentence. */
export class NoHistories extends Error {
  /** What to do about it, in a sentence. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = "NoHistories";
    this.hint = hint;
  }
}

/** Every history below some paths, each once, in order. @throws {NoHistories} where a path is not there, or there is none */
export async function historiesBelow(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    const what = await stat(path).catch(() => undefined);
    if (what === undefined)
      throw new NoHistories(
        `There is no file or folder ${printable(path)}.`,
        "nsmodel check --histories FOLDER writes histories; without a path those of the current folder are meant.",
      );
    if (!what.isDirectory()) found.add(path);
    else
      for (const file of await readdir(path, { recursive: true }))
        if (isHistory(file) && mayLeadToHistory(file)) found.add(join(path, file));
  }
  if (found.size === 0)
    throw new NoHistories(
      `No history was found in ${paths.map(inQuotes).join(", ")}.`,
      "A history is a file that ends in .jsonl; docs/history-format.md says what is in it.",
    );
  return [...found].sort();
}

/** Whether a file is a history, by its name. */
export const isHistory = (file: string): boolean => file.endsWith(".jsonl");

/** Whether a path below a folder may lead to one: packages and hidden folders are not looked through. */
export const mayLeadToHistory = (path: string): boolean =>
  !path.split("/").some((part) => part === "node_modules" || part.startsWith("."));
