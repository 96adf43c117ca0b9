import { MODELS, propertiesOf } from "../catalogue.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../engine/search-options.ts";
import type { Shard } from "../engine/shard.ts";
import type { FairCalls } from "../model/fairness.ts";
import type { Domain, Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { fairFrom } from "./fair-option.ts";
import { findModel, findProperties } from "./named.ts";
import { EXIT, Problem } from "./problem.ts";
import { loadSearch, requireSame } from "./saved-search/load-search.ts";
import { bytesOfStates } from "./saved-search/save-format.ts";
import { saver } from "./saved-search/saver.ts";
import type { AskedSearch, SearchIdentity } from "./saved-search/search-identity.ts";
import { domainBoundedBy, isScopeGiven, scopeFrom } from "./scope-options.ts";
import { comparisonsOf, type GivenSearchOptions, symmetryOf } from "./search-options.ts";
import { partOf } from "./shard-option.ts";
import { beginIn, searchStoredIn } from "./store/store-folder.ts";
import { loadedFiles, requireSameFiles, requireUnchanged } from "./user/loaded-files.ts";
import { VERSION } from "./version.ts";

/** A check as the user asked for it. */
export interface AskedCheck extends GivenSearchOptions {
  readonly model?: string | undefined;
  readonly property?: readonly string[] | undefined;
  readonly shard?: Shard | undefined;
  readonly fair?: FairCalls | undefined;
  readonly save?: string | undefined;
  readonly store?: string | undefined;
  readonly resume?: string | undefined;
}

/** The search that is to be run. */
export interface PlannedSearch {
  readonly model: Model;
  readonly properties: readonly Property[];
  readonly scope: Scope;
  /** What the search is, where it resumes, and where it is saved. */
  readonly options: SearchOptions;
  /** The folder that its states are in; `undefined` if they are in memory. */
  readonly store?: string | undefined;
}

/** The search that a user asks for: a new one, or one that resumes a saved one. */
export async function planSearch(asked: AskedCheck): Promise<PlannedSearch> {
  return asked.resume === undefined ? newSearch(asked) : resumedSearch(asked, asked.resume);
}

async function newSearch(asked: AskedCheck): Promise<PlannedSearch> {
  // Names as the user gave them: a user-defined design or property is found again by its path.
  const { model: modelName = MODELS[0].name } = asked;
  const model = await findModel(modelName);
  const scope = scopeFrom(asked, model.domain, "check", [model]);
  const { property: named = propertiesOf(model.domain, scope).map(({ name }) => name) } = asked;
  const propertyNames = partOf([...new Set(named)], asked.shard, "property");
  const properties = await findProperties(propertyNames);
  const identity: SearchIdentity = {
    version: VERSION,
    model: modelName,
    scope,
    properties: propertyNames,
    symmetry: symmetryOf(asked.symmetry, model, properties),
    ...(asked.depth !== undefined && { depth: asked.depth }),
    ...fairFrom(asked.fair, [model]),
    files: loadedFiles(),
  };
  if (asked.store !== undefined) await beginIn(asked.store, identity);
  const planned = await searchOf(
    identity,
    asked.save === undefined ? {} : { save: saver(asked.save, identity) },
  );
  return { ...planned, store: asked.store };
}

/** Whatever the user does not name is as it was when the search was saved. */
async function resumedSearch(asked: AskedCheck, folder: string): Promise<PlannedSearch> {
  const wanted: AskedSearch = {
    version: VERSION,
    model: asked.model,
    scope: isScopeGiven(asked) ? scopeFrom(asked, await domainNamed(asked), "check") : undefined,
    properties: asked.property,
    symmetry: asked.symmetry,
    depth: asked.depth,
    fair: asked.fair,
  };
  const stored = await searchStoredIn(folder);
  if (stored !== undefined) return resumedInStore(stored.search, wanted, folder, asked.save);
  const { identity, checkpoint } = loadSearch(folder, wanted);
  requireUnchanged(identity.files, ...SINCE_SAVED);
  const memory = asked.memory ?? DEFAULT_MEMORY;
  const bytes = bytesOfStates(checkpoint);
  if (bytes > memory) {
    const size = Math.ceil(bytes / 2 ** 20);
    throw new Problem(
      `The saved search needs ${size}M, which is more than the memory limit.`,
      "Raise it with --memory.",
      EXIT.cannotHere,
    );
  }
  const resumed = await searchOf(identity, {
    resume: checkpoint,
    save: saver(asked.save ?? folder, identity),
  });
  requireSameFiles(identity.files, ...SINCE_SAVED);
  return resumed;
}

/** A search whose states are in a folder resumes there. */
async function resumedInStore(
  identity: SearchIdentity,
  wanted: AskedSearch,
  folder: string,
  save: string | undefined,
): Promise<PlannedSearch> {
  if (save !== undefined)
    throw new Problem(
      `This search keeps its worlds in ${folder} and continues there, so it cannot be saved in ${save}.`,
      "Omit --save.",
    );
  requireSame(folder, identity, wanted);
  requireUnchanged(identity.files, ...SINCE_SAVED);
  const resumed = await searchOf(identity, {});
  requireSameFiles(identity.files, ...SINCE_SAVED);
  return { ...resumed, store: folder };
}

/** The domain of the named design; if none is named, the first domain that has all named bounds. */
async function domainNamed({ model, ...given }: AskedCheck): Promise<Domain> {
  return model === undefined ? domainBoundedBy(given) : (await findModel(model)).domain;
}

const SINCE_SAVED = [
  "since the search was saved",
  "Only the search that was saved can be resumed. Start a new one in another folder.",
] as const;

async function searchOf(
  { model, scope, properties, ...how }: SearchIdentity,
  where: SearchOptions,
): Promise<PlannedSearch> {
  const { symmetry, depth, fair } = how;
  const [foundModel, foundProperties] = [await findModel(model), await findProperties(properties)];
  const comparisons = comparisonsOf(foundModel, foundProperties);
  return {
    model: foundModel,
    scope,
    properties: foundProperties,
    options: {
      symmetry,
      comparisons,
      ...(depth !== undefined && { depth }),
      ...(fair && { fair }),
      ...where,
    },
  };
}
