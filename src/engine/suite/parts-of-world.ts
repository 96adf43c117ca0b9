/** The parts of a world of any design: fields of rows, and rows that go, named by where they stand in its plain data. */
import { isObject } from "../../schema/pieces.ts";

/** The parts that a call changed, each named as in `tasks.nsproxy`; a row that went is of the part `tasks that go`. */
export function partsChanged(before: unknown, after: unknown): Set<string> {
  const found = new Set<string>();
  restored(before, after, undefined, (part) => found.add(part));
  return found;
}

/** The world after a call, with one part as it was before; an equal world if the call did not change that part. */
export function withPartAsBefore(before: object, after: object, part: string): object {
  const world = restored(before, after, part, () => undefined);
  return isObject(world) ? world : after;
}

/** @param note told of each part that differs */
function restored(
  before: unknown,
  after: unknown,
  part: string | undefined,
  note: (part: string) => void,
  path = "",
): unknown {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (![...before, ...after].some(isObject)) return leaf(before, after, part, note, path);
    return rowsRestored(before, after, part, note, path);
  }
  if (isObject(before) && isObject(after) && haveSameKeys(before, after))
    return Object.fromEntries(
      Object.keys(after).map((key) => [
        key,
        restored(before[key], after[key], part, note, path === "" ? key : `${path}.${key}`),
      ]),
    );
  return leaf(before, after, part, note, path);
}

function rowsRestored(
  before: readonly unknown[],
  after: readonly unknown[],
  part: string | undefined,
  note: (part: string) => void,
  path: string,
): unknown[] {
  const going = `${path} that go`;
  const length = part === going ? Math.max(before.length, after.length) : after.length;
  for (const [index, row] of before.entries()) if (isObject(row) && !isObject(after[index])) note(going);
  return Array.from({ length }, (_, index) => {
    const [was, is] = [before[index], after[index] ?? null];
    if (isObject(was) && isObject(is)) return restored(was, is, part, note, path);
    return part === going && isObject(was) ? was : is;
  });
}

function leaf(
  before: unknown,
  after: unknown,
  part: string | undefined,
  note: (part: string) => void,
  path: string,
): unknown {
  if (JSON.stringify(before) === JSON.stringify(after)) return after;
  note(path);
  return part === path ? before : after;
}

const haveSameKeys = (one: object, other: object): boolean =>
  Object.keys(one).join("\n") === Object.keys(other).join("\n");
