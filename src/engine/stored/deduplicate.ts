import type { Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import { countBits, widthOf } from "./groups.ts";
import type { DeduplicateJob, DeduplicateResult } from "./jobs.ts";
import { beginAlike, compareKeys, type KeyShape } from "./key.ts";
import { ListCursor, ListWriter } from "./list.ts";
import { Merge } from "./merge.ts";

/**
 * Finds the new states of a partition by going through the candidates and all known states side by side, both in order. The candidates of a group stand
 * together, sorted by operation, so each new state is counted for the first operation that leads to it.
 */
export async function deduplicate(
  { name, part, candidates, known }: DeduplicateJob,
  objects: Objects,
  shape: KeyShape,
  pause: () => Promise<void>,
): Promise<DeduplicateResult> {
  const merge = new Merge(
    candidates.map((list) => new ListCursor(objects, list, shape, "candidates")),
    widthOf(shape, "candidates"),
  );
  const cursors = known.map((list) => new ListCursor(objects, list, shape, "states"));
  const writer = new ListWriter(objects, name, shape, "states", part);
  const byOperation: number[] = [];
  const group = new Int32Array(shape.width);
  /** The states of the group that are known or were found here, and those that are new. */
  let seen = 0;
  let found = 0;
  const close = async (): Promise<void> => {
    if (found === 0) return;
    if (writer.isFull(group, 0)) await writer.makeRoom();
    writer.add(group, 0, found);
    found = 0;
  };
  for (let isFirst = true; ; isFirst = false) {
    if (merge.isWaiting) {
      await merge.load();
      await pause();
    }
    if (!merge.next()) break;
    const { key } = merge;
    if (isFirst || !beginAlike(key, 0, group, 0, shape.width)) {
      if (found !== 0) await close();
      for (let word = 0; word < shape.width; word++) group[word] = key[word] ?? 0;
      seen = 0;
      for (const cursor of cursors) {
        while (!seek(cursor, group, shape)) {
          await cursor.load();
          await pause();
        }
        if (isAt(cursor, group, shape)) seen |= cursor.bits;
      }
    }
    const fresh = merge.bits & ~seen;
    if (fresh === 0) continue;
    const operation = key[shape.width] ?? 0;
    byOperation[operation] = (byOperation[operation] ?? 0) + countBits(fresh);
    seen |= fresh;
    found |= fresh;
  }
  await close();
  const list = await writer.end();
  return { is: "deduplicate", list, byOperation: Array.from(byOperation, (states) => states ?? 0) };
}

/** Goes on to the first group that does not come before a key. @returns whether it got there; otherwise the next part must be read first */
function seek(cursor: ListCursor, key: Words, { width }: KeyShape): boolean {
  while (!cursor.isWaiting && !cursor.isAtEnd) {
    if (compareKeys(cursor.keys, cursor.at, key, 0, width) >= 0) return true;
    cursor.step();
  }
  return cursor.isAtEnd;
}

function isAt({ isAtEnd, keys, at }: ListCursor, key: Words, { width }: KeyShape): boolean {
  return !isAtEnd && compareKeys(keys, at, key, 0, width) === 0;
}
