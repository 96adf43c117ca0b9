/** A folder in which a search keeps its states: see `searchStored`. */
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

/** The object that says whose search it is. */
const IDENTITY = "search";
const FORMAT = "nsmodel-store";
const VERSION = 2;

const formatSchema = v.looseObject({ format: v.literal(FORMAT), version: v.number() });
const identitySchema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  search: searchSchema,
});

/** The objects in a folder, as they are kept for a search. */
export const objectsIn = (folder: string): Objects => new SealedObjects(new FolderObjects(folder));

/** The search whose states are in a folder; nothing where there are none. @throws {Problem} where they cannot be used */
export async function identityIn(folder: string): Promise<SearchIdentity | undefined> {
  return reading(folder, async () => {
    const bytes = await objectsIn(folder).get(IDENTITY);
    if (bytes === undefined) return undefined;
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const { version } = v.parse(formatSchema, json);
    if (version === VERSION) return v.parse(identitySchema, json).search;
    throw new Problem(
      `${folder} keeps a search in version ${version} of its format; this nsmodel reads version ${VERSION}.`,
      "Resume it with the nsmodel that began it, or begin anew in another folder.",
    );
  });
}

/** Makes a folder for the states of a search that begins. @throws {Problem} where it cannot be made, or has some */
export async function beginIn(folder: string, identity: SearchIdentity): Promise<void> {
  if ((await identityIn(folder)) !== undefined)
    throw new Problem(
      `${folder} already holds a search.`,
      `--resume ${folder} goes on with it. To begin anew, name another folder or remove this one.`,
    );
  // Parsed, so that nothing is ever written that could not be read.
  const told = v.parse(identitySchema, { format: FORMAT, version: VERSION, search: identity });
  await reading(folder, async () => {
    makeFolder(folder);
    await objectsIn(folder).put(IDENTITY, new TextEncoder().encode(JSON.stringify(told)), "lasting");
  });
}

/** Does something with the objects in a folder. @throws {Problem} where they are damaged, or the operating system refuses */
export async function reading<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asProblem(folder, error);
  }
}

/** What went wrong with a folder, for the user; anything else as it is. */
export function asProblem(folder: string, error: unknown): unknown {
  if (error instanceof DamagedObject)
    return new Problem(
      `${join(folder, error.object)} is damaged: ${error.why}.`,
      "The search cannot go on without it: begin anew with --store and another folder.",
      EXIT.cannotHere,
    );
  if (!isSystemError(error)) return error;
  return new Problem(
    `Cannot keep the search in ${folder}: ${whyRefused(error)}.`,
    `Nothing of what was found is lost: once that is mended, --resume ${folder} goes on.`,
  );
}
