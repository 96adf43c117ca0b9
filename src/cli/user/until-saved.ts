import { statSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type FileDigest, isAnotherNow } from "./loaded-files.ts";

/** How often the files are looked at. */
const LOOK_MILLISECONDS = 300;

/**
 * Waits until one of some files differs from its digest, even if it changed before the wait. Files are polled, however many they are, and read only if their
 * metadata have changed.
 *
 * @param files the files at the moment
 * @param signal ends the wait
 * @returns whether one does; `false` if the wait was ended
 */
export async function untilSaved(files: () => readonly FileDigest[], signal: AbortSignal): Promise<boolean> {
  const seen = new Map<string, string>();
  while (!signal.aborted) {
    for (const one of files()) {
      const marks = marksOf(one.file);
      if (marks === undefined || marks === seen.get(one.file)) continue;
      if (isAnotherNow(one)) return true;
      seen.set(one.file, marks);
    }
    await setTimeout(LOOK_MILLISECONDS);
  }
  return false;
}

/** The metadata of a file that change when it is saved. @returns `undefined` for one that is gone, as while an editor saves it */
function marksOf(file: string): string | undefined {
  const found = statSync(resolve(file), { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
}
