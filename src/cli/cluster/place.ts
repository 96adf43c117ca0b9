import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { FolderObjects } from "../../objects/folder.ts";
import type { Objects } from "../../objects/objects.ts";
import { SealedObjects } from "../../objects/sealed.ts";
import { printable } from "../../text/printable.ts";
import { EXIT, Problem } from "../problem.ts";
import type { FolderPlace, Place } from "./ending.ts";
import { objectsKey } from "./keys.ts";
import { RedisObjects } from "./redis-objects.ts";

/** Finds the objects kept in a place. @param connected gives the connection to the server */
export const objectsIn =
  (connected: () => Promise<Redis>) =>
  async (place: Place): Promise<Objects> => {
    if (place.is === "folder") requireThere(folderOf(place));
    const kept =
      place.is === "folder"
        ? new FolderObjects(folderOf(place))
        : new RedisObjects(await connected(), objectsKey(place.run));
    return new SealedObjects(kept, place.run);
  };

/** The folder of a run inside the one that was given, which several searches may share. */
export const folderOf = ({ below, run }: FolderPlace): string => join(below, `nsmodel-${runNamed(run)}`);

function requireThere(folder: string): void {
  if (existsSync(folder)) return;
  throw new Problem(
    `On ${hostname()} there is no folder ${printable(folder)}.`,
    "Each machine has to reach the folder of --objects under the same path.",
    EXIT.cannotHere,
  );
}

/** Checks the name of a run, which comes from the server: as part of a path it must not lead elsewhere. */
function runNamed(run: string): string {
  if (/^[0-9a-f]+$/.test(run)) return run;
  throw new Problem(`${printable(run)} is not the name of a run.`, undefined, EXIT.cannotHere);
}
