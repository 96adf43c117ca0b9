import type { Checkpoint } from "../../engine/search/checkpoint.ts";
import { Problem } from "../problem.ts";
import { isFurther, newestIn, type Progress, progressInWords } from "./save-folder.ts";
import { progressOf, saveSearch } from "./save-search.ts";
import type { SearchIdentity } from "./search-identity.ts";

const DEFAULT_SECONDS = 30;

/**
 * What a search calls at the end of each level to be saved (`SearchOptions.save`). The first level is saved at once, so that a
 * folder that cannot be written is noticed early; a later one only if `everySeconds` have passed since the last save.
 *
 * A kill loses what came after the last save: the levels that ended within these seconds, and all of the level that was being
 * expanded, however long that took. In a large scope that one may be a good part of the search.
 *
 * A new search does not replace one that is saved in the folder; a search that was resumed from there does.
 */
export function saver(
  folder: string,
  identity: SearchIdentity,
  everySeconds: number = DEFAULT_SECONDS,
): (checkpoint: Checkpoint) => void {
  let saved: number | undefined;
  return (checkpoint) => {
    if (saved === undefined) refuseToReplace(folder, progressOf(identity, checkpoint));
    else if (performance.now() - saved < everySeconds * 1000) return;
    saveSearch(folder, identity, checkpoint);
    // After the save, so that a slow disk does not make the search do nothing but save.
    saved = performance.now();
  };
}

/** Refuses to replace a save that is as far along as this search: only an earlier save may be what this search was resumed from. */
function refuseToReplace(folder: string, progress: Progress): void {
  const newest = newestIn(folder);
  if (newest === undefined || isFurther(progress, newest)) return;
  throw new Problem(
    `${folder} already holds a search, saved at ${progressInWords(newest)}.`,
    `--resume ${folder} continues it. To start again, use another folder or remove ${newest.path}.`,
  );
}
