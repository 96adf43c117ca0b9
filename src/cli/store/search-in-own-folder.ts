import type { SearchOfRow } from "../../engine/matrix.ts";
import type { SearchOptions } from "../../engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../../engine/search-result.ts";
import { waitFor } from "../../engine/stored/wait.ts";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { nameGivenTo } from "../named.ts";
import { requireIdentical } from "../saved-search/load-search.ts";
import type { SearchIdentity } from "../saved-search/search-identity.ts";
import { loadedFiles, requireSameFiles } from "../user/loaded-files.ts";
import { VERSION } from "../version.ts";
import { searchInFolder } from "./search-in-folder.ts";
import { beginIn, searchStoredIn } from "./store-folder.ts";

/**
 * A search with its states in a folder of its own, where it begins or resumes.
 *
 * @throws {Problem} if the folder holds another search
 */
export const searchInOwnFolder = (folder: string): SearchOfRow<Promise<void>> =>
  function* (model, properties, scope, options) {
    const run = beginOrGoOn(folder, model, properties, scope, options);
    for (;;) {
      const next = yield* waitFor(run.next());
      if (next.done) return next.value;
      yield next.value;
    }
  };

async function* beginOrGoOn(
  folder: string,
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  options: SearchOptions,
): AsyncGenerator<SearchProgress, SearchResult> {
  const { symmetry = false, depth, fair } = options;
  const identity: SearchIdentity = {
    version: VERSION,
    model: nameGivenTo(model),
    scope,
    properties: properties.map(nameGivenTo),
    symmetry,
    ...(depth !== undefined && { depth }),
    ...(fair && { fair }),
    files: loadedFiles(),
  };
  const stored = await searchStoredIn(folder);
  if (stored === undefined) await beginIn(folder, identity);
  else {
    requireIdentical(folder, stored.search, identity);
    requireSameFiles(
      stored.search.files,
      "since the search began",
      "Only that search can be resumed. Start a new one in another folder.",
    );
  }
  return yield* searchInFolder(folder, model, properties, scope, options);
}
