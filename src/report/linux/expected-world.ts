/** What a program expects /proc to show, tracked from call to call. */
import type { LinuxObservation, ObservedLinuxTask } from "../../domains/linux/observation.ts";
import { LINKS, type Link } from "../../domains/linux/operations.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { NamespaceNames } from "./namespace-names.ts";

/** The expected state of a task: as the model shows it, with namespaces by name. */
export interface Row extends Pick<ObservedLinuxTask, "state" | "parent" | "uid" | "isCapable"> {
  readonly links: Readonly<Partial<Record<Link, string>>>;
}

/** A field of a task that has changed. */
export type Difference =
  | { readonly field: "state" | "parent" | "uid" | "isCapable"; readonly value: string | number | boolean }
  /** The name of a namespace; `undefined` if the link no longer exists. */
  | { readonly field: Link; readonly value: string | undefined };

/** What happens to a task, and which fields differ afterwards. */
export interface TaskChange {
  readonly task: TaskNumber;
  readonly what:
    | { readonly is: "goes" | "changes" }
    /** It begins as a copy of another task. */
    | { readonly is: "begins"; readonly like: TaskNumber }
    /** Only the links to its pid and user namespaces remain. */
    | { readonly is: "dies"; readonly state: ObservedLinuxTask["state"] };
  readonly differences: readonly Difference[];
}

/** What changes from one world to the next. */
export interface Changes {
  /** The names of namespaces that are gone. */
  readonly gone: readonly string[];
  readonly tasks: readonly TaskChange[];
  /** Handles that were taken or now name something else, and the namespace that each opens; `undefined` if it is stale. */
  readonly handles: readonly (readonly [handle: string, namespace: string | undefined])[];
}

export class ExpectedWorld {
  readonly names: NamespaceNames;
  #rows: ReadonlyMap<TaskNumber, Row>;
  #handles: ReadonlyMap<string, string | undefined> = new Map();

  constructor(names: NamespaceNames, beginning: LinuxObservation) {
    this.names = names;
    this.#rows = rowsOf(beginning, names);
  }

  /** Moves on to the next world. @param caller the task that made the call; a new task is described by how it differs from this one */
  follow(world: LinuxObservation, caller: TaskNumber): Changes {
    const gone = this.names.follow(world);
    const [rows, handles] = [rowsOf(world, this.names), handlesOf(world, this.names)];
    const all = [...new Set([...this.#rows.keys(), ...rows.keys()])].sort((one, other) => one - other);
    const tasks = all.flatMap((task) => {
      const [before, after] = [this.#rows.get(task), rows.get(task)];
      return changeOf(task, before, after, { task: caller, row: rows.get(caller) });
    });
    const changed = [...handles].filter(
      ([handle, says]) => !this.#handles.has(handle) || this.#handles.get(handle) !== says,
    );
    this.#rows = rows;
    this.#handles = handles;
    return { gone, tasks, handles: changed };
  }
}

function rowsOf({ tasks }: LinuxObservation, names: NamespaceNames): Map<TaskNumber, Row> {
  return new Map(
    [...tasks].map(([task, { state, parent, uid, isCapable, links }]) => {
      const named = LINKS.flatMap((link) => {
        const name = names.of(links[link]);
        return name === undefined ? [] : [[link, name] as const];
      });
      return [task, { state, parent, uid, isCapable, links: Object.fromEntries(named) }];
    }),
  );
}

function handlesOf(
  { handles, namespaces }: LinuxObservation,
  names: NamespaceNames,
): Map<string, string | undefined> {
  return new Map(
    [...handles].map(([handle, number]) => [
      handle,
      namespaces.get(number)?.isActive === true ? names.of(number) : undefined,
    ]),
  );
}

function changeOf(
  task: TaskNumber,
  before: Row | undefined,
  after: Row | undefined,
  caller: { readonly task: TaskNumber; readonly row: Row | undefined },
): TaskChange[] {
  if (after === undefined)
    return before === undefined ? [] : [{ task, what: { is: "goes" }, differences: [] }];
  if (before === undefined) {
    const differences = differencesOf(caller.row ?? after, after);
    return [{ task, what: { is: "begins", like: caller.task }, differences }];
  }
  if (before.state === "alive" && after.state !== "alive") {
    const { state } = after;
    const links = Object.fromEntries(
      Object.entries(before.links).filter(([link]) => link === "pid" || link === "user"),
    );
    return [
      { task, what: { is: "dies", state }, differences: differencesOf({ ...before, state, links }, after) },
    ];
  }
  const differences = differencesOf(before, after);
  return differences.length === 0 ? [] : [{ task, what: { is: "changes" }, differences }];
}

function differencesOf(before: Row, after: Row): Difference[] {
  return [
    ...(["state", "parent", "uid", "isCapable"] as const)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, value: after[field] })),
    ...LINKS.filter((link) => before.links[link] !== after.links[link]).map((link) => ({
      field: link,
      value: after.links[link],
    })),
  ];
}
