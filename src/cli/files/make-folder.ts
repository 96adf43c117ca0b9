import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isSystemError } from "./system-error.ts";

/**
 * Makes a folder, and those above it that are missing. The recursive form of `mkdir` in Node tries for ever where a folder is there and
 * yet nothing can be made in it, as in /proc.
 *
 * @throws the error of the operating system
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "EEXIST" && statSync(path).isDirectory()) return;
    if (error.code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}
