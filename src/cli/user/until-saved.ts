import { statSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type FileDigest, isAnotherNow } from "./loaded-files.ts";

/** So often it is looked. */
const LOOK_MILLISECONDS = 300;

/**
 * Waits until one of some files is another one than it was: also than before it was waited for. Files are looked at again and again, however many they are, and read
 * only where something of them has changed.
 *
 * @param files those that there are by now
 * @param signal ends it
 * @returns whether one is, and not that it was ended
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

/** What a file has that is saved: when and as what. @returns nothing for one that is gone, as while an editor saves it */
function marksOf(file: string): string | undefined {
  const found = statSync(resolve(file), { throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
}
