import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { isHistory } from "../../testing/histories-below.ts";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";

/**
 * Refuses to write a file that would be read as a history the next time.
 *
 * @param file one that can be written
 * @param corpus the files and folders that histories are read from
 * @throws {Problem} if it is named like a history and lies below one of them
 */
export async function requireOutsideCorpus(file: string, corpus: readonly string[]): Promise<void> {
  if (!isHistory(file)) return;
  const folder = await realpath(dirname(file));
  for (const path of corpus) {
    const way = relative(await realpath(path), folder);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) continue;
    throw new Problem(
      `${printable(file)} would be read as a history the next time.`,
      "Name a file elsewhere, or one that does not end in .jsonl.",
    );
  }
}
