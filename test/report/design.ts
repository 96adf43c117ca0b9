import { nested } from "../../models/nested.ts";
import type { ContainerHistory, ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerObservation, Namespaces } from "../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { begin, performAll } from "../../src/history/history.ts";
import {
  type ContainerNumber,
  containerNumber,
  ROOT,
  type TaskNumber,
  taskNumber,
} from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";

/** A scope with room for any short history. */
export const ROOMY: ContainerScope = {
  tasks: 6,
  containers: 6,
  kinds: ["uts", "net"],
  names: ["a"],
  images: 2,
  handles: 1,
};

/** `nested`, typed as reports get any design. */
export const NESTED: ContainerModel = nested;

/** A call of task `task`; its fields follow. */
export function op(name: string, task: number, fields: Omit<Operation, "op" | "task"> = {}): Operation {
  return { op: name, task: taskNumber(task), ...fields };
}

/** A history of `nested`. */
export function nestedHistory(...operations: readonly Operation[]): ContainerHistory {
  return performAll(begin(NESTED, ROOMY), operations);
}

/** A task of a world that is drawn by hand. */
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
): ContainerObservation {
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
