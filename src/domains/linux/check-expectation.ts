import type { Disagreement } from "../../model/disagreement.ts";
import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { LinkComparison, LinuxExpectation, ListedEntry } from "./expectation.ts";
import { type LinuxObservation, OUTSIDE, type TaskState } from "./observation.ts";
import type { Link } from "./operations.ts";

type Field = keyof LinuxExpectation;

/** The fields of an expectation that do not agree with a world, in the order in which they are written. */
export function checkLinuxExpectation(
  expectation: LinuxExpectation,
  world: LinuxObservation,
): Disagreement[] {
  const { alive, zombie, dying, parent, owner, same, different, opens, stale, names, listed, unlisted } =
    expectation;
  return [
    ...checkState("alive", alive, world),
    ...checkState("zombie", zombie, world),
    ...checkState("dying", dying, world),
    ...[...(parent ?? [])].flatMap(([task, expected]) => checkParent(task, expected, world)),
    ...(owner ?? []).flatMap((comparison) => checkOwner(comparison, world)),
    ...(same ?? []).flatMap((comparison) => checkComparison("same", comparison, world)),
    ...(different ?? []).flatMap((comparison) => checkComparison("different", comparison, world)),
    ...(opens ?? []).flatMap((handle) => checkHandle("opens", handle, world)),
    ...(stale ?? []).flatMap((handle) => checkHandle("stale", handle, world)),
    ...(names ?? []).flatMap(([link, task, handle]) => checkName(link, task, handle, world)),
    ...checkListed(listed ?? [], world),
    ...(unlisted ?? []).flatMap((entry) => checkUnlisted(entry, world)),
  ];
}

/** Each side names only what the other does not have. */
function checkState(
  state: TaskState,
  expected: readonly TaskNumber[] | undefined,
  world: LinuxObservation,
): Disagreement[] {
  if (expected === undefined) return [];
  const found = [...world.tasks].filter(([, task]) => task.state === state).map(([task]) => task);
  const missing = expected.filter((task) => !found.includes(task));
  const surplus = found.filter((task) => !expected.includes(task)).map((task) => `task ${task}`);
  if (missing.length === 0 && surplus.length === 0) return [];
  const others = missing.map((task) => `task ${task} ${stateInWords(task, world)}`);
  return disagree(
    state,
    missing.map((task) => `task ${task}`).join(", ") || NOTHING,
    [...surplus, ...others].join(", ") || NOTHING,
  );
}

const NOTHING = "nothing more";

function stateInWords(task: TaskNumber, { tasks }: LinuxObservation): string {
  const state = tasks.get(task)?.state;
  if (state === undefined) return "is gone";
  return state === "zombie" ? "is a zombie" : `is ${state}`;
}

function checkParent(
  task: TaskNumber,
  expected: TaskNumber | typeof OUTSIDE,
  { tasks }: LinuxObservation,
): Disagreement[] {
  const found = tasks.get(task)?.parent;
  if (found === expected) return [];
  const inWords = (parent: number): string => (parent === OUTSIDE ? "the outside" : `task ${parent}`);
  return disagree(
    "parent",
    `task ${task} a child of ${inWords(expected)}`,
    found === undefined ? gone(task) : `a child of ${inWords(found)}`,
  );
}

function checkOwner([link, task, other]: LinkComparison, world: LinuxObservation): Disagreement[] {
  const namespace = linkOf(link, task, world);
  const user = linkOf("user", other, world);
  const expected = `${link} of task ${task} owned by the user namespace of task ${other}`;
  if (typeof namespace === "string") return disagree("owner", expected, namespace);
  if (typeof user === "string") return disagree("owner", expected, user);
  const owner = world.namespaces.get(namespace)?.owner ?? undefined;
  if (owner === user) return [];
  return disagree(
    "owner",
    expected,
    owner === undefined ? "owned by none" : `owned by user namespace ${owner}`,
  );
}

function checkComparison(
  field: "same" | "different",
  [link, task, other]: LinkComparison,
  world: LinuxObservation,
): Disagreement[] {
  const [one, two] = [linkOf(link, task, world), linkOf(link, other, world)];
  const expected = `${link} of task ${task} and task ${other} ${field === "same" ? "the same" : "different"}`;
  if (typeof one === "string") return disagree(field, expected, one);
  if (typeof two === "string") return disagree(field, expected, two);
  if ((one === two) === (field === "same")) return [];
  return disagree(field, expected, one === two ? "the same" : "different");
}

function checkHandle(
  field: "opens" | "stale",
  handle: string,
  { handles, namespaces }: LinuxObservation,
): Disagreement[] {
  const namespace = handles.get(handle);
  const found =
    namespace === undefined
      ? "never taken"
      : namespaces.get(namespace)?.isActive === true
        ? "opens"
        : "stale";
  if (found === field) return [];
  return disagree(field, `handle ${handle} ${field === "opens" ? "opens" : "is stale"}`, found);
}

function checkName(link: Link, task: TaskNumber, handle: string, world: LinuxObservation): Disagreement[] {
  const [named, namespace] = [world.handles.get(handle), linkOf(link, task, world)];
  const expected = `handle ${handle} names ${link} of task ${task}`;
  if (named === undefined) return disagree("names", expected, `handle ${handle} was never taken`);
  if (typeof namespace === "string") return disagree("names", expected, namespace);
  if (named === namespace) return [];
  return disagree("names", expected, world.namespaces.has(named) ? "another one" : "one that is gone");
}

/** The entries must stand in the listing in this order: each is looked for after the one before. */
function checkListed(entries: readonly ListedEntry[], world: LinuxObservation): Disagreement[] {
  let place = -1;
  let before = "";
  for (const entry of entries) {
    const namespace = entryOf(entry, world);
    const expected = `${inWords(entry)} listed${before && ` after ${before}`}`;
    if (typeof namespace === "string") return disagree("listed", expected, namespace);
    const next = world.listed?.indexOf(namespace, place + 1) ?? -1;
    if (next < 0) return disagree("listed", expected, notListed(namespace, world));
    place = next;
    before = inWords(entry);
  }
  return [];
}

function notListed(namespace: NamespaceNumber, { listed }: LinuxObservation): string {
  if (listed === undefined) return NO_LISTING;
  return listed.includes(namespace) ? "listed before" : "not listed";
}

const NO_LISTING = "nothing was listed yet";

function checkUnlisted(entry: ListedEntry, world: LinuxObservation): Disagreement[] {
  const namespace = entryOf(entry, world);
  const expected = `${inWords(entry)} not listed`;
  if (typeof namespace === "string") return disagree("unlisted", expected, namespace);
  if (world.listed === undefined) return disagree("unlisted", expected, NO_LISTING);
  return world.listed.includes(namespace) ? disagree("unlisted", expected, "listed") : [];
}

/** The namespace that an entry means, or why it means none. */
function entryOf(entry: ListedEntry, world: LinuxObservation): NamespaceNumber | string {
  if (entry.length === 2) return linkOf(entry[0], entry[1], world);
  return world.handles.get(entry[0]) ?? `handle ${entry[0]} was never taken`;
}

const inWords = (entry: ListedEntry): string =>
  entry.length === 2 ? `${entry[0]} of task ${entry[1]}` : `handle ${entry[0]}`;

/** What a file of a task names, or why it names nothing. */
function linkOf(link: Link, task: TaskNumber, { tasks }: LinuxObservation): NamespaceNumber | string {
  const row = tasks.get(task);
  if (row === undefined) return gone(task);
  return row.links[link] ?? `task ${task} is ${row.state === "zombie" ? "a zombie" : row.state}`;
}

const gone = (task: TaskNumber): string => `task ${task} is gone`;

const disagree = (field: Field, expected: string, found: string): Disagreement[] => [
  { field, expected, found },
];
