import type { Redis } from "ioredis";
import { FolderObjects } from "../../objects/folder.ts";
import type { Objects } from "../../objects/objects.ts";
import { SealedObjects } from "../../objects/sealed.ts";
import type { Place } from "./ending.ts";
import { objectsKey } from "./keys.ts";
import { RedisObjects } from "./redis-objects.ts";

/** Finds the objects that stand in a place. @param connected gives the connection with the server */
export const objectsIn =
  (connected: () => Promise<Redis>) =>
  async (place: Place): Promise<Objects> =>
    new SealedObjects(
      place.is === "folder"
        ? new FolderObjects(place.path)
        : new RedisObjects(await connected(), objectsKey(place.run)),
    );
