import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../files/system-error.ts";

/**
 * How a search was begun. It begins again with the first level if the design turns out to attach meaning to a name, to look at what was treated as opaque, or not
 * to be symmetric.
 */
export type Beginning = "first" | "by name" | "one by one" | "one by one, by name" | "without symmetry";

/** How far a search had come when it was saved. */
export interface Progress {
  /** How it was last begun: see `Beginning`. */
  readonly beginning: Beginning;
  /** The level that it was about to expand. */
  readonly level: number;
}

/** A save in a folder. */
export interface SaveFile extends Progress {
  readonly path: string;
}

const PREFIXES = {
  first: "",
  "by name": "by-name-",
  "one by one": "one-by-one-",
  "one by one, by name": "one-by-one-by-name-",
  "without symmetry": "whole-numbers-",
} as const;
/** In order: a search that begins again goes on to a later one. */
const BEGINNINGS = [
  "first",
  "by name",
  "one by one",
  "one by one, by name",
  "without symmetry",
] as const satisfies readonly Beginning[];
const PREFIX = "(?:one-by-one-by-name-|one-by-one-|by-name-|whole-numbers-)?";
const SAVE = new RegExp(`^(${PREFIX})level-(\\d+)\\.save$`);
const UNFINISHED = new RegExp(`^${PREFIX}level-\\d+\\.save\\.\\d+\\.part$`);

/** Whether one save of a search is further along than another. */
export function isFurther(one: Progress, other: Progress): boolean {
  const later = BEGINNINGS.indexOf(one.beginning) - BEGINNINGS.indexOf(other.beginning);
  return later === 0 ? one.level > other.level : later > 0;
}

const WORDS = {
  first: "",
  "by name": " (names distinguished)",
  "one by one": " (states one by one)",
  "one by one, by name": " (states one by one)",
  "without symmetry": " without symmetry",
} as const;

/** How far a search has come, in words. */
export function progressInWords({ beginning, level }: Progress): string {
  return `level ${level}${WORDS[beginning]}`;
}

/** The path of a save. */
export function savePath(folder: string, { beginning, level }: Progress): string {
  return join(folder, `${PREFIXES[beginning]}level-${level}.save`);
}

/** The path to which it is written first. The name contains the process, so two processes that save in one folder never share a file. */
export function unfinishedPath(folder: string, progress: Progress): string {
  return `${savePath(folder, progress)}.${process.pid}.part`;
}

/** The saves in a folder, newest first. Other files are ignored. */
export function savesIn(folder: string): SaveFile[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, prefix = "", level] = SAVE.exec(name) ?? [];
      const beginning = BEGINNINGS.find((one) => PREFIXES[one] === prefix);
      if (level === undefined || beginning === undefined) return [];
      return [{ path: join(folder, name), beginning, level: Number(level) }];
    })
    .sort((one, other) => (isFurther(one, other) ? -1 : 1));
}

/** The newest save in a folder; `undefined` if none can be seen. */
export function newestIn(folder: string): SaveFile | undefined {
  try {
    return savesIn(folder)[0];
  } catch (error) {
    // Saving there reports what is wrong with the folder.
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
