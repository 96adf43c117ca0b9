import { mkdirSync, mkdtempSync } from "node:fs";
import { isSystemCallError } from "./errno-error.ts";

const PRIVATE_UMASK = 0o077;
const PRIVATE_MODE = 0o700;

/**
 * Does something at once with a umask that leaves others nothing and takes nothing from the user, whatever the umask of the process is.
 * It is the whole process's, so nothing may be waited for meanwhile.
 */
export function withPrivateUmask<Result>(make: () => Result): Result {
  const before = process.umask(PRIVATE_UMASK);
  try {
    return make();
  } finally {
    process.umask(before);
  }
}

/** Makes a folder for this user alone, unless something of the name is there. @throws {Errno} */
export function makePrivateFolder(path: string): void {
  try {
    withPrivateUmask(() => mkdirSync(path, PRIVATE_MODE));
  } catch (error) {
    if (!isSystemCallError(error, "EEXIST")) throw error;
  }
}

/** Makes a folder of a new name for this user alone. @returns its path @throws {Errno} */
export function makeNewFolder(prefix: string): string {
  return withPrivateUmask(() => mkdtempSync(prefix));
}
