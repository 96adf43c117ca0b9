import { constants } from "node:fs";
import { type FileHandle, open, readdir, readlink, rm, rmdir, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { CannotRun } from "../cannot-run.ts";
import { type Compiler, DoesNotCompile } from "./compiler.ts";
import { isSystemCallError } from "./errno-error.ts";
import { makeNewFolder } from "./private-umask.ts";
import { entryIn, octal, openOwnFile, ownUid, Untrusted, whyNot } from "./trusted-folder.ts";

/** Free space required for the compiler's files, in bytes. */
const ROOM = 8 << 20;
const PRIVATE_MODE = 0o700;
const PROGRAM_MODE = 0o755;
const PROGRAM = "agent";

/**
 * Compiles the agent in a new folder that only this user can access, and removes the folder afterwards.
 *
 * @param source the C source file
 * @param words the compiler's other arguments, without the output
 * @param elsewhere folders to try after the usual ones for temporary files
 * @returns the program, open to be read and executed, already unlinked
 * @throws {CannotRun} if there is no folder for it, or the compiler fails
 */
export async function build(
  compiler: Compiler,
  source: string,
  words: readonly string[],
  mayBeStatic: boolean,
  elsewhere: readonly string[],
): Promise<FileHandle> {
  const refusals: string[] = [];
  for (const place of new Set([tmpdir(), "/tmp", "/var/tmp", ...elsewhere])) {
    const made = await newFolder(place).catch((error: unknown) =>
      isSystemCallError(error) ? error.code : whyNot(error),
    );
    if (typeof made === "string") {
      refusals.push(`${place}: ${made}`);
      continue;
    }
    try {
      return await compileIn(made.folder, compiler, source, words, mayBeStatic);
    } finally {
      await remove(made.folder, made.path);
    }
  }
  throw new CannotRun(
    `there is no folder to compile the agent in (${refusals.join("; ")})`,
    `Make room in one, or name one with ${ROOM >> 20} MiB in TMPDIR.`,
  );
}

interface NewFolder {
  readonly folder: FileHandle;
  readonly path: string;
}

/** Makes a folder that only this user can access. All work in it goes through the open folder, in case somebody renames its path. */
async function newFolder(place: string): Promise<NewFolder> {
  const { bavail, bsize, blocks } = await statfs(place);
  if (blocks > 0 && bavail * bsize < ROOM) throw new Untrusted("it has too little free space");
  const path = makeNewFolder(join(place, "nsmodel-"));
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const { uid, mode } = await folder.stat();
  if (uid === ownUid() && (mode & 0o777) === PRIVATE_MODE) return { folder, path };
  await folder.close();
  throw new Untrusted(`a new folder there belongs to user ${uid} with mode ${octal(mode)}`);
}

async function compileIn(
  folder: FileHandle,
  compiler: Compiler,
  source: string,
  words: readonly string[],
  mayBeStatic: boolean,
): Promise<FileHandle> {
  const temporary = await pathOf(folder);
  const sources = await open(dirname(source), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    // The assembler accepts no name with a line break, and a folder on the way may have one.
    const all = [...words, `${await pathOf(sources)}/${basename(source)}`, "-o", `${temporary}/${PROGRAM}`];
    const isStatic = mayBeStatic && (await compiler.run(["-static", ...all], temporary)).succeeded;
    if (!isStatic) {
      const { succeeded, words: said } = await compiler.run(all, temporary);
      if (!succeeded) throw new DoesNotCompile(compiler.program, said);
    }
  } finally {
    await sources.close();
  }
  try {
    const program = await openOwnFile(folder, PROGRAM);
    await program.chmod(PROGRAM_MODE);
    return program;
  } catch (error) {
    throw new DoesNotCompile(compiler.program, `it produced no program (${whyNot(error)})`);
  }
}

/** The path of an open folder for the compiler, for which /proc/self would be the compiler itself. */
async function pathOf(folder: FileHandle): Promise<string> {
  return `/proc/${await readlink("/proc/self")}/fd/${folder.fd}`;
}

/** Removes a folder and its contents. */
async function remove(folder: FileHandle, path: string): Promise<void> {
  try {
    for (const name of await readdir(`/proc/self/fd/${folder.fd}`))
      await rm(entryIn(folder, name), { recursive: true, force: true });
  } finally {
    await folder.close();
  }
  await rmdir(path).catch((error: unknown) => {
    // Somebody has renamed it meanwhile: an empty folder stays, under another name.
    if (!isSystemCallError(error, "ENOENT", "ENOTDIR", "ENOTEMPTY")) throw error;
  });
}
