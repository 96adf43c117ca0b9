import { nested } from "../../models/nested.ts";
import { begin, type History, performAll } from "../../src/history/history.ts";
import type { Model } from "../../src/model/model.ts";
import {
  type ContainerNumber,
  containerNumber,
  ROOT,
  type TaskNumber,
  taskNumber,
} from "../../src/model/numbers.ts";
import type { Namespaces, Observation } from "../../src/model/observation.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Scope } from "../../src/model/scope.ts";

/** A scope with room for a few lines of any story. */
export const ROOMY: Scope = { tasks: 6, containers: 6, kinds: ["uts", "net"], names: ["a"], images: 2 };

/** `nested` as any design is given to a report. */
export const NESTED: Model = nested;

/** A call of task `task`; its fields follow. */
export function op(name: string, task: number, fields: Omit<Operation, "op" | "task"> = {}): Operation {
  return { op: name, task: taskNumber(task), ...fields };
}

/** A history of `nested`. */
export function nestedHistory(...operations: readonly Operation[]): History {
  return performAll(begin(NESTED, ROOMY), operations);
}

/** A task of a world that no design made. */
export interface DrawnTask {
  readonly container: number;
  readonly in?: readonly number[];
  readonly namespaces?: Namespaces;
}

/**
 * A world of a design without levels and without nsproxies, drawn by hand: containers beside the root, tasks in
 * several of them.
 */
export function flatWorld(
  names: Readonly<Record<number, string>>,
  tasks: Readonly<Record<number, DrawnTask>>,
): Observation {
  const containers = new Map([
    [ROOT, { parent: null, name: "" }],
    ...Object.entries(names).map(
      ([number, name]) => [containerNumber(Number(number)), { parent: null, name }] as const,
    ),
  ]);
  const drawn = new Map(
    Object.entries(tasks).map(([number, task]) => [
      taskNumber(Number(number)),
      {
        container: containerNumber(task.container),
        in: (task.in ?? [task.container]).map(containerNumber),
        namespaces: task.namespaces ?? {},
      },
    ]),
  );
  const rootPath = (container: ContainerNumber): string => `/${containers.get(container)?.name ?? ""}`;
  const path = (viewer: TaskNumber, container: ContainerNumber): string =>
    drawn.get(viewer)?.container === container ? "/" : rootPath(container);
  return {
    tasks: drawn,
    containers,
    nsproxies: new Map(),
    images: new Map(),
    view: () => [...containers.keys()],
    path,
    rootPath,
    resolve: (viewer, text) => [...containers.keys()].find((container) => path(viewer, container) === text),
  };
}
