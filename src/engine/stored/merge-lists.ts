import type { Objects } from "../../objects/objects.ts";
import { widthOf } from "./groups.ts";
import type { MergeJob, MergeResult } from "./jobs.ts";
import type { KeyShape } from "./key.ts";
import { ListCursor, ListWriter } from "./list.ts";
import { Merge } from "./merge.ts";

/** Merges several lists into one. */
export async function mergeLists(
  { name, part, lists, content }: MergeJob,
  objects: Objects,
  shape: KeyShape,
  pause: () => Promise<void>,
): Promise<MergeResult> {
  const merge = new Merge(
    lists.map((list) => new ListCursor(objects, list, shape, content)),
    widthOf(shape, content),
  );
  const writer = new ListWriter(objects, name, shape, content, part);
  for (;;) {
    if (merge.isWaiting) {
      await merge.load();
      await pause();
    }
    if (!merge.next()) break;
    if (writer.isFull(merge.key, 0)) await writer.makeRoom();
    writer.add(merge.key, 0, merge.bits);
  }
  return { is: "merge", list: await writer.end() };
}
