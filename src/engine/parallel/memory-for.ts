import { codecOf } from "../packed/codec.ts";
import { wordsOfExactEntry } from "../packed/exact-set.ts";
import { WORDS_OF_FINGERPRINT } from "../packed/fingerprint-set.ts";
import { packerOf } from "../packed/packer.ts";
import { shapeOf } from "../packed/shape-limits.ts";
import type { SearchTask } from "./search-task.ts";
import type { SharedMemoryOptions } from "./shared-memory.ts";

/** What the shared memory of a search has to hold. */
export function memoryFor(task: SearchTask, workers: number, mostBytes: number): SharedMemoryOptions {
  const { layout } = codecOf(shapeOf(task.model, task.scope));
  const wordsOfWorld = packerOf(layout).length;
  return {
    workers,
    mostBytes,
    wordsOfWorld,
    wordsOfEntry: task.exact ? wordsOfExactEntry(wordsOfWorld) : WORDS_OF_FINGERPRINT,
    operations: Object.keys(task.model.calls).length,
    properties: task.properties.length,
    depth: task.depth,
  };
}
