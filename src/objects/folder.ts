import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Objects, requireName } from "./objects.ts";

/** The name of a file that is being written. It begins with a dot, as no object's does, and is unique, so that two writers never share it. */
const UNFINISHED = /^\.[0-9a-f-]{36}\.part$/;

/**
 * Objects in a folder: each is a file, and its name is the file's path. It is written under another name beside it and renamed. What a killed process
 * had begun to write stays until `sweep`.
 *
 * Its errors are those of the operating system.
 */
export class FolderObjects implements Objects {
  readonly #folder: string;
  readonly #made = new Set<string>();

  /** @param folder an existing folder */
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
    return unlessMissing(async () => {
      // Opened in the ordinary way, a pipe without a writer blocks a thread of Node, which then neither goes on nor ends.
      const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        return (await file.stat()).isFile() ? await file.readFile() : NOT_AN_OBJECT;
      } finally {
        await file.close();
      }
    });
  }

  async list(prefix: string): Promise<string[]> {
    // Only the folder that holds all of them is read.
    const names = await this.#namesIn(prefix.slice(0, prefix.lastIndexOf("/") + 1));
    return names.filter((name) => name.startsWith(prefix)).sort();
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(this.#pathOf(name), { force: true });
  }

  /** Removes what killed processes had begun to write. Nothing else may write meanwhile. */
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

  /** The names of all objects below a folder. @param folder empty, or ends with a slash */
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

/** Returned for a pipe or a device. No sealed object is empty, so it is reported as damaged. */
const NOT_AN_OBJECT = new Uint8Array();

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

/** Flushes a folder's entries to disk: without this a loss of power could undo a renaming. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
