import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../system-error.ts";

/** How far a search was when it was saved. */
export interface Progress {
  /** Whether it had fallen back to whole numbers, where it begins with the first level again. */
  readonly hasFallenBack: boolean;
  /** The level that it was about to expand. */
  readonly level: number;
}

/** A save that is in a folder. */
export interface SaveFile extends Progress {
  readonly path: string;
}

const FALLEN_BACK = "whole-numbers-";
const SAVE = /^(whole-numbers-)?level-(\d+)\.save$/;
const UNFINISHED = /^(?:whole-numbers-)?level-\d+\.save\.\d+\.part$/;

/** Whether a search had come further when it was saved than at another time. */
export function isFurther(one: Progress, other: Progress): boolean {
  return one.hasFallenBack === other.hasFallenBack ? one.level > other.level : one.hasFallenBack;
}

/** How far a search has come, in words. */
export function progressInWords({ hasFallenBack, level }: Progress): string {
  return `level ${level}${hasFallenBack ? " in whole numbers" : ""}`;
}

/** Where a save stands. */
export function savePath(folder: string, { hasFallenBack, level }: Progress): string {
  return join(folder, `${hasFallenBack ? FALLEN_BACK : ""}level-${level}.save`);
}

/** Where it is written. Its name has the process in it, so that two that save in one folder never share a file. */
export function unfinishedPath(folder: string, progress: Progress): string {
  return `${savePath(folder, progress)}.${process.pid}.part`;
}

/** The saves in a folder, the newest first. Other files are not looked at. */
export function savesIn(folder: string): SaveFile[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, prefix, level] = SAVE.exec(name) ?? [];
      if (level === undefined) return [];
      return [{ path: join(folder, name), hasFallenBack: prefix === FALLEN_BACK, level: Number(level) }];
    })
    .sort((one, other) => (isFurther(one, other) ? -1 : 1));
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
