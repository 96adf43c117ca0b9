import type { Objects } from "../../objects/objects.ts";

/** How a job learns that it is to end with what it has found so far. */
export interface Ending {
  readonly interrupted: () => boolean;
  readonly asked: AbortSignal;
}

/** What a job is given besides its `Ask`. */
export interface JobEnvironment extends Ending {
  /** The objects kept in a place. */
  objectsAt(place: Place): Promise<Objects>;
}

/** In the folder of a run, inside one that all workers reach under the same path. */
export interface FolderPlace {
  readonly is: "folder";
  readonly below: string;
  readonly run: string;
}

/** Where the objects of a search are: in the server or in a folder, under the name of the run in which it was begun. */
export type Place = { readonly is: "server"; readonly run: string } | FolderPlace;
