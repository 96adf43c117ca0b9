import type { Objects } from "../../objects/objects.ts";

/** How a job hears that it is to end with what it has found so far. */
export interface Ending {
  readonly interrupted: () => boolean;
  readonly asked: AbortSignal;
}

/** What a job has around it. */
export interface Around extends Ending {
  /** The objects that stand in a place. */
  objectsAt(place: Place): Promise<Objects>;
}

/** In a folder of a run, below one that all workers reach under the same path. */
export interface FolderPlace {
  readonly is: "folder";
  readonly below: string;
  readonly run: string;
}

/** Where the objects of a search are, by the run in which it was begun: in the server or in a folder. */
export type Place = { readonly is: "server"; readonly run: string } | FolderPlace;
