/** A search whose states are in objects and whose jobs are done by workers. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { failureFromBytes } from "../../engine/search/failure-as-bytes.ts";
import type { SearchTask } from "../../engine/search/search-task.ts";
import { searchBy } from "../../engine/search.ts";
import { DEFAULT_MEMORY, type SearchOptions } from "../../engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../../engine/search-result.ts";
import { JobWorker } from "../../engine/stored/job-worker.ts";
import type { Job, JobRunner, ResultOf } from "../../engine/stored/jobs.ts";
import { JobsHere } from "../../engine/stored/jobs-here.ts";
import { type List, sizeOf } from "../../engine/stored/list.ts";
import type { Settings } from "../../engine/stored/search-state.ts";
import { type Storage, searchStored } from "../../engine/stored/stored-search.ts";
import { awaited } from "../../engine/stored/wait.ts";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { DamagedObject } from "../../objects/objects.ts";
import { isSystemError, whyRefused } from "../files/system-error.ts";
import { referenceTo } from "../named.ts";
import { EXIT, Problem } from "../problem.ts";
import { loadedFiles } from "../user/loaded-files.ts";
import { watched } from "../user/watched.ts";
import { VERSION } from "../version.ts";
import type { ClaimedSearch } from "./claimed-search.ts";
import type { Place } from "./ending.ts";
import { Leader, warn } from "./leader.ts";
import { folderOf } from "./place.ts";
import type { ServerAddress } from "./server-address.ts";
import { whyDamaged, whyRefusedThere } from "./server-trouble.ts";

/** The server of a search on a cluster, and where its objects are. */
export interface WhereOnCluster {
  readonly address: ServerAddress;
  /** A folder for the objects, which all workers reach under the same path; if `undefined`, they are in the server. */
  readonly folder: string | undefined;
}

/** Up to this many states in total, the leader does the jobs itself: having them done elsewhere takes longer. */
const FEW_STATES = 1024;

/** Like `searchInSteps`, with the jobs done by workers. */
export async function* searchOnCluster(
  { address, folder }: WhereOnCluster,
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  { otherWorkers: _, ...options }: SearchOptions,
): AsyncGenerator<SearchProgress, SearchResult> {
  const leader = await Leader.start(address);
  try {
    const claimed = await leader.lead(digestOf(model, properties, scope, options));
    const place = placeFor(claimed, folder);
    try {
      const storage = await storageOn(leader, place, options);
      return yield* awaited(searchBy((how) => searchStored(how, storage), model, properties, scope, options));
    } finally {
      if (place.is === "folder" && !claimed.isLost)
        await rm(folderOf(place), { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof DamagedObject) throw whyDamaged(error);
    if (!isSystemError(error)) throw whyRefusedThere(error, address) ?? error;
    throw new Problem(
      `Cannot store what the search finds${folder === undefined ? "" : ` in ${folder}`}: ${whyRefused(error)}.`,
      undefined,
      EXIT.cannotHere,
    );
  } finally {
    await leader.close();
  }
}

/** Where a leader's search keeps its states, and how it has its jobs done. */
async function storageOn(
  leader: Leader,
  place: Place,
  { memory = DEFAULT_MEMORY }: SearchOptions,
): Promise<Storage> {
  const objects = await leader.objectsAt(place);
  if ((await objects.list("")).length > 0)
    warn("A leader of the same search was killed: this one continues where that one stopped.");
  const guard = loadedFiles().length > 0 ? { guard: watched } : {};
  return {
    objects,
    memory,
    settings: () => settingsFor(leader.slots),
    runnerOf: (task: SearchTask) => {
      const worker = new JobWorker(task, { objects, pause: () => setImmediate(), ...guard });
      return new ClusterRunner(leader, task, place, new JobsHere(worker));
    },
  };
}

/** Where the objects of a search are. @param folder the folder for them; if `undefined`, they are in the server */
function placeFor({ begunIn: run }: ClaimedSearch, folder: string | undefined): Place {
  if (folder === undefined) return { is: "server", run };
  const place: Place = { is: "folder", below: resolve(folder), run };
  // A leader that was killed may have made it. The folder around it exists, as all machines reach it.
  if (!existsSync(folderOf(place))) mkdirSync(folderOf(place));
  return place;
}

/** Identifies a search: only the same search resumes where a leader was killed. */
function digestOf(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  { symmetry, depth, comparisons }: SearchOptions,
): string {
  const search = {
    version: VERSION,
    model: referenceTo(model),
    properties: properties.map(referenceTo),
    scope,
    symmetry,
    depth,
    comparisons,
    files: loadedFiles(),
  };
  return createHash("sha256").update(JSON.stringify(search)).digest("hex");
}

const PART = 4096;
const FEWEST_PARTITIONS = 8;
/** Each job writes an object for each partition: with more partitions, objects become many and small. */
const MAX_PARTITIONS = 64;
const JOBS_OF_SLOT = 4;
const MAX_CANDIDATES = 2 ** 19;
const FAN_IN = 32;

/** How a search is divided if `slots` jobs run at once, some of which may end early or come late. */
const settingsFor = (slots: number): Settings => ({
  partitions: Math.min(MAX_PARTITIONS, Math.max(FEWEST_PARTITIONS, slots)),
  jobs: slots * JOBS_OF_SLOT,
  most: MAX_CANDIDATES,
  part: PART,
  fanIn: FAN_IN,
});

/** Has the jobs of one search done by workers, or here if they are small in total. */
class ClusterRunner implements JobRunner {
  readonly #leader: Leader;
  readonly #task: SearchTask;
  readonly #place: Place;
  readonly #here: JobRunner;
  readonly #search = randomBytes(8).toString("hex");

  constructor(leader: Leader, task: SearchTask, place: Place, here: JobRunner) {
    this.#leader = leader;
    this.#task = task;
    this.#place = place;
    this.#here = here;
  }

  async run<J extends Job>(
    jobs: readonly J[],
    asked: AbortSignal,
    done: (result: ResultOf<J>) => void,
  ): Promise<ResultOf<J>[]> {
    if (statesIn(jobs) <= FEW_STATES) return this.#here.run(jobs, asked, done);
    const [task, search, place] = [this.#task, this.#search, this.#place];
    const asks = jobs.map((job) => ({ task, search, place, job }));
    const results: ResultOf<J>[] = [];
    const running = this.#leader.run("search", asks, {
      asked,
      done: (answer) => {
        if ("failure" in answer) throw failureFromBytes(answer.failure);
        done(answer.result as ResultOf<J>); // the result is of the job's kind
      },
    });
    for (;;) {
      const next = await running.next();
      if (!next.done) continue;
      for (const answer of next.value) if ("result" in answer) results.push(answer.result as ResultOf<J>);
      return results;
    }
  }
}

/** How many states the jobs read in total. */
function statesIn(jobs: readonly Job[]): number {
  const [first] = jobs;
  // Each knows the size of the whole level.
  if (first?.is === "expand") return first.size;
  return jobs.flatMap(listsOf).reduce((sum, list) => sum + sizeOf(list), 0);
}

function listsOf(job: Job): readonly List[] {
  switch (job.is) {
    case "expand":
      return [];
    case "deduplicate":
      return [...job.candidates, ...job.known];
    case "merge":
      return job.lists;
  }
}
