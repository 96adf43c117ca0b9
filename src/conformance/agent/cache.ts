import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, readFile, rename, unlink } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "./compiler.ts";
import { isSystemCallError } from "./errno-error.ts";
import { entryIn, openOwnFile, openTrustedFolder, Untrusted } from "./trusted-folder.ts";

const PRIVATE_MODE = 0o600;
const PROGRAM_MODE = 0o755;
const FOLDER = "nsmodel";

/** Where programs are kept between runs. */
export interface CachePlace {
  /** Absolute. */
  readonly path: string;
  /** How many of its last folders may be created if missing. */
  readonly creatable: number;
}

/**
 * The place of the cache: `$XDG_CACHE_HOME/nsmodel`, otherwise `~/.cache/nsmodel`. A relative XDG_CACHE_HOME is ignored, as the XDG Base
 * Directory Specification requires.
 *
 * @returns `undefined` if no home folder is known
 */
export function cachePlace(environment: Environment): CachePlace | undefined {
  const { XDG_CACHE_HOME: cache = "", HOME: home = "" } = environment;
  if (isAbsolute(cache)) return { path: join(cache, FOLDER), creatable: 2 };
  const base = home === "" ? homeOfUser() : home;
  if (base === undefined || !isAbsolute(base)) return undefined;
  return { path: join(base, ".cache", FOLDER), creatable: 2 };
}

/** From the user database; `undefined` if it does not know the user. */
function homeOfUser(): string | undefined {
  try {
    return homedir();
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/**
 * Opens a cached program, if there is one and only this user can have put it there. Creates nothing.
 *
 * @throws {Untrusted | Errno} if the cache cannot be used
 */
export async function findKept({ path }: CachePlace, name: string): Promise<FileHandle | undefined> {
  let cache: FileHandle;
  try {
    cache = await openTrustedFolder(path, 0);
  } catch (error) {
    if (isSystemCallError(error, "ENOENT")) return undefined;
    throw error;
  }
  try {
    const program = await openOwnFile(cache, name);
    if ((await program.stat()).size > 0) return program;
    await program.close();
    return undefined;
  } catch (error) {
    // Not a plain file of this user's: it will be replaced. ELOOP: a symbolic link.
    if (error instanceof Untrusted || isSystemCallError(error, "ENOENT", "ELOOP", "EACCES")) return undefined;
    throw error;
  } finally {
    await cache.close();
  }
}

/** Stores a program in the cache, atomically. @returns the cached copy, open @throws {Untrusted | Errno} */
export async function keep(
  { path, creatable }: CachePlace,
  name: string,
  program: FileHandle,
): Promise<FileHandle> {
  const cache = await openTrustedFolder(path, creatable);
  try {
    const unfinished = entryIn(cache, `${name}.${randomUUID()}`);
    try {
      await copyTo(unfinished, program);
      await rename(unfinished, entryIn(cache, name));
    } catch (error) {
      await unlink(unfinished).catch(() => undefined); // It may never have been created; the first error says why.
      throw error;
    }
    return await openOwnFile(cache, name);
  } finally {
    await cache.close();
  }
}

async function copyTo(path: string, program: FileHandle): Promise<void> {
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
  const copy = await open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, PRIVATE_MODE);
  try {
    await copy.writeFile(await readFile(entryOf(program)));
    await copy.chmod(PROGRAM_MODE);
    await copy.sync();
  } finally {
    await copy.close();
  }
}

/** A path to read an open file from its beginning: the handle itself may already have been read. */
function entryOf(file: FileHandle): string {
  return `/proc/self/fd/${file.fd}`;
}
