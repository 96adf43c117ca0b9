import type { Objects } from "../../objects/objects.ts";
import type { FindingsAsData } from "./jobs.ts";
import type { List } from "./list.ts";

/** What stays the same throughout a search, so that after an interruption its jobs are the same as before. */
export interface Settings {
  readonly partitions: number;
  /** How many jobs a large level has at least, so that all workers end at about the same time. */
  readonly jobs: number;
  /** How many groups of candidates one job gathers before it writes them. */
  readonly most: number;
  /** How many groups a part of a list has. */
  readonly part: number;
  /** How many lists are merged at once, at most. */
  readonly fanIn: number;
}

/** Everything that a search knows at the end of a level, except the states. */
export interface SearchState {
  readonly version: typeof STATE_VERSION;
  /** The properties of this part of the search, by name: they may differ if the part is begun again. */
  readonly properties: readonly string[];
  readonly dataIndependence: boolean;
  readonly settings: Settings;
  /** New states at each distance from the first, up to the level that is to be expanded next. */
  readonly levels: readonly number[];
  /** The states of each level, by partition; empty ones are left out. */
  readonly lists: readonly (readonly List[])[];
  /** For each partition, lists that together have all of its states. */
  readonly known: readonly (readonly List[])[];
  readonly findings: FindingsAsData;
  /** Whether there is nothing left to expand. */
  readonly isDone: boolean;
}

export const STATE_VERSION = 2;

/** The object that holds the state of a part of a search. */
export const stateName = (part: string): string => `${part}/state`;

export async function loadState(objects: Objects, part: string): Promise<SearchState | undefined> {
  const bytes = await objects.get(stateName(part));
  // The object is what `saveState` wrote: objects are sealed, and whose search it is was checked before.
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as SearchState);
}

export async function saveState(objects: Objects, part: string, state: SearchState): Promise<void> {
  await objects.put(stateName(part), new TextEncoder().encode(JSON.stringify(state)), "lasting");
}
