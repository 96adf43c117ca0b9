/** The user's files that were loaded in this thread: the modules named on the command line and all that they import. */
import Module, { register } from "node:module";
import { isAbsolute, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { IS_BUILT } from "../../package/package-file.ts";
import { printable } from "../../text/printable.ts";
import { enumerated } from "../../text/words.ts";
import { Problem } from "../problem.ts";
import { type Digest, digestOf, isOfTheUser } from "./file-digest.ts";

/**
 * A file of the user as it was when it was loaded. Its path is relative to the folder in which nsmodel runs, with a leading `./`; a file
 * that is not below that folder has its absolute path.
 */
export type FileDigest = Digest;

/** What a module of the user imports as "nsmodel". */
const INDEX = new URL(IS_BUILT ? "../../index.js" : "../../index.ts", import.meta.url).href;

/** Kept like Node's own list of loaded modules. The same file may be in it twice, with different contents. */
const known = new Map<string, FileDigest>();
let told: MessagePort | undefined;

/** Notes every file of the user that is loaded from now on, but no file that nsmodel loads for itself. */
export function noteLoadedFiles(): void {
  if (told !== undefined) return;
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  told = port1;
  register("./user-modules-hooks.js", import.meta.url, {
    data: { port: port2, index: INDEX },
    transferList: [port2],
  });
  noteRequired();
}

/** Modules that are required, not imported, do not reach the hooks. */
function noteRequired(): void {
  // Node has always documented them, but its types lack them.
  const { _extensions: extensions } = Module as unknown as {
    _extensions: Record<string, (module: object, file: string) => void>;
  };
  for (const [extension, load] of Object.entries(extensions)) {
    extensions[extension] = (module, file) => {
      const url = pathToFileURL(file).href;
      if (isOfTheUser(url)) note(digestOf(url));
      load(module, file);
    };
  }
}

/** @returns the files that were loaded up to now, in order of their paths */
export function loadedFiles(): FileDigest[] {
  // Read without waiting: a digest is sent before the import of its file returns, so none is under way.
  for (let next = received(); next !== undefined; next = received()) note(next.message);
  return [...known.values()].sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** The files from which the loaded modules were made, if those are others. */
const sources = new Set<string>();

/** Makes errors refer to places in the files from which the loaded modules were made. */
export function noteSources(files: readonly string[]): void {
  for (const file of files) sources.add(file);
}

/** All files in which an error of the user's may arise. */
export const filesOfErrors = (): string[] => [...loadedFiles().map(({ file }) => file), ...sources];

function received(): { message: Digest | undefined } | undefined {
  return told && receiveMessageOnPort(told);
}

function note(digest: Digest | undefined): void {
  if (digest === undefined) return;
  const file = asNamed(digest.file);
  known.set(`${digest.sha256} ${file}`, { file, sha256: digest.sha256 });
}

function asNamed(path: string): string {
  const below = relative("", path);
  return below.startsWith("..") ? path : `./${below}`;
}

/** What differs between the files that were loaded at two times, each named once; empty if nothing does. */
export function changesBetween(before: readonly FileDigest[], after: readonly FileDigest[]): string[] {
  const digests = (files: readonly FileDigest[], name: string) =>
    files.filter(({ file }) => file === name).map(({ sha256 }) => sha256);
  const names = new Set([...before, ...after].map(({ file }) => file));
  return [...names].flatMap((name) => {
    const [earlier, later] = [digests(before, name), digests(after, name)];
    if (later.length === 0) return [`${printable(name)} is no longer imported`];
    if (earlier.length === 0) return [`${printable(name)} is newly imported`];
    return earlier.length === 1 && earlier.join() === later.join() ? [] : [`${printable(name)} has changed`];
  });
}

/** The digest that a file has now; `undefined` if it is gone. */
const digestNow = (file: string): string | undefined => digestOf(pathToFileURL(resolve(file)).href)?.sha256;

/** Whether a file has changed; not if it is gone, as while an editor saves it. */
export function isAnotherNow({ file, sha256 }: FileDigest): boolean {
  const now = digestNow(file);
  return now !== undefined && now !== sha256;
}

/** The same files as they are now; without those that are gone. */
export function filesNow(files: readonly FileDigest[]): FileDigest[] {
  return files.flatMap(({ file }) => {
    const sha256 = digestNow(file);
    return sha256 === undefined ? [] : [{ file, sha256 }];
  });
}

/**
 * Makes sure that files have not changed, without loading them.
 *
 * @param since the time from which on: "since the search was saved"
 * @throws {Problem} if one has changed or is gone
 */
export function requireUnchanged(files: readonly FileDigest[], since: string, hint: string): void {
  const now = files.map(({ file }) => digestNow(file));
  if (files.some(({ file }) => !isAbsolute(file)) && now.every((digest) => digest === undefined))
    throw new Problem(
      `The files of the search are not here: ${enumerated(files.map(({ file }) => printable(file)))}.`,
      `Relative paths start at the current folder: run nsmodel in the folder in which the search began.\n${hint}`,
    );
  const changes = files.flatMap(({ file, sha256 }, place) => {
    if (now[place] === undefined) return [`${printable(file)} has been removed`];
    return now[place] === sha256 ? [] : [`${printable(file)} has changed`];
  });
  refuse(changes, since, hint);
}

/** Makes sure that what was loaded up to now is what was loaded then, no more and no less. @throws {Problem} if it is not */
export function requireSameFiles(then: readonly FileDigest[], since: string, hint: string): void {
  refuse(changesBetween(then, loadedFiles()), since, hint);
}

/**
 * Makes sure that what was loaded up to now was loaded then too, and has not changed. More may have been loaded then.
 *
 * @throws {Problem} if it was not, or has changed
 */
export function requireAmong(then: readonly FileDigest[], since: string, hint: string): void {
  const now = loadedFiles();
  const names = new Set(now.map(({ file }) => file));
  refuse(
    changesBetween(
      then.filter(({ file }) => names.has(file)),
      now,
    ),
    since,
    hint,
  );
}

function refuse(changes: readonly string[], since: string, hint: string): void {
  if (changes.length > 0) throw new Problem(`The files have changed ${since}: ${enumerated(changes)}.`, hint);
}
