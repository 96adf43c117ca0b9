import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../system-error.ts";

/** A save that is in a folder. */
export interface SaveFile {
  readonly path: string;
  /** The level that the search was about to expand. */
  readonly level: number;
}

const SAVE = /^level-(\d+)\.save$/;
const UNFINISHED = /^level-\d+\.save\.\d+\.part$/;

/** Where the save of a level stands. */
export function savePath(folder: string, level: number): string {
  return join(folder, `level-${level}.save`);
}

/** Where it is written. Its name has the process in it, so that two that save in one folder never share a file. */
export function unfinishedPath(folder: string, level: number): string {
  return `${savePath(folder, level)}.${process.pid}.part`;
}

/** The saves in a folder, the newest first. Other files are not looked at. */
export function savesIn(folder: string): SaveFile[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const level = SAVE.exec(name)?.[1];
      return level === undefined ? [] : [{ path: join(folder, name), level: Number(level) }];
    })
    .sort((one, other) => other.level - one.level);
}

/** The newest save in a folder; nothing where none can be seen. */
export function newestIn(folder: string): SaveFile | undefined {
  try {
    return savesIn(folder)[0];
  } catch (error) {
    // Whoever then tries to save there is told what is wrong with the folder.
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** What a run that was killed while it saved has left in a folder. */
export function unfinishedIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => UNFINISHED.test(name))
    .map((name) => join(folder, name));
}
