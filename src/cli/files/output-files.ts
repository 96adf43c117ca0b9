/**
 * The files that a user asks for. A regular file is written whole or not at all: it is written next to its place and renamed. Anything
 * else, such as a device or a pipe, is written to and never replaced. Symbolic links are followed.
 */
import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import {
  access,
  constants,
  type FileHandle,
  link,
  open,
  readFile,
  readlink,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";
import { keptFiles } from "./kept-files.ts";
import { makeFolder } from "./make-folder.ts";
import { isSystemError, whyRefused } from "./system-error.ts";

/** Upper bound on the links followed: more than the operating system follows before it reports a loop. */
const MAX_LINKS = 64;

/**
 * Makes sure that a file can be written, before the work whose result it is to hold. Leaves nothing behind.
 *
 * @param sources the files that this work reads, besides the user's modules that are loaded
 * @throws {Problem} if it cannot be written, or if one of these would be replaced
 */
export async function requireWritable(file: string, sources: readonly string[] = []): Promise<void> {
  await orProblem(file, async () => {
    const place = await placeOf(file);
    await refuseReplaced(file, place, sources);
    if (place.exists) await access(place.path, constants.W_OK);
    if (place.isPlain) await tryFolder(dirname(place.path));
  });
}

/** The same for a folder, which is made if it is missing. @throws {Problem} if nothing can be written into it */
export async function requireWritableFolder(folder: string): Promise<void> {
  await orProblem(folder, async () => {
    makeFolder(folder);
    await tryFolder(folder);
  });
}

/** Writes a text to a file, replacing its content. @throws {Problem} if it cannot, or if the file is one to keep; the old content is then kept */
export async function writeOutput(file: string, text: string): Promise<void> {
  await orProblem(file, async () => {
    const place = await placeOf(file);
    // Modules may have been loaded since it was first asked.
    await refuseReplaced(file, place);
    const { path, isPlain, old } = place;
    if (!isPlain) return writeInto(await open(path, constants.O_WRONLY), text);
    await throughPart(path, text, old, (part) => rename(part, path));
  });
}

/**
 * Writes a text to a new file.
 *
 * @returns whether it was written: it is not if something of that name exists
 * @throws {Problem} if it cannot be written; nothing of it is left behind
 */
export async function writeNewFile(file: string, text: string): Promise<boolean> {
  let isNew = false;
  await orProblem(file, () =>
    throughPart(file, text, undefined, async (part) => {
      isNew = await linkNew(part, file, text);
    }),
  );
  return isNew;
}

/**
 * Writes a text to a file, unless the file exists with other content: what a user has made of it is not lost.
 *
 * @throws {Problem} if it cannot be written, or has other content
 */
export async function writeUnlessChanged(file: string, text: string): Promise<void> {
  if (await writeNewFile(file, text)) return;
  const there = await readFile(file, "utf8").catch(() => undefined);
  if (there === text) return;
  throw new Problem(
    `${printable(file)} already exists and differs from what would be written.`,
    "Move it, or name another file.",
  );
}

/** Where a path leads. */
interface Place {
  /** With all symbolic links followed. */
  readonly path: string;
  readonly exists: boolean;
  /** Whether a regular file is there, or can be made there. */
  readonly isPlain: boolean;
  /** The regular file that is there, whose owner and permissions are kept. */
  readonly old: Stats | undefined;
}

async function placeOf(file: string): Promise<Place> {
  const found = await stat(file).catch((error: unknown) => {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (found?.isDirectory()) throw systemError("EISDIR", file);
  // An open file that the system shows there is written to, whatever it is: renaming another file over it would replace only the name.
  const isOpenFile = /^\/(?:dev|proc)\//.test(resolve(file));
  if (found !== undefined && (!found.isFile() || isOpenFile))
    return { path: file, exists: true, isPlain: false, old: undefined };
  return { path: await behindLinks(file), exists: found !== undefined, isPlain: true, old: found };
}

async function refuseReplaced(file: string, { old }: Place, sources: readonly string[] = []): Promise<void> {
  if (old === undefined || !(await isAmong([...sources, ...keptFiles()], old))) return;
  throw new Problem(`${printable(file)} is an input, and would be overwritten.`, "Name another file.");
}

async function isAmong(files: readonly string[], old: Stats): Promise<boolean> {
  for (const file of files) if (await isSame(file, old)) return true;
  return false;
}

const isSame = (file: string, { dev, ino }: Stats): Promise<boolean> =>
  stat(file).then(
    (found) => found.dev === dev && found.ino === ino,
    () => false,
  );

/** Follows symbolic links, even to a file that does not exist yet. */
async function behindLinks(file: string): Promise<string> {
  let path = file;
  for (let links = 0; links < MAX_LINKS; links++) {
    const target = await readlink(path).catch((error: unknown) => {
      if (isSystemError(error) && (error.code === "EINVAL" || error.code === "ENOENT")) return undefined;
      throw error;
    });
    if (target === undefined) return path;
    path = resolve(dirname(path), target);
  }
  throw systemError("ELOOP", file);
}

async function tryFolder(folder: string): Promise<void> {
  const path = partIn(folder);
  const file = await open(path, "wx");
  await file.close();
  await rm(path);
}

const partIn = (folder: string): string => join(folder, `.nsmodel-${randomUUID()}.part`);

/** Writes a text to a temporary file next to a path, and has `put` move it there. The temporary file never remains. */
async function throughPart(
  path: string,
  text: string,
  old: Stats | undefined,
  put: (part: string) => Promise<void>,
): Promise<void> {
  const part = partIn(dirname(path));
  try {
    const file = await open(part, "wx");
    if (old !== undefined) await resemble(file, old);
    await writeInto(file, text);
    await put(part);
  } finally {
    await rm(part, { force: true });
  }
}

async function resemble(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  await file.chown(uid, gid).catch((error: unknown) => {
    // Only the superuser gives files away.
    if (!isSystemError(error) || error.code !== "EPERM") throw error;
  });
  await file.chmod(mode);
}

async function writeInto(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    // A device or a pipe may not support it.
    await file.sync().catch((error: unknown) => {
      if (!isSystemError(error) || error.code !== "EINVAL") throw error;
    });
  } finally {
    await file.close();
  }
}

/** Gives a file a name. @returns `false` if the name is taken */
async function linkNew(part: string, path: string, text: string): Promise<boolean> {
  try {
    await link(part, path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "ENOSYS"].includes(error.code ?? "")) throw error;
    // A file system without hard links: the file is created first, and its text written after that.
    const file = await open(path, "wx");
    await writeInto(file, text).catch(async (failure: unknown) => {
      await rm(path, { force: true });
      throw failure;
    });
  }
  return true;
}

function systemError(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code, path, syscall: "open" });
}

async function orProblem(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = error.code === "ENOENT" ? "there is no such folder" : whyRefused(error);
    throw new Problem(`Cannot write ${printable(file)}: ${why}.`);
  }
}
