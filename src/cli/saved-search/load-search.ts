import { renameSync, rmSync } from "node:fs";
import { isMissing, isSystemError, whyRefused } from "../files/system-error.ts";
import { EXIT, Problem } from "../problem.ts";
import { DamagedSave, readSave, type SavedSearch } from "./read-save.ts";
import { progressInWords, type SaveFile, savesIn, unfinishedIn } from "./save-folder.ts";
import { progressOf } from "./save-search.ts";
import {
  type AskedSearch,
  differencesBetween,
  differencesOf,
  type SearchIdentity,
} from "./search-identity.ts";

/**
 * Reads the newest intact save of a folder. Newer ones, which are damaged, are reported and put aside. What a run that was killed
 * while it saved has left is removed.
 *
 * @param asked the search that the user asks for: what is not named in it is taken from the save
 * @param warn called with a sentence about each damaged save
 * @throws {Problem} if there is no intact save, or only one of another search
 */
export function loadSearch(
  folder: string,
  asked: AskedSearch,
  warn: (sentence: string) => void = (sentence) => process.stderr.write(`${sentence}\n`),
): SavedSearch {
  try {
    const { saved, damaged } = newestWhole(folder);
    requireSame(folder, saved.identity, asked);
    for (const path of unfinishedIn(folder)) rmSync(path, { force: true });
    const reached = progressInWords(progressOf(saved.identity, saved.checkpoint));
    for (const { file, why } of damaged) {
      // Kept, as the fault may be with the disk and not with the file.
      renameSync(file.path, `${file.path}.damaged`);
      warn(
        `${file.path} is damaged: ${why}. It is now ${file.path}.damaged; the search continues from ${reached}.`,
      );
    }
    return saved;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Problem(`Cannot resume from ${folder}: ${whyRefused(error)}.`, hintFor(error), exitFor(error));
  }
}

/** @throws {Problem} if a folder holds another search than the one that is asked for */
export function requireSame(folder: string, saved: SearchIdentity, asked: AskedSearch): void {
  refuseDifferences(folder, differencesOf(saved, asked));
}

/** The same, for a search that is asked for in full. */
export function requireIdentical(folder: string, saved: SearchIdentity, asked: SearchIdentity): void {
  refuseDifferences(folder, differencesBetween(saved, asked));
}

function refuseDifferences(folder: string, differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new Problem(
    `${folder} holds a different search: it has ${differences.join("; ")}.`,
    "Ask for the same search, or start a new one in another folder.",
  );
}

interface Damaged {
  readonly file: SaveFile;
  readonly why: string;
}

/** The newest intact save, and those that are newer and damaged. */
function newestWhole(folder: string): { saved: SavedSearch; damaged: readonly Damaged[] } {
  const damaged: Damaged[] = [];
  for (const file of savesIn(folder)) {
    try {
      return { saved: readSave(file.path), damaged };
    } catch (error) {
      if (!(error instanceof DamagedSave)) throw error;
      damaged.push({ file, why: error.message });
    }
  }
  const [first] = damaged;
  throw first === undefined
    ? new Problem(
        `${folder} holds no saved search.`,
        "--save FOLDER and --store FOLDER keep a search in a folder.",
      )
    : new Problem(
        `${first.file.path} is damaged: ${first.why}. There is no older save.`,
        "Start again in another folder.",
      );
}

function hintFor(error: NodeJS.ErrnoException): string | undefined {
  return isMissing(error) ? "Give the folder that was given to --save or --store." : undefined;
}

function exitFor(error: NodeJS.ErrnoException) {
  return isMissing(error) ? EXIT.badRequest : EXIT.cannotHere;
}
