import type { Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import type { DeduplicateJob, DeduplicateResult } from "./jobs.ts";
import { compareKeys, type KeyShape } from "./key.ts";
import { ListCursor, ListWriter } from "./list.ts";
import { Merge } from "./merge.ts";

/** Finds the new states of a partition: the candidates, in order, beside all that are known, in order. */
export async function deduplicate(
  { name, part, candidates, known }: DeduplicateJob,
  objects: Objects,
  shape: KeyShape,
  pause: () => Promise<void>,
): Promise<DeduplicateResult> {
  const merge = new Merge(
    candidates.map((list) => new ListCursor(objects, list, shape, "candidates")),
    shape,
  );
  const cursors = known.map((list) => new ListCursor(objects, list, shape, "states"));
  const writer = new ListWriter(objects, name, shape, "states", part);
  const byOperation: number[] = [];
  for (;;) {
    if (merge.isWaiting) {
      await merge.load();
      await pause();
    }
    if (!merge.next()) break;
    const { key, operation } = merge;
    let isKnown = false;
    for (const cursor of cursors) {
      while (!isAhead(cursor, key, shape)) {
        await cursor.load();
        await pause();
      }
      isKnown ||= isAt(cursor, key, shape);
    }
    if (isKnown) continue;
    if (writer.isFull(key, 0)) await writer.makeRoom();
    writer.add(key, 0, operation);
    byOperation[operation] = (byOperation[operation] ?? 0) + 1;
  }
  const list = await writer.end();
  return { is: "deduplicate", list, byOperation: Array.from(byOperation, (states) => states ?? 0) };
}

/** Goes on to the first state that does not come before a key. @returns whether that is known: else the next part has to be read */
function isAhead(cursor: ListCursor, key: Words, { width }: KeyShape): boolean {
  while (!cursor.isWaiting && !cursor.isAtEnd) {
    if (compareKeys(cursor.keys, cursor.at, key, 0, width) >= 0) return true;
    cursor.step();
  }
  return cursor.isAtEnd;
}

function isAt({ isAtEnd, keys, at }: ListCursor, key: Words, { width }: KeyShape): boolean {
  return !isAtEnd && compareKeys(keys, at, key, 0, width) === 0;
}
