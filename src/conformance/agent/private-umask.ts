import { mkdirSync, mkdtempSync } from "node:fs";
import { isSystemCallError } from "./errno-error.ts";

const PRIVATE_UMASK = 0o077;
const PRIVATE_MODE = 0o700;

/**
 * Runs a synchronous function with a umask that denies everything to others and nothing to the user, whatever the umask of the process.
 * The umask belongs to the whole process, so the function must not be asynchronous.
 */
export function withPrivateUmask<Result>(make: () => Result): Result {
  const before = process.umask(PRIVATE_UMASK);
  try {
    return make();
  } finally {
    process.umask(before);
  }
}

/** Makes a folder that only this user can access, unless something of that name exists. @throws {Errno} */
export function makePrivateFolder(path: string): void {
  try {
    withPrivateUmask(() => mkdirSync(path, PRIVATE_MODE));
  } catch (error) {
    if (!isSystemCallError(error, "EEXIST")) throw error;
  }
}

/** Makes a folder with a new name that only this user can access. @returns its path @throws {Errno} */
export function makeNewFolder(prefix: string): string {
  return withPrivateUmask(() => mkdtempSync(prefix));
}
