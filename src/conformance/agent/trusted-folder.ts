/**
 * Folders that nobody but this user and the superuser can change. Whoever can write to a folder can rename and replace its entries,
 * so every folder on the path counts. Each is held open while the next is looked up in it, so the folder that was checked is the one used.
 */
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readlink } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { isSystemCallError, type SystemCallError } from "./errno-error.ts";
import { makePrivateFolder } from "./private-umask.ts";

/** A file or folder that somebody else could have put there or changed. */
export class Untrusted extends Error {
  /** @param why as a clause: "/tmp/x can be written by others (its mode is 0777)" */
  constructor(why: string) {
    super(why);
    this.name = "Untrusted";
  }
}

/** Opens the folder itself, whether or not it is readable; see open(2). Node does not define it. */
const O_PATH = 0o10000000;
const FOLDER = constants.O_DIRECTORY | constants.O_NOFOLLOW;
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;
/** As many symbolic links as the kernel follows; see path_resolution(7). */
const MAX_LINKS = 40;

/** The path of an entry in an open folder. It stays valid if the folder is moved. */
export function entryIn(folder: FileHandle, name: string): string {
  return `/proc/self/fd/${folder.fd}/${name}`;
}

/**
 * Opens a folder that only its user and the superuser can change or replace. Symbolic links on the path are followed if
 * they belong to this user or the superuser.
 *
 * @param path absolute
 * @param creatable how many of the last folders may be created if missing, accessible only to this user
 * @returns the folder, which the caller closes
 * @throws {Untrusted} if anyone else could change it
 * @throws {SystemCallError} if it cannot be opened or created
 */
export async function openTrustedFolder(path: string, creatable: number): Promise<FileHandle> {
  if (!isAbsolute(path)) throw new Untrusted(`${path} is not an absolute path`);
  const walk = new Walk();
  await walk.begin();
  try {
    const left = namesIn(path).map((name, index, all) => ({ name, isMade: index >= all.length - creatable }));
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const target = await walk.enter(next.name, next.isMade);
      if (target === undefined) continue;
      left.unshift(...namesIn(target).map((name) => ({ name, isMade: false })));
      if (isAbsolute(target)) await walk.begin();
    }
    walk.mustBeOwn();
    return walk.take();
  } finally {
    await walk.close();
  }
}

function namesIn(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

/** A walk along a path, starting at the root folder. */
class Walk {
  /** The folders walked through, so that `..` leads back to the previous one. */
  #folders: { readonly handle: FileHandle; readonly path: string; readonly uid: number }[] = [];
  #links = 0;

  /** Starts at the root folder. Its owner is not checked: in a user namespace it cannot be known, and all programs come from there anyway. */
  async begin(): Promise<void> {
    await this.close();
    const handle = await open("/", O_PATH | FOLDER);
    const { mode, uid } = await handle.stat();
    this.#folders = [{ handle, path: "", uid }];
    if (canOthersWrite(mode)) throw new Untrusted(`/ can be written by others (its mode is ${octal(mode)})`);
  }

  /** Moves on to an entry. A symbolic link is not followed. @returns the target, if it is a symbolic link */
  async enter(name: string, isMade: boolean): Promise<string | undefined> {
    if (name === "..") {
      if (this.#folders.length > 1) await this.#folders.pop()?.handle.close();
      return undefined;
    }
    const { handle, path } = this.#here();
    const at = entryIn(handle, name);
    const there = `${path}/${name}`;
    if (isMade) makePrivateFolder(at);
    const found = await lstat(at);
    if (found.isSymbolicLink()) {
      mustBeTrustworthy(there, found.uid);
      if (++this.#links > MAX_LINKS) throw new Untrusted(`${there} is one symbolic link too many`);
      return readlink(at);
    }
    const folder = await open(at, O_PATH | FOLDER);
    const { uid, mode } = await folder.stat();
    this.#folders.push({ handle: folder, path: there, uid });
    mustBeTrustworthy(there, uid);
    if (canOthersWrite(mode))
      throw new Untrusted(`${there} can be written by others (its mode is ${octal(mode)})`);
    return undefined;
  }

  /** The superuser's folders will do on the way, but the cache itself must belong to this user. */
  mustBeOwn(): void {
    const { path, uid } = this.#here();
    if (uid !== ownUid()) throw new Untrusted(`${path} belongs to user ${uid}`);
  }

  /** The folder reached, which the caller closes. */
  take(): FileHandle {
    const { handle } = this.#here();
    this.#folders.pop();
    return handle;
  }

  async close(): Promise<void> {
    for (const { handle } of this.#folders.splice(0)) await handle.close();
  }

  #here() {
    const here = this.#folders.at(-1);
    if (here === undefined) throw new Error("the walk has not begun");
    return here;
  }
}

function mustBeTrustworthy(path: string, uid: number): void {
  if (uid !== 0 && uid !== ownUid()) throw new Untrusted(`${path} belongs to user ${uid}`);
}

/** In a sticky folder nobody can rename or remove the entries of others; see unlink(2), EPERM. */
function canOthersWrite(mode: number): boolean {
  return (mode & WRITABLE_BY_OTHERS) !== 0 && (mode & STICKY) === 0;
}

/** The user that this process acts as. */
export function ownUid(): number {
  return process.geteuid?.() ?? 0;
}

/** A file's mode as chmod(1) takes it. */
export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

/** Opens a file in a folder for reading, if it is this user's plain file and nobody else can write it. @throws {Untrusted | SystemCallError} */
export async function openOwnFile(folder: FileHandle, name: string): Promise<FileHandle> {
  // O_NONBLOCK: otherwise, opening a FIFO would wait for a writer.
  const file = await open(
    entryIn(folder, name),
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  );
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Untrusted(`${name} is not a plain file`);
    if (found.uid !== ownUid()) throw new Untrusted(`${name} belongs to user ${found.uid}`);
    if ((found.mode & WRITABLE_BY_OTHERS) !== 0)
      throw new Untrusted(`${name} can be written by others (its mode is ${octal(found.mode)})`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Why a file or folder is not used, as a clause. @throws {unknown} the error itself if it is not such a reason */
export function whyNot(error: unknown): string {
  if (error instanceof Untrusted) return error.message;
  if (isSystemCallError(error)) return inWords(error);
  throw error;
}

/** Leaves out the /proc/self/fd part of the path. */
function inWords({ code, path = "" }: SystemCallError): string {
  const name = path.replace(/^\/proc\/self\/fd\/\d+\/?/, "");
  return name === "" ? code : `${name}: ${code}`;
}
