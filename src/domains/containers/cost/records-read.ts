import { type ContainerNumber, ROOT } from "../../../model/numbers.ts";
import type { ContainerObservation } from "../observation.ts";
import type { ContainerOperation } from "../operation.ts";
import { connect } from "./connect.ts";
import { type Links, linksOf } from "./links.ts";
import { type CostRow, type CostRows, keyOf, SORT } from "./rows.ts";

/** A call, and the worlds on both sides of it. */
export interface Happened {
  readonly operation: ContainerOperation;
  /** The world before it. */
  readonly observation: ContainerObservation;
  readonly before: CostRows;
  readonly after: CostRows;
  /** The keys of the rows that differ. */
  readonly written: ReadonlySet<string>;
}

/**
 * The rows of the world before a call that a kernel with links in both directions would follow. A link leads from a row to each row
 * that it refers to, and back. The needed rows are
 *
 * - the caller's row;
 * - for a path: the caller's container, the container that it names, and all on the way between;
 * - each row that changes or goes, and each row that such a row or a new one refers to, since links to it are made or removed;
 * - for an image that is named: its rows so far; and if one is made, everything that hangs on the container named, that is, every
 *   row that refers to it, or to one that does.
 *
 * The rows read are these and those on the way to them: from what has been read, always on to the nearest needed row, until none is
 * left. A row that no link leads to (a container of `flat`, which has a name and stands in nothing) is found by its name, and costs
 * only itself. What the design's own program looks at plays no part: it scans its tables, which no kernel would.
 *
 * @returns the keys of the rows read
 * @throws {Error} if the shape has no table of tasks: the design cannot be measured
 */
export function recordsRead(happened: Happened): ReadonlySet<string> {
  const { operation, before } = happened;
  const caller = keyOf(SORT.task, operation.task);
  if (!before.has(caller)) throw new Error(`the shape has no table "${SORT.task}" with the caller in it`);
  const links = linksOf(before);
  const needed = new Set<string>([...onTheWay(happened), ...touched(happened), ...recorded(happened, links)]);
  return connect(
    caller,
    [...needed].filter((key) => before.has(key)),
    links,
  );
}

/** The containers from the caller's own to the one that a path names. */
function onTheWay({ operation: { task, path }, observation }: Happened): string[] {
  const own = observation.tasks.get(task)?.container;
  if (path === undefined || own === undefined) return [];
  const way: ContainerNumber[] = [own];
  let here: ContainerNumber | null = observation.resolve(task, path) ?? null;
  for (; here !== null && here !== own; here = observation.containers.get(here)?.parent ?? null)
    way.push(here);
  return way.map((container) => keyOf(SORT.container, container));
}

/** The rows written, and those that they refer to, before or after. */
function touched({ before, after, written }: Happened): string[] {
  return [...written].flatMap((key) => [
    key,
    ...(before.get(key)?.refersTo ?? []),
    ...(after.get(key)?.refersTo ?? []),
  ]);
}

/** The rows so far of the image that is named and, if one is made, the rows that it records. */
function recorded({ operation, observation, before, after }: Happened, links: Links): string[] {
  const { task, path, image } = operation;
  if (image === undefined) return [];
  const isOfImage = ({ recordedAs }: CostRow): boolean => recordedAs === image;
  const rows = [...before.values()].filter(isOfImage).map(({ key }) => key);
  const isMade = [...after.values()].some((row) => isOfImage(row) && !before.has(row.key));
  if (path === undefined || !isMade) return rows;
  const top = observation.resolve(task, path) ?? ROOT;
  return [...rows, ...hangingOn(keyOf(SORT.container, top), links)];
}

/** A row, every row that refers to it, and every row that refers to one of those. */
function hangingOn(key: string, { from }: Links): Set<string> {
  const found = new Set([key]);
  // Walking a set also visits what is added on the way.
  for (const one of found) for (const other of from.get(one) ?? []) found.add(other);
  return found;
}
