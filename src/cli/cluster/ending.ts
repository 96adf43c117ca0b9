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

/** Where the objects of a search are: in the server, those of a run; or in a folder that all workers reach under the same path. */
export type Place =
  | { readonly is: "server"; readonly run: string }
  | { readonly is: "folder"; readonly path: string };
