import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inQuotes, printable } from "../text/printable.ts";
import { mayBeNoUtf8, NO_UTF8 } from "../text/utf8.ts";

/** Thrown if no history is found where some were asked for. The message is a sentence. */
export class NoHistories extends Error {
  /** What to do about it, in a sentence. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = "NoHistories";
    this.hint = hint;
  }
}

/**
 * Every history below some paths, each once, sorted. A file or folder that can be reached in several ways is listed under the first of
 * them, and under its own path rather than that of a symbolic link. Something that is not a regular file, such as a pipe, is listed only
 * if one of the paths names it.
 *
 * @throws {NoHistories} if a path does not exist or cannot be read, or there is no history
 */
export async function historiesBelow(paths: readonly string[]): Promise<string[]> {
  const found = new Found();
  for (const path of paths) {
    const what = await kindOf(path);
    if (what === undefined && mayBeNoUtf8(path)) throw new NoHistories(`${printable(path)}: ${NO_UTF8}.`);
    if (what === undefined)
      throw new NoHistories(
        `There is no file or folder ${printable(path)}.`,
        "nsmodel check --histories FOLDER writes histories; without a path, those of the current folder are used.",
      );
    if (what.isDirectory()) await found.addBelow(path);
    else await found.addFile(path);
  }
  if (found.files.length === 0)
    throw new NoHistories(
      `No history was found in ${paths.map(inQuotes).join(", ")}.`,
      "A history is a file that ends in .jsonl; docs/history-format.md says what is in it.",
    );
  return found.files.sort();
}

/** `undefined` if there is nothing, or only a dangling link. */
const kindOf = (path: string): Promise<Stats | undefined> => stat(path).catch(() => undefined);

/** A folder: the path by which it was reached, and its real path. */
interface Folder {
  readonly folder: string;
  readonly place: string;
}

/** The files found so far, and the real paths of all files and folders seen. */
class Found {
  readonly files: string[] = [];
  readonly #places = new Set<string>();

  async addFile(path: string): Promise<void> {
    this.#add(path, await placeOf(path));
  }

  async addBelow(top: string): Promise<void> {
    const folders = [{ folder: top, place: await placeOf(top) }];
    const links: string[] = [];
    const next = async () => folders.pop() ?? (await this.#follow(links));
    for (let one = await next(); one !== undefined; one = await next()) {
      const { folder, place } = one;
      if (!this.#isNew(place)) continue;
      for (const entry of await entriesOf(folder)) {
        const path = join(folder, entry.name);
        // The real path of anything but a link follows from its folder's; asking for each would be slow in deep folders.
        if (entry.isDirectory()) folders.push({ folder: path, place: join(place, entry.name) });
        else if (entry.isSymbolicLink()) links.push(path);
        else if (entry.isFile() && isHistory(path)) this.#add(path, join(place, entry.name));
      }
    }
  }

  #add(path: string, place: string): void {
    if (this.#isNew(place)) this.files.push(path);
  }

  #isNew(place: string): boolean {
    const isNew = !this.#places.has(place);
    this.#places.add(place);
    return isNew;
  }

  /** Once nothing else is left, adds the files that links lead to, up to the first link to a folder. @returns that folder, if there is one */
  async #follow(links: string[]): Promise<Folder | undefined> {
    for (let link = links.shift(); link !== undefined; link = links.shift()) {
      const what = await kindOf(link);
      if (what?.isDirectory()) return { folder: link, place: await placeOf(link) };
      // A dangling link is reported when it is read.
      if (isHistory(link) && (what === undefined || what.isFile())) await this.addFile(link);
    }
    return undefined;
  }
}

/** The entries to look into, sorted by name, so that a file with several paths is listed under the same one on every machine. */
async function entriesOf(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    const why = mayBeNoUtf8(folder) ? `: ${NO_UTF8}` : "";
    throw new NoHistories(`The folder ${printable(folder)} cannot be read${why}.`);
  });
  return entries.filter(({ name }) => isMeant(name)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Where a path really leads. */
const placeOf = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

/** Whether a file is a history, by its name. */
export const isHistory = (file: string): boolean => file.endsWith(".jsonl");

/** Whether a component of a path is looked into: packages and hidden folders are not. */
const isMeant = (part: string): boolean => part !== "node_modules" && !part.startsWith(".");

/** Whether a path below a folder may lead to a history. */
export const mayLeadToHistory = (path: string): boolean => path.split("/").every(isMeant);
