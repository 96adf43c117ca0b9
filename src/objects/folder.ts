import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Objects, requireName } from "./objects.ts";

/** A file that is being written. Its name begins with a dot, as no object's does, and is its own, so that two who write never share it. */
const UNFINISHED = /^\.[0-9a-f-]{36}\.part$/;

/**
 * The objects in a folder: each is a file, where its name says. It is written beside its place and renamed. What a process that was killed had begun
 * stays behind, until `sweep`.
 *
 * Its errors are those of the operating system.
 */
export class FolderObjects implements Objects {
  readonly #folder: string;
  readonly #made = new Set<string>();

  /** @param folder which is there */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(name: string, bytes: Uint8Array, lasting?: "lasting"): Promise<number> {
    const path = this.#pathOf(name);
    await this.#makeFolder(dirname(name));
    const unfinished = join(dirname(path), `.${randomUUID()}.part`);
    try {
      const file = await open(unfinished, "wx");
      try {
        await file.writeFile(bytes);
        if (lasting) await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    if (lasting) await syncFolder(dirname(path));
    return bytes.length;
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    const path = this.#pathOf(name);
    return unlessMissing(() => readFile(path));
  }

  async list(prefix: string): Promise<string[]> {
    // Only the folder that all of them are in is looked through.
    const names = await this.#namesIn(prefix.slice(0, prefix.lastIndexOf("/") + 1));
    return names.filter((name) => name.startsWith(prefix)).sort();
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(this.#pathOf(name), { force: true });
  }

  /** Removes what was being written when a process was killed. Nobody else may write meanwhile. */
  async sweep(): Promise<void> {
    for (const { parentPath, name } of await readdir(this.#folder, { recursive: true, withFileTypes: true }))
      if (UNFINISHED.test(name)) await rm(join(parentPath, name), { force: true });
  }

  #pathOf(name: string): string {
    requireName(name);
    return join(this.#folder, name);
  }

  /** Makes a folder for objects. (The recursive form of `mkdir` tries for ever in /proc.) */
  async #makeFolder(name: string): Promise<void> {
    if (name === "." || this.#made.has(name)) return;
    await this.#makeFolder(dirname(name));
    try {
      await mkdir(join(this.#folder, name));
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
    this.#made.add(name);
  }

  /** The names of the objects in a folder, given as a name that ends with a slash or is empty. */
  async #namesIn(folder: string): Promise<string[]> {
    const entries = await unlessMissing(() => readdir(join(this.#folder, folder), { withFileTypes: true }));
    const names: string[] = [];
    for (const entry of entries ?? []) {
      const name = `${folder}${entry.name}`;
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) names.push(...(await this.#namesIn(`${name}/`)));
      else names.push(name);
    }
    return names;
  }
}

async function unlessMissing<Found>(look: () => Promise<Found>): Promise<Found | undefined> {
  try {
    return await look();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** Brings to the disk which files a folder has: without it a loss of power could undo the renaming. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
