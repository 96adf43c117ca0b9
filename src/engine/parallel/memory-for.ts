import { wordsOfExactEntry } from "../packed/exact-set.ts";
import { WORDS_OF_FINGERPRINT } from "../packed/fingerprint-set.ts";
import { layOut } from "../packed/layout.ts";
import { MOST_OPERATIONS } from "../packed/note.ts";
import { ShapeError, shapeOf } from "../packed/shape-limits.ts";
import { wordPlacesOf } from "../packed/word-places.ts";
import type { SearchTask } from "./search-task.ts";
import type { SharedMemoryOptions } from "./shared-memory.ts";

/** What the shared memory of a search has to hold. */
export function memoryFor(task: SearchTask, workers: number, mostBytes: number): SharedMemoryOptions {
  const operations = Object.keys(task.model.calls).length;
  if (operations > MOST_OPERATIONS)
    throw new ShapeError(
      `${task.model.name} declares ${operations.toLocaleString("en")} calls, and a search can tell at most ${MOST_OPERATIONS.toLocaleString("en")} apart`,
    );
  const wordsOfWorld = wordPlacesOf(layOut(shapeOf(task.model, task.scope))).length;
  return {
    workers,
    mostBytes,
    wordsOfWorld,
    wordsOfEntry: task.exact ? wordsOfExactEntry(wordsOfWorld) : WORDS_OF_FINGERPRINT,
    operations,
    properties: task.properties.length,
    depth: task.depth,
  };
}
