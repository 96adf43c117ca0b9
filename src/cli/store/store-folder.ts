/** A folder in which a search keeps its states: see `searchStored`. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as v from "valibot";
import { FolderObjects } from "../../objects/folder.ts";
import { DamagedObject, type Objects } from "../../objects/objects.ts";
import { SealedObjects } from "../../objects/sealed.ts";
import { makeFolder } from "../files/make-folder.ts";
import { isSystemError, whyRefused } from "../files/system-error.ts";
import { EXIT, Problem } from "../problem.ts";
import { searchSchema } from "../saved-search/save-format.ts";
import type { SearchIdentity } from "../saved-search/search-identity.ts";

/** The object that says which search it is, and so the only one without the mark of a search. */
const IDENTITY = "search";
const NOBODY = "";
const FORMAT = "nsmodel-store";
const VERSION = 2;

const formatSchema = v.looseObject({ format: v.literal(FORMAT), version: v.number() });
const identitySchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  search: searchSchema,
  mark: v.string(),
});

/** A search whose states are in a folder. */
export interface StoredSearch {
  readonly search: SearchIdentity;
  /** Distinguishes its objects from those of any other search. */
  readonly mark: string;
}

/** The objects in a folder, as they are kept for a search. */
export const objectsIn = (folder: string, mark: string): Objects =>
  new SealedObjects(new FolderObjects(folder), mark);

/** The search whose states are in a folder; `undefined` if there are none. @throws {Problem} if they cannot be used */
export async function searchStoredIn(folder: string): Promise<StoredSearch | undefined> {
  return withStoreProblems(folder, async () => {
    const bytes = await objectsIn(folder, NOBODY).get(IDENTITY);
    if (bytes === undefined) return undefined;
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { version } = v.parse(formatSchema, json);
    if (version === VERSION) return v.parse(identitySchema, json);
    throw new Problem(
      `${folder} holds a search in format version ${version}; this nsmodel reads version ${VERSION}.`,
      "Resume it with the version of nsmodel that started it, or start again in another folder.",
    );
  });
}

/** Makes a folder for the states of a new search. @throws {Problem} if it cannot be made, or is not empty */
export async function beginIn(folder: string, search: SearchIdentity): Promise<void> {
  try {
    makeFolder(folder);
    const names = await new FolderObjects(folder).list("");
    if (names.includes(IDENTITY))
      throw new Problem(
        `${folder} already holds a search.`,
        `--resume ${folder} continues it. To start again, use another folder or remove this one.`,
      );
    // They may be those of a search whose identity was removed: they could not be distinguished from the new ones.
    if (names.length > 0)
      throw new Problem(`${folder} is not empty.`, "A new search needs an empty folder: use another one.");
    const mark = randomBytes(16).toString("hex");
    // Parsed, so that nothing is ever written that could not be read.
    const told = v.parse(identitySchema, { format: FORMAT, version: VERSION, search, mark });
    await objectsIn(folder, NOBODY).put(IDENTITY, new TextEncoder().encode(JSON.stringify(told)), "lasting");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Problem(
      `Cannot store a search in ${folder === "" ? "a folder without a name" : folder}: ${whyRefused(error)}.`,
      "Use another folder with --store.",
    );
  }
}

/** Does something with the objects in a folder. @throws {Problem} if they are damaged, or the operating system refuses */
export async function withStoreProblems<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asProblem(folder, error);
  }
}

/** An error with a folder as a problem for the user; any other error as it is. */
export function asProblem(folder: string, error: unknown): unknown {
  if (error instanceof DamagedObject)
    return new Problem(
      `${join(folder, error.object)} is damaged: ${error.why}.`,
      "The search cannot continue without it: start again with --store and another folder.",
      EXIT.cannotHere,
    );
  if (!isSystemError(error)) return error;
  return new Problem(
    `Cannot store the search in ${folder}: ${whyRefused(error)}.`,
    `Nothing that was found is lost: once this is fixed, --resume ${folder} continues the search.`,
  );
}
