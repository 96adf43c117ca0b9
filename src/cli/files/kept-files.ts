import { resolve } from "node:path";
import { loadedFiles } from "../user/loaded-files.ts";

/** The files of the project that no output replaces; they belong to this run of the program, as its loaded modules do. */
const ofProject = new Set<string>();

/** Keeps a file of the project, such as its configuration, from being replaced by output of this run. */
export function keepFile(file: string): void {
  ofProject.add(resolve(file));
}

/** The files that output must not replace: those of the project, and the user's modules that were loaded up to now. */
export const keptFiles = (): string[] => [...ofProject, ...loadedFiles().map(({ file }) => file)];
